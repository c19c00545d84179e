import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstGuessMs } from './shop-clock.ts'

it('the first guess is never ahead of the server, however long the page was kept and however it came', () => {
  const life = fc.record({
    keptMs: fc.nat(60_000),
    hasServedAt: fc.boolean(),
    travelMs: fc.nat(5000),
    sinceFirstByteMs: fc.nat(10 * 60_000),
    clickedAfterMs: fc.option(fc.nat(10 * 60_000)),
  })
  fc.assert(
    fc.property(life, ({ keptMs, hasServedAt, travelMs, sinceFirstByteMs, clickedAfterMs }) => {
      const servedAtMs = 1_800_000_000_000
      const firstByteAtMs = servedAtMs + travelMs
      const nowMs = firstByteAtMs + sinceFirstByteMs
      // By a click within the shop: rendered after the first byte of the document, and before now.
      const isByClick = clickedAfterMs !== null && clickedAfterMs <= sinceFirstByteMs
      const renderedAtMs = isByClick ? firstByteAtMs + clickedAfterMs : servedAtMs - keptMs
      const guessMs = firstGuessMs(renderedAtMs, hasServedAt ? servedAtMs : null, sinceFirstByteMs)
      expect(guessMs).not.toBeNull()
      expect(guessMs).toBeLessThanOrEqual(nowMs)
      expect(guessMs).toBeGreaterThanOrEqual(renderedAtMs)
      if (hasServedAt) expect(nowMs - Number(guessMs)).toBeLessThanOrEqual(travelMs)
    }),
  )
})

it('without a word of the server there is no guess', () => {
  expect(firstGuessMs(null, null, 5000)).toBeNull()
})
