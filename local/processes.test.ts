import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { identityOf, isRunning, type ProcessIdentity, spawnGuarded, startOf, waitUntil } from './processes.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stampede-processes-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** A program that writes its own pid and then waits for ever; `stubborn` ignores polite signals. */
function sleeper(stubborn = false): string {
  const ignore = stubborn ? "process.on('SIGTERM', () => {});" : ''
  return `${ignore} require('fs').writeFileSync(process.argv[1], String(process.pid)); setInterval(() => {}, 1000)`
}

async function readPid(path: string): Promise<ProcessIdentity> {
  let pid = 0
  await waitUntil(() => {
    try {
      pid = Number(readFileSync(path, 'utf8'))
    } catch {
      pid = 0
    }
    return pid > 0
  }, 10_000)
  const identity = identityOf(pid)
  if (!identity) throw new Error(`The program did not start (pid ${pid}).`)
  return identity
}

function guard(script: string, args: string[] = []) {
  return spawnGuarded({
    command: process.execPath,
    args: ['-e', script, ...args],
    cwd: folder,
    env: { PATH: process.env.PATH },
    stopSignal: 'SIGTERM',
    output: join(folder, 'log'),
  })
}

test('stop ends the program and gives its exit code', async () => {
  const part = guard(sleeper(), [join(folder, 'pid')])
  const program = await readPid(join(folder, 'pid'))
  await part.stop()
  expect(await part.exited).toBe(143)
  expect(isRunning(program)).toBe(false)
})

test('a program that ignores being asked is killed', async () => {
  const part = guard(sleeper(true), [join(folder, 'pid')])
  const program = await readPid(join(folder, 'pid'))
  await part.stop(300)
  expect(await waitUntil(() => !isRunning(program), 5_000)).toBe(true)
})

test('a program ends when the one that started it is killed with SIGKILL', async () => {
  const modulePath = new URL('./processes.ts', import.meta.url).href
  const parent = spawn(
    process.execPath,
    [
      '--input-type=module-typescript',
      '-e',
      `const { spawnGuarded } = await import(${JSON.stringify(modulePath)})
       spawnGuarded({ command: process.execPath, args: ['-e', ${JSON.stringify(sleeper())}, ${JSON.stringify(join(folder, 'pid'))}],
         cwd: '/', env: {}, stopSignal: 'SIGTERM', output: ${JSON.stringify(join(folder, 'log'))} })
       setInterval(() => {}, 1000)`,
    ],
    { stdio: 'inherit' },
  )
  const program = await readPid(join(folder, 'pid'))
  parent.kill('SIGKILL')
  expect(await waitUntil(() => !isRunning(program), 5_000)).toBe(true)
})

test('when the guard itself is killed the program goes with it', async () => {
  const part = guard(sleeper(), [join(folder, 'pid')])
  const program = await readPid(join(folder, 'pid'))
  process.kill(part.pid, 'SIGKILL')
  await part.exited
  expect(await waitUntil(() => !isRunning(program), 5_000)).toBe(true)
})

test('exit codes come through', async () => {
  expect(await guard('process.exit(7)').exited).toBe(7)
})

test('a number that belongs to another process now is not taken for the old one', () => {
  const self = identityOf(process.pid)
  expect(self && isRunning(self)).toBe(true)
  expect(isRunning({ pid: process.pid, startedAt: 'earlier' })).toBe(false)
  expect(startOf(2 ** 30)).toBeNull()
})
