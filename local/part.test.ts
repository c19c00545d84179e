import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type PartSpec, requireReady, supervise } from './part.ts'
import type { Problem } from './problem.ts'
import { type Guarded, isRunning, spawnGuarded, waitUntil } from './processes.ts'
import { testLog } from './testing.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stampede-part-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function program(script: string): Guarded {
  return spawnGuarded({
    command: process.execPath,
    args: ['-e', script],
    cwd: folder,
    env: {},
    stopSignal: 'SIGTERM',
    output: join(folder, 'log'),
  })
}

const WAIT = 'setInterval(() => {}, 1000)'

function watched(scripts: string[]) {
  const seen: (Guarded | null)[] = []
  const problems: Problem[] = []
  const spec: PartSpec = {
    name: 'api',
    title: 'Probe',
    logFile: join(folder, 'log'),
    // The last script is the one for every further start.
    start: async () => program((scripts.length > 1 ? scripts.shift() : scripts[0]) ?? WAIT),
  }
  const events = {
    log: testLog,
    signal: new AbortController().signal,
    onProcess: (guarded: Guarded | null) => void seen.push(guarded),
    onGiveUp: (problem: Problem) => void problems.push(problem),
  }
  return { seen, problems, started: supervise(spec, events) }
}

test('a part that ends by itself is started again, and closing ends the new one', async () => {
  const { seen, problems, started } = watched(['process.exit(3)', WAIT])
  const part = await started
  expect(await waitUntil(() => seen.length === 3, 5_000)).toBe(true)
  expect(seen[1]).toBeNull()
  const current = seen[2]?.identity
  expect(current && isRunning(current)).toBe(true)
  await part.close()
  expect(current && isRunning(current)).toBe(false)
  expect(problems).toEqual([])
})

test('a part that keeps ending is given up with the name of its log', async () => {
  const { seen, problems, started } = watched(['process.exit(1)'])
  const part = await started
  expect(await waitUntil(() => problems.length > 0, 25_000)).toBe(true)
  expect(problems[0]?.message).toMatch(/^Probe keeps failing \(exit code 1\): see .*log\.$/)
  expect(seen.filter((one) => one !== null)).toHaveLength(5)
  await part.close()
})

test('a part that is closed is not started again', async () => {
  const { seen, started } = watched([WAIT])
  const part = await started
  await part.close()
  await seen[0]?.exited
  expect(seen).toHaveLength(1)
})

test('a part that ends before it answers is named with the reason from its log', async () => {
  const broken = program(`process.stderr.write('Error: the cable is missing'); process.exit(1)`)
  const ready = requireReady(
    'Probe',
    broken,
    join(folder, 'log'),
    async () => false,
    new AbortController().signal,
  )
  await expect(ready).rejects.toThrow(/^Probe ended while starting: Error: the cable is missing: see /)
})

test('a part that never answers is stopped and named', async () => {
  const silent = program(WAIT)
  const never = new AbortController().signal
  const ready = requireReady('Probe', silent, join(folder, 'log'), async () => false, never, 200)
  await expect(ready).rejects.toThrow(/^Probe did not answer within 0.2 s/)
  expect(silent.hasExited()).toBe(true)
})
