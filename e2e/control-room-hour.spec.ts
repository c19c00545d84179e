import type { CDPSession } from '@playwright/test'
import { answerFaster, HOUR, pass, type Readings } from './support/control-room.ts'
import { openDesk } from './support/desk.ts'
import { expect, test } from './support/test.ts'

/** For how long frames are looked at, and how often at the most. */
const LOOK_MS = 6_000
const LOOKS = 10

type Look = { drawn: number; dropped: number; read: number }

type Memory = { heap: number; nodes: number; listeners: number }

/** What is left when the browser has swept a few times: an element it has not come to yet is no leak, and one that leaks stays. */
async function memoryOf(devtools: CDPSession): Promise<Memory> {
  const least: Memory = { heap: Infinity, nodes: Infinity, listeners: Infinity }
  for (let sweep = 0; sweep < 5; sweep += 1) {
    await devtools.send('HeapProfiler.collectGarbage')
    const { metrics } = await devtools.send('Performance.getMetrics')
    const get = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
    least.heap = Math.min(least.heap, get('JSHeapUsedSize'))
    least.nodes = Math.min(least.nodes, get('Nodes'))
    least.listeners = Math.min(least.listeners, get('JSEventListeners'))
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return least
}

test('open for two hours, the control room is as large as after one, and drops no frame with an hour on its charts', async ({
  page,
  makeSale,
}) => {
  test.setTimeout(300_000)
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

  // The charts keep an hour: after one they are full, and a second one may add nothing.
  await pass(page, readings, HOUR + 60)
  const afterOne = await memoryOf(devtools)
  await pass(page, readings, HOUR)
  const afterTwo = await memoryOf(devtools)

  // The page's own time again: many readings at one stroke are the test's doing, and so is the frame they would cost. What the
  // page itself drops it drops at every reading, so one quiet look tells it from another program's moment.
  await page.clock.resume()
  const looks: Look[] = []
  while (looks.length < LOOKS && !looks.some(({ dropped }) => dropped === 0)) looks.push(await look())
  process.stdout.write(
    `after one hour ${JSON.stringify(afterOne)}, after two ${JSON.stringify(afterTwo)}, frames ${JSON.stringify(looks)}\n`,
  )
  expect(afterTwo.heap).toBeLessThan(afterOne.heap * 1.1 + 500_000)
  expect(afterTwo.nodes).toBeLessThanOrEqual(afterOne.nodes + 200)
  expect(afterTwo.listeners).toBeLessThanOrEqual(afterOne.listeners + 10)
  for (const { drawn, read } of looks) {
    expect(drawn).toBeGreaterThan(4)
    expect(read).toBeGreaterThan(1)
  }
  expect(Math.min(...looks.map(({ dropped }) => dropped))).toBe(0)

  /** Frames by the browser's own tracing, and the readings that were drawn in them. */
  async function look(): Promise<Look> {
    const browser = page.context().browser()
    if (!browser) throw new Error('There is no browser to trace.')
    const before = readings.asked
    await browser.startTracing(page, {
      categories: ['disabled-by-default-devtools.timeline.frame', 'devtools.timeline.frame'],
    })
    await page.waitForTimeout(LOOK_MS)
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
      traceEvents: { name: string }[]
    }
    const count = (name: string) => traceEvents.filter((event) => event.name === name).length
    return { drawn: count('DrawFrame'), dropped: count('DroppedFrame'), read: readings.asked - before }
  }
})
