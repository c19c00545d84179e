import { answerFaster, pass, type Readings } from './support/control-room.ts'
import { openDesk } from './support/desk.ts'
import { expect, test } from './support/test.ts'

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
