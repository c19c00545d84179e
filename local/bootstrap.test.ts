import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PROJECT_DIR } from './postgres/migrate.ts'
import { type RunOptions, runScript } from './testing-processes.ts'

/** Makes Node say it is another version, before the script runs. */
function pretend(version: string): string[] {
  const code = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`]
}

/** Nothing answers on port 9, and an empty cache has nothing to offer instead. */
function withoutNetwork(folder: string): RunOptions['env'] {
  return {
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_replace_registry_host: 'always',
    npm_config_cache: join(folder, 'cache'),
    npm_config_proxy: undefined,
    npm_config_https_proxy: undefined,
  }
}

let folder = ''

/** A copy of what bootstrap needs, without node_modules. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stampede-bootstrap-'))
  for (const name of ['package.json', 'package-lock.json', 'scripts/bootstrap.mjs']) {
    cpSync(join(PROJECT_DIR, name), join(folder, name), { recursive: true })
  }
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('a Node that is too old is one sentence with what to do', async () => {
  const run = runScript('scripts/bootstrap.mjs', ['start'], { cwd: folder, nodeArgs: pretend('20.8.1') })
  expect(await run.exited).toBe(1)
  expect(run.output().trim()).toMatch(
    /^Stampede needs Node 20\.9 or newer.*this is 20\.8\.1: install a newer one/,
  )
  expect(existsSync(join(folder, 'node_modules'))).toBe(false)
})

test('no network at install is one sentence with what to do', async () => {
  const run = runScript('scripts/bootstrap.mjs', ['start'], { cwd: folder, env: withoutNetwork(folder) })
  expect(await run.exited).toBe(1)
  const lines = run.output().trim().split('\n')
  expect(lines.at(-1)).toMatch(
    /^The packages could not be downloaded: the npm registry at http:\/\/127\.0\.0\.1:9 does not answer \(ECONNREFUSED\)\. Check the network/,
  )
  expect(lines.filter((line) => !/^(Installing| {2}…)/.test(line))).toHaveLength(1)
})

test('what npm already installed is not installed again', async () => {
  mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true })
  cpSync(
    join(PROJECT_DIR, 'node_modules/.package-lock.json'),
    join(folder, 'node_modules/.package-lock.json'),
  )
  mkdirSync(join(folder, 'local'))
  writeFileSync(
    join(folder, 'local/status.ts'),
    `process.stdout.write('status ran with ' + process.argv.slice(2))`,
  )
  const run = runScript('scripts/bootstrap.mjs', ['status', '--json'], {
    cwd: folder,
    env: withoutNetwork(folder),
  })
  expect(await run.exited).toBe(0)
  expect(run.output()).toBe('status ran with --json')
})

test('a lock that asks for more than is installed installs again', async () => {
  mkdirSync(join(folder, 'node_modules'))
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{"packages": {}}')
  const run = runScript('scripts/bootstrap.mjs', ['status'], { cwd: folder, env: withoutNetwork(folder) })
  await run.printed('Installing packages')
  run.child.kill('SIGTERM')
  expect(await run.exited).not.toBe(0)
})

test('the exit code of the command is the exit code of the script', async () => {
  cpSync(
    join(PROJECT_DIR, 'node_modules/.package-lock.json'),
    join(folder, 'node_modules/.package-lock.json'),
  )
  mkdirSync(join(folder, 'local'))
  writeFileSync(join(folder, 'local/status.ts'), 'process.exit(7)')
  const run = runScript('scripts/bootstrap.mjs', ['status'], { cwd: folder })
  expect(await run.exited).toBe(7)
})

test('an unknown command lists those there are', async () => {
  const run = runScript('scripts/bootstrap.mjs', ['party'], { cwd: folder })
  expect(await run.exited).toBe(1)
  expect(run.output()).toMatch(/^Usage: .*start\|dev\|status/)
})
