import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Problem, reasonOf } from '../problem.ts'

/** Where this state folder's Postgres lives and as whom it runs (`user` undefined: as ourselves). */
export type PostgresHome = { dir: string; dataDir: string; user: { uid: number; gid: number } | undefined }

/** Postgres refuses to run as root and wants a user with a name: every Linux has this one. */
const NOBODY = 'nobody'

function lookUp(name: string): { uid: number; gid: number } {
  const passwd = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8') : ''
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find((parts) => parts[0] === name)
  const uid = Number(fields?.[2])
  const gid = Number(fields?.[3])
  if (!fields || !Number.isInteger(uid) || !Number.isInteger(gid)) {
    throw new Problem(
      `Postgres does not run as root and there is no user "${name}" here: start as an ordinary user.`,
    )
  }
  return { uid, gid }
}

/** True when a user who owns nothing on the way may pass through every folder above `path`, and through it. */
export function isPassable(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/**
 * As an ordinary user: inside the state folder, as ourselves. As root: as `nobody`, or as whoever the data
 * already belong to; and when that user could not reach the state folder (a checkout under /root), in a folder
 * of its own under /var/lib, which the state folder remembers.
 */
export function openHome(stateDir: string): PostgresHome {
  const note = join(stateDir, 'postgres-home')
  const isRoot = process.getuid?.() === 0
  let dir = join(stateDir, 'postgres')
  if (existsSync(note)) dir = readFileSync(note, 'utf8').trim()
  else if (isRoot && !isPassable(stateDir)) {
    dir = join('/var/lib/stampede', createHash('sha256').update(stateDir).digest('hex').slice(0, 16))
    writeFileSync(note, `${dir}\n`)
  }
  const dataDir = join(dir, 'data')
  const owner = existsSync(dataDir) ? statSync(dataDir) : undefined
  if (!isRoot) {
    if (owner && owner.uid !== process.getuid?.()) {
      throw new Problem(
        `${dataDir} belongs to another user: start as that user or as root, or set STAMPEDE_STATE_DIR to another folder.`,
      )
    }
    makeFolder(dir, undefined)
    return { dir, dataDir, user: undefined }
  }
  const user = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : lookUp(NOBODY)
  makeFolder(dir, user)
  return { dir, dataDir, user }
}

function makeFolder(dir: string, user: { uid: number; gid: number } | undefined): void {
  try {
    const isNew = mkdirSync(dir, { recursive: true, mode: 0o755 }) !== undefined
    if (isNew && user) {
      chmodSync(dirname(dir), statSync(dirname(dir)).mode | 0o111)
      chownSync(dir, user.uid, user.gid)
    }
  } catch (error) {
    throw new Problem(
      `${dir} cannot be created for Postgres (${reasonOf(error)}): make it writable, or set STAMPEDE_STATE_DIR.`,
    )
  }
}
