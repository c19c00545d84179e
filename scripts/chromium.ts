import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A browser for Playwright: its program, and the arguments this particular one needs. */
export type Chromium = { path: string; args: string[] }

/** As root a sandbox cannot be made, and containers rarely allow one to others. */
const ARGS = ['--no-sandbox']
const DEBIAN_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser']
const PACKAGE = '@sparticuz/chromium@147.0.0'

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
  const done = spawnSync(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, ...env } })
  return done.status === 0
}

/** Debian's package; needs root and its package lists. */
function installByApt(): Chromium | null {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return null
  say('Installing chromium with apt-get for the browser tests …')
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const args = ['install', '-y', '-q', '--no-install-recommends', 'chromium']
  const isDone =
    run('apt-get', args, env) || (run('apt-get', ['update', '-q'], env) && run('apt-get', args, env))
  const path = DEBIAN_PATHS.find((candidate) => existsSync(candidate))
  return isDone && path ? { path, args: ARGS } : null
}

/** A chromium that comes by npm; older, without notifications, but it needs no rights. */
async function installByNpm(stateDir: string): Promise<Chromium> {
  const folder = resolve(stateDir, 'chromium')
  const entry = join(folder, 'node_modules', '@sparticuz', 'chromium', 'package.json')
  if (!existsSync(entry)) {
    say('Downloading a chromium with npm for the browser tests …')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
    const args = [
      'install',
      '--prefix',
      folder,
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      PACKAGE,
    ]
    if (!run('npm', args)) {
      throw new Error('No chromium could be installed: install one and set CHROMIUM_PATH to its program.')
    }
  }
  const main = createRequire(entry).resolve('@sparticuz/chromium')
  const module: { default: { executablePath(): Promise<string> } } = await import(pathToFileURL(main).href)
  // It unpacks itself into the temporary folder; ours is not shared with other users.
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    return { path: await module.default.executablePath(), args: [...ARGS, '--headless=shell'] }
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/** CHROMIUM_PATH, else Debian's, else installed by apt-get (as root), else by npm into the state folder. */
export async function findChromium(stateDir: string): Promise<Chromium> {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (!existsSync(given))
      throw new Error(`CHROMIUM_PATH is ${given}, which does not exist: correct or unset it.`)
    return { path: given, args: process.env.CHROMIUM_ARGS?.split(' ') ?? ARGS }
  }
  const present = DEBIAN_PATHS.find((candidate) => existsSync(candidate))
  if (present) return { path: present, args: ARGS }
  return installByApt() ?? (await installByNpm(stateDir))
}
