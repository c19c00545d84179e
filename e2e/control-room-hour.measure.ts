import type { CDPSession, Page } from '@playwright/test'
import { answerFaster, HOUR, pass, type Readings } from './support/control-room.ts'
import { openDesk } from './support/desk.ts'
import { expect, test } from './support/test.ts'

/** For a machine that nobody else uses, or frames are dropped by others:
 * E2E_MEASURE=1 npm run test:e2e -- e2e/control-room-hour.measure.ts --project=alone --no-deps
 */
async function memoryOf(devtools: CDPSession): Promise<{ heap: number; nodes: number; listeners: number }> {
  await devtools.send('HeapProfiler.collectGarbage')
  const { metrics } = await devtools.send('Performance.getMetrics')
  const get = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return { heap: get('JSHeapUsedSize'), nodes: get('Nodes'), listeners: get('JSEventListeners') }
}

test('open for three hours, the control room is as large as after one, and no frame is dropped', async ({
  page,
  makeSale,
}) => {
  test.setTimeout(900_000)
  const sale = await makeSale({ items: [{ name: 'Long cup', stock: 100_000 }] })
  await page.setViewportSize({ width: 1600, height: 1000 })
  await openDesk(page, '/dashboard')
  const readings: Readings = { at: 0, asked: 0 }
  await answerFaster(page, readings)
  await page.clock.install()
  await page.goto(`/dashboard/sales/${sale.slug}/control`)
  await page.clock.runFor(5_000)
  await expect(page.locator('.uplot canvas')).toHaveCount(6)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  await devtools.send('HeapProfiler.enable')

  await pass(page, readings, HOUR + 60)
  const afterOne = await memoryOf(devtools)
  const frames = await tracing(page, () => pass(page, readings, 200))
  await pass(page, readings, 2 * HOUR - 200)
  const afterThree = await memoryOf(devtools)
  process.stdout.write(
    `after one hour ${JSON.stringify(afterOne)}, after three ${JSON.stringify(afterThree)}, frames ${JSON.stringify(frames)}\n`,
  )
  expect(afterThree.heap).toBeLessThan(afterOne.heap * 1.1 + 500_000)
  expect(afterThree.nodes).toBeLessThanOrEqual(afterOne.nodes + 200)
  expect(afterThree.listeners).toBeLessThanOrEqual(afterOne.listeners + 10)
  expect(frames.drawn).toBeGreaterThan(50)
  expect(frames.dropped).toBe(0)
})

/** Frames by the browser's own tracing while `task` runs. */
async function tracing(page: Page, task: () => Promise<void>): Promise<{ drawn: number; dropped: number }> {
  const browser = page.context().browser()
  if (!browser) throw new Error('There is no browser to trace.')
  await browser.startTracing(page, {
    categories: ['disabled-by-default-devtools.timeline.frame', 'devtools.timeline.frame'],
  })
  await task()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: { name: string }[]
  }
  const count = (name: string) => traceEvents.filter((event) => event.name === name).length
  return { drawn: count('DrawFrame'), dropped: count('DroppedFrame') }
}
