import type { CDPSession, Page } from '@playwright/test'
import type { ControlRoom } from '../lib/control-room/control-room.ts'
import { openDesk } from './support/desk.ts'
import { expect, test } from './support/test.ts'

/**
 * The control room left open, an hour for every twenty seconds or so: each reading is one step of the sale later than the one
 * before, and the page's clock is moved on by what it waits for. The answers are the shop's own, with later figures.
 */
const STEP_MS = 5000
const HOUR = 3_600_000 / STEP_MS

type Readings = { at: number; asked: number }

async function answerFaster(page: Page, readings: Readings): Promise<void> {
  let first: ControlRoom | null = null
  await page.route('**/dashboard/control-room/**', async (route) => {
    first ??= (await (await route.fetch()).json()) as ControlRoom
    readings.at += 1
    readings.asked += 1
    const n = readings.at
    const nowMs = first.nowMs + n * STEP_MS
    const claims = n * 40 + Math.round(30 * Math.sin(n / 9) * n ** 0.5)
    const sample = {
      atSeconds: Math.floor(nowMs / 1000),
      claims,
      free: Math.max(0, 100_000 - claims),
      held: 200 + (n % 90),
      sold: claims - 200,
      waiting: n % 400,
      paidOrders: claims - 300,
      paidCents: (claims - 300) * 8_000,
      refused: n * n,
      declined: Math.floor(n / 20),
    }
    const items = first.items.map((item) => ({
      ...item,
      claims,
      free: sample.free,
      held: sample.held,
      sold: sample.sold,
    }))
    await route.fulfill({ json: { ...first, nowMs, items, samples: [sample] } })
  })
}

async function memoryOf(devtools: CDPSession): Promise<{ heap: number; nodes: number; listeners: number }> {
  await devtools.send('HeapProfiler.collectGarbage')
  const { metrics } = await devtools.send('Performance.getMetrics')
  const get = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return { heap: get('JSHeapUsedSize'), nodes: get('Nodes'), listeners: get('JSEventListeners') }
}

async function pass(page: Page, readings: Readings, steps: number): Promise<void> {
  const until = readings.at + steps
  while (readings.at < until) {
    const before = readings.asked
    await page.clock.runFor(2_100)
    await expect.poll(() => readings.asked, { intervals: [5, 10, 20] }).toBeGreaterThan(before)
  }
}

test('open for three hours, the control room is as large as after one, and no frame is dropped', async ({
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

test('hidden, it asks for nothing; looked at again, it catches up at once', async ({ page, makeSale }) => {
  const sale = await makeSale({ items: [{ name: 'Hidden cup', stock: 100_000 }] })
  await openDesk(page, '/dashboard')
  const readings: Readings = { at: 0, asked: 0 }
  await answerFaster(page, readings)
  await page.clock.install()
  await page.goto(`/dashboard/sales/${sale.slug}/control`)
  await pass(page, readings, 3)
  const show = (state: string) =>
    page.evaluate((visibility) => {
      Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, state)
  await show('hidden')
  await page.clock.runFor(3_000)
  const asked = readings.asked
  await page.clock.runFor(600_000)
  expect(readings.asked).toBe(asked)
  readings.at += 100
  await show('visible')
  await page.clock.runFor(1_100)
  await expect.poll(() => readings.asked).toBeGreaterThan(asked)
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
