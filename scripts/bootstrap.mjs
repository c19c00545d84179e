// The first thing every npm script runs. It must work on an old Node with nothing installed, so it is plain
// JavaScript without dependencies: it checks Node, installs what is missing, and hands over to the project's own
// Node (24, which npm installs), where the rest of the project runs as TypeScript.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const MODULES = join(ROOT, 'node_modules')
const STAMP = join(MODULES, '.stampede-lock')

/** npm script → what the project's Node runs. */
const COMMANDS = {
  start: ['local/main.ts'],
  dev: ['local/main.ts', '--dev'],
  status: ['local/status.ts'],
  reset: ['local/reset.ts'],
  test: ['scripts/test.ts'],
  'test:unit': ['scripts/test.ts', 'unit'],
  'test:db': ['scripts/test.ts', 'db'],
  'test:functions': ['scripts/test.ts', 'functions'],
  'test:local': ['scripts/test.ts', 'local'],
  'test:http': ['scripts/test.ts', 'http'],
  'test:faults': ['scripts/test.ts', 'faults'],
  'test:e2e': ['scripts/test.ts', 'e2e'],
  'test:lighthouse': ['scripts/lighthouse.ts'],
  build: ['scripts/build-shop.ts'],
  bench: ['bench/main.ts'],
  'bench:push': ['bench/push/main.ts'],
  'bench:orders': ['bench/orders/main.ts'],
  format: ['node_modules/@biomejs/biome/bin/biome', 'check', '--write', '.'],
  schema: ['scripts/schema.ts'],
  'verify-certificate': ['scripts/verify-certificate.ts'],
  lint: ['node_modules/@biomejs/biome/bin/biome', 'lint', '.'],
  types: ['scripts/types.ts'],
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

function fail(line) {
  say(line)
  process.exit(1)
}

/** True when version text `have` (`20.9.1`) is at least `major.minor`. */
function isAtLeast(have, major, minor) {
  const parts = have.replace(/^v/, '').split('.').map(Number)
  return parts[0] > major || (parts[0] === major && parts[1] >= minor)
}

/** True when what npm noted in node_modules is what the lock asks for (left-out optional packages are fine). */
function isInstalled(lockText) {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint(lockText)) return true
  const noted = join(MODULES, '.package-lock.json')
  if (!existsSync(noted)) return false
  const present = JSON.parse(readFileSync(noted, 'utf8')).packages
  const wanted = JSON.parse(lockText).packages
  return Object.keys(wanted).every((path) => {
    if (path === '' || wanted[path].optional || wanted[path].link) return true
    return present[path] !== undefined && present[path].version === wanted[path].version
  })
}

function fingerprint(lockText) {
  return createHash('sha256').update(`${process.platform} ${process.arch} ${lockText}`).digest('hex')
}

/** The sentence for what npm printed when it failed. */
function explain(output) {
  const registry = /https?:\/\/[^/\s]+/.exec(output)
  const network =
    /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ECONNRESET|ERR_SOCKET_TIMEOUT|EPROTO/.exec(
      output,
    )
  if (network) {
    const where = registry ? ` at ${registry[0]}` : ''
    return `The packages could not be downloaded: the npm registry${where} does not answer (${network[0]}). Check the network, then run the same command again.`
  }
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return `The packages could not be installed: ${MODULES} cannot be written by this user. Make the folder writable, then run the same command again.`
  }
  if (/ENOSPC/.test(output))
    return 'The packages could not be installed: the disk is full. They need 1.5 GB; free some, then run the same command again.'
  return `The packages could not be installed; npm said:\n${output.trim().split('\n').slice(-12).join('\n')}`
}

function install(lockText) {
  const ownNpm = process.env.npm_execpath || ''
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  args.push(
    '--loglevel=error',
    '--fetch-retries=2',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=4000',
  )
  const isNpm = /npm-cli\.js$/.test(ownNpm)
  say('Installing packages (about a minute the first time) …')
  const began = Date.now()
  const child = spawn(isNpm ? process.execPath : 'npm', isNpm ? [ownNpm, ...args] : args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (chunk) => {
    output = (output + chunk).slice(-20000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const progress = setInterval(() => say(`  … ${Math.round((Date.now() - began) / 1000)} s`), 10000)
  const stop = () => child.kill('SIGTERM')
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  return new Promise((done) => {
    child.once('error', (error) =>
      fail(`npm could not be started (${error.message}): install npm, then run the same command again.`),
    )
    child.once('close', (code, signal) => {
      clearInterval(progress)
      process.removeListener('SIGINT', stop)
      process.removeListener('SIGTERM', stop)
      if (signal) process.exit(130)
      if (code !== 0) fail(explain(output))
      writeFileSync(STAMP, fingerprint(lockText))
      say(`Packages installed in ${Math.round((Date.now() - began) / 1000)} s.`)
      done()
    })
  })
}

/** The Node that runs TypeScript as it is: npm's, or this one when it is new enough. */
function findNode() {
  const own = join(MODULES, '.bin', 'node')
  if (existsSync(own) && spawnSync(own, ['--version'], { encoding: 'utf8' }).status === 0) return own
  if (isAtLeast(process.versions.node, 22, 18)) return process.execPath
  return fail(
    `Stampede runs on Node 24 and npm has none for ${process.platform}-${process.arch}: install Node 24 and run the same command again (this is ${process.version}).`,
  )
}

/** Runs the command and ends as it ends. Signals go on to it; when npm dies, it is told to stop. */
function handOver(node, args) {
  const path = `${join(MODULES, '.bin')}:${process.env.PATH || ''}`
  const child = spawn(node, args, {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: path },
  })
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name))
  const parent = process.ppid
  const watch = setInterval(() => {
    // Started by npm and npm was killed: nobody is left who would stop us.
    if (process.env.npm_lifecycle_event && process.ppid !== parent) child.kill('SIGTERM')
  }, 1000)
  child.once('error', (error) => fail(`${node} could not be started: ${error.message}`))
  child.once('exit', (code, signal) => {
    clearInterval(watch)
    process.exit(signal ? 1 : code)
  })
}

async function main() {
  if (!isAtLeast(process.versions.node, 20, 9)) {
    fail(
      `Stampede needs Node 20.9 or newer to start, and this is ${process.versions.node}: install a newer one from https://nodejs.org.`,
    )
  }
  const command = COMMANDS[process.argv[2]]
  if (!command) fail(`Usage: node scripts/bootstrap.mjs ${Object.keys(COMMANDS).join('|')}`)
  const lockText = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')
  if (!isInstalled(lockText)) await install(lockText)
  handOver(findNode(), [...command, ...process.argv.slice(3)])
}

await main()
