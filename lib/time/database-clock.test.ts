import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bestOffsetMs } from './database-clock.ts'

it('the sample with the shortest round trip decides, so one slow answer moves no countdown', () => {
  expect(bestOffsetMs([])).toBe(0)
  const samples = [
    { offsetMs: 40, roundTripMs: 90 },
    { offsetMs: 2, roundTripMs: 1 },
    { offsetMs: -30, roundTripMs: 70 },
  ]
  expect(bestOffsetMs(samples)).toBe(2)
})

it('the error is at most half the shortest round trip, however the delay is split', () => {
  const delays = fc.array(fc.record({ there: fc.nat(200), back: fc.nat(200) }), { minLength: 1 })
  fc.assert(
    fc.property(delays, fc.integer({ min: -10_000, max: 10_000 }), (trips, trueOffsetMs) => {
      const samples = trips.map(({ there, back }) => {
        const roundTripMs = there + back
        return { offsetMs: trueOffsetMs + there - roundTripMs / 2, roundTripMs }
      })
      const shortestMs = Math.min(...samples.map((sample) => sample.roundTripMs))
      expect(Math.abs(bestOffsetMs(samples) - trueOffsetMs)).toBeLessThanOrEqual(shortestMs / 2)
    }),
  )
})
