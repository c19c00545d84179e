import { expect, type Page } from '@playwright/test'
import type { ControlRoom } from '../../lib/control-room/control-room.ts'

/**
 * The control room left open, an hour in less than a minute: each reading is one step of the sale later than the one
 * before, and the page's clock is moved on by what it waits for. The answers are the shop's own, with later figures.
 */
const STEP_MS = 5000
export const HOUR = 3_600_000 / STEP_MS

export type Readings = { at: number; asked: number }

export async function answerFaster(page: Page, readings: Readings): Promise<void> {
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

export async function pass(page: Page, readings: Readings, steps: number): Promise<void> {
  const until = readings.at + steps
  while (readings.at < until) {
    const before = readings.asked
    await page.clock.runFor(2_100)
    await expect.poll(() => readings.asked, { intervals: [5, 10, 20] }).toBeGreaterThan(before)
  }
}
