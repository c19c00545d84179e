import { claimButton, openSale, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

/**
 * "INP ≤ 150 ms", on a processor four times as slow as this one. INP itself is the slowest interaction of a visit; held here
 * is the middle one of five, all are printed. A measurement for a machine that nobody else uses, so it is asked for:
 * E2E_MEASURE=1 npm run test:e2e -- e2e/tap-speed.measure.ts --project=alone --no-deps
 */
const INP_MS = 150
const SLOWER = 4

test('of five taps that claim, the middle one is answered on the screen within 150 ms on a slow phone', async ({
  page,
  makeSale,
}) => {
  const sale = await makeSale({ items: [{ name: 'Quick cup', stock: 40, limitPerShopper: 9 }] })
  await openSale(page, sale)
  await page.evaluate(() => {
    Object.assign(window, { taps: [] })
    new PerformanceObserver((list) => {
      const entries = list.getEntries() as (PerformanceEventTiming & { interactionId: number })[]
      const taps = Reflect.get(window, 'taps') as [number, number, number][]
      for (const { interactionId, duration, processingStart, processingEnd } of entries)
        if (interactionId > 0) taps.push([interactionId, duration, processingEnd - processingStart])
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
  })
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await claimButton(page).tap()
  await expect(toBag(page)).toBeVisible()
  for (let more = 2; more <= 5; more += 1) {
    await page.getByRole('button', { name: /claim one more/i }).tap()
    await expect(page.getByRole('link', { name: new RegExp(`^${more} units in your bag`) })).toBeVisible()
  }
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  const taps = (await page.evaluate(() => Reflect.get(window, 'taps'))) as [number, number, number][]
  const worst = new Map<number, number>()
  const handling = new Map<number, number>()
  for (const [id, duration, processing] of taps) {
    worst.set(id, Math.max(worst.get(id) ?? 0, duration))
    handling.set(id, (handling.get(id) ?? 0) + processing)
  }
  const inOrder = [...worst.values()]
  const durations = inOrder.toSorted((a, b) => a - b)
  const handled = [...handling.values()].map((each) => Math.round(each))
  process.stdout.write(
    `five taps at a quarter of the speed: ${inOrder.join(', ')} ms to the next frame, ${handled.join(', ')} ms in handlers\n`,
  )
  // A tap faster than the browser cares to report is no tap missed.
  const missing = Array.from({ length: Math.max(0, 5 - durations.length) }, () => 0)
  const median = [...missing, ...durations][2] ?? Number.NaN
  expect(median).toBeLessThanOrEqual(INP_MS)
})
