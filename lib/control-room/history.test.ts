import { expect, test } from 'vitest'
import type { Sample } from './control-room.ts'
import { addSamples, columnsOf, rateOf, SAMPLES_MAX } from './history.ts'

const sample = (atSeconds: number, over: Partial<Sample> = {}): Sample => ({
  atSeconds,
  claims: 0,
  free: 10,
  held: 0,
  sold: 0,
  waiting: 0,
  paidOrders: 0,
  paidCents: 0,
  refused: 0,
  declined: 0,
  ...over,
})

test('a day of samples leaves an hour of them, and the same ones twice are kept once', () => {
  let known: Sample[] = []
  for (let at = 0; at < 86_400; at += 5) known = addSamples(known, [sample(at - 5), sample(at)])
  expect(known).toHaveLength(SAMPLES_MAX)
  expect(known.at(-1)?.atSeconds).toBe(86_395)
  expect(new Set(known.map((each) => each.atSeconds)).size).toBe(SAMPLES_MAX)
})

test('a rush after a quiet hour is as steep as it was, and quiet is zero', () => {
  const columns = columnsOf([sample(0), sample(1000, { claims: 50, free: 0 })], 1100)
  expect(columns.atSeconds).toEqual([0, 5, 995, 1000, 1005, 1100])
  expect(columns.claimsPerSecond).toEqual([0, 0, 0, 10, 0, 0])
  expect(columns.free).toEqual([10, 10, 10, 0, 0, 0])
})

test('samples in a row are not filled up', () => {
  const columns = columnsOf([sample(0), sample(5, { claims: 5 }), sample(10, { claims: 15 })], 10)
  expect(columns.claimsPerSecond).toEqual([0, 1, 2])
})

test('claims per second are those of the last seconds, never below zero', () => {
  let readings: { nowMs: number; claims: number }[] = []
  let perSecond = 0
  for (const [nowMs, claims] of [
    [0, 0],
    [2000, 10],
    [4000, 40],
    [6000, 40],
  ] as const) {
    const rate = rateOf(readings, { nowMs, claims })
    readings = rate.kept
    perSecond = rate.perSecond
  }
  expect(perSecond).toBe(7.5)
  expect(readings).toHaveLength(3)
  expect(rateOf([], { nowMs: 0, claims: 5 }).perSecond).toBe(0)
})
