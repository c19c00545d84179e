import { expect, test } from 'vitest'
import { coresBetween, readMachine, readStat, readUsage, treeOf } from './usage.ts'

test('a process whose name has spaces and brackets is read right', () => {
  const text = '42 (my (odd) name) S 7 42 42 0 -1 4194560 900 0 0 0 250 50 30 20 20 0 11 0 12345 1 2 3'
  expect(readStat(text)).toEqual({ parent: 7, ticks: 300, ticksOfEndedChildren: 50 })
})

test('a tree has grandchildren and no strangers', () => {
  const stat = (parent: number) => ({ parent, ticks: 1, ticksOfEndedChildren: 0 })
  const stats = new Map([
    [10, stat(1)],
    [11, stat(10)],
    [12, stat(11)],
    [20, stat(1)],
  ])
  expect(treeOf(10, stats).sort()).toEqual([10, 11, 12])
  expect(treeOf(99, stats)).toEqual([])
})

test('the machine has used what was neither idle nor waiting for a disk', () => {
  expect(readMachine('cpu  100 10 200 9999 8888 5 15 70 0 0\ncpu0 1 2')).toBe(4)
})

test('cores are seconds used over seconds passed', () => {
  const before = { cpuSeconds: { server: 1, database: 4, ours: 5 }, machineSeconds: 10, atMs: 1000 }
  const after = { cpuSeconds: { server: 2.5, database: 4.2, ours: 7 }, machineSeconds: 12.5, atMs: 3000 }
  expect(coresBetween(before, after)).toEqual({ server: 0.75, database: 0.1, others: 0.25 })
  expect(coresBetween(null, after)).toBeNull()
})

test('where there is /proc, work of this process is seen', () => {
  const before = readUsage({ own: process.pid })
  const until = performance.now() + 60
  while (performance.now() < until) Math.sqrt(until)
  const own = coresBetween(before, readUsage({ own: process.pid }))?.own
  if (process.platform === 'linux') expect(own).toBeGreaterThan(0.2)
  else expect(own).toBeUndefined()
})
