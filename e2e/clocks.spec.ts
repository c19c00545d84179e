import type { Page } from '@playwright/test'
import { claimButton, openSale } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

/** Makes this page's own clock wrong by so many minutes, from its first script on. */
async function setClockWrong(page: Page, minutes: number): Promise<void> {
  await page.addInitScript((wrongByMs) => {
    const RealDate = Date
    globalThis.Date = new Proxy(RealDate, {
      construct: (target, args) =>
        Reflect.construct(target, args.length > 0 ? args : [RealDate.now() + wrongByMs]),
      get: (target, key) => (key === 'now' ? () => RealDate.now() + wrongByMs : Reflect.get(target, key)),
    })
  }, minutes * 60_000)
}

type Flip = { atMs: number; stalledMs: number }

/**
 * Notes, on a clock both pages share, when the claim button is first there, and for how long this page could draw nothing
 * in the second before: a processor that is busy elsewhere is no difference of clocks.
 */
async function noteFlip(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let lastMs = performance.now()
    let stalls: { atMs: number; forMs: number }[] = []
    const look = () => {
      const nowMs = performance.now()
      stalls.push({ atMs: nowMs, forMs: nowMs - lastMs })
      stalls = stalls.filter(({ atMs }) => nowMs - atMs < 1000)
      lastMs = nowMs
      if (document.querySelector('[data-claim]')) {
        const stalledMs = Math.max(...stalls.map(({ forMs }) => forMs))
        Object.assign(window, { flip: { atMs: performance.timeOrigin + nowMs, stalledMs } })
      } else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

async function flipOf(page: Page): Promise<Flip> {
  await expect(claimButton(page)).toBeVisible({ timeout: 20_000 })
  await expect.poll(() => page.evaluate(() => Reflect.has(window, 'flip'))).toBe(true)
  return page.evaluate((): Flip => Reflect.get(window, 'flip'))
}

test('phones whose clocks are eleven minutes apart count together and turn together', async ({
  page,
  openPhone,
  makeSale,
}) => {
  const sale = await makeSale({ opensInSeconds: 9, items: [{ name: 'Clock cup', stock: 5 }] })
  const other = await openPhone()
  await setClockWrong(page, 7)
  await setClockWrong(other, -4)
  await Promise.all([noteFlip(page), noteFlip(other)])
  await Promise.all([openSale(page, sale), openSale(other, sale)])
  await expect(page.getByRole('button', { name: /^Opens in/ })).toBeVisible()
  await expect(other.getByRole('button', { name: /^Opens in/ })).toBeVisible()
  const [first, second] = await Promise.all([flipOf(page), flipOf(other)])
  expect(Math.abs(first.atMs - second.atMs)).toBeLessThan(100 + Math.max(first.stalledMs, second.stalledMs))
})
