import { expect, it } from 'vitest'
import { phaseOf } from './phase.ts'

const sale = { opensAtMs: 1000, closesAtMs: 2000 }

it.each([
  ['upcoming', 999, 'upcoming'],
  ['upcoming', 1000, 'live'],
  ['live', 999, 'upcoming'],
  ['live', 1999, 'live'],
  ['live', 2000, 'ended'],
  ['paused', 1500, 'paused'],
  ['paused', 2000, 'ended'],
  ['paused', 500, 'upcoming'],
  ['ended', 1500, 'ended'],
] as const)('a sale last heard of as %s is, at %i, %s', (lastPhase, now, expected) => {
  expect(phaseOf({ ...sale, lastPhase }, now)).toBe(expected)
})
