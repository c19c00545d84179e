import type { Page } from '@playwright/test'
import { widest } from './support/looks.ts'
import { claimButton, openSale, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

const CUP = { items: [{ name: 'A cup', stock: 5 }] }

/** Adds up what moves by itself on the page, as the browser measures it: every shift counts, however small. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ('value' in entry && typeof entry.value === 'number') shifts.push(entry.value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return () =>
    page.evaluate(() => (Reflect.get(window, 'shifts') as number[]).reduce((sum, one) => sum + one, 0))
}

/** Notes every tick that flies over the page. */
async function watchFlights(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    Object.assign(window, { flights: 0 })
    new MutationObserver((changes) => {
      const ticks = changes
        .flatMap((change) => [...change.addedNodes])
        .filter((node) => node instanceof HTMLElement && node.matches('span.fixed.bg-yours'))
      Object.assign(window, { flights: Number(Reflect.get(window, 'flights')) + ticks.length })
    }).observe(document, { childList: true, subtree: true })
  })
  return () => page.evaluate(() => Number(Reflect.get(window, 'flights')))
}

test('nothing moves by itself from the countdown over zero to the claim', async ({ page, makeSale }) => {
  const shifts = await watchShifts(page)
  await openSale(page, await makeSale({ ...CUP, opensInSeconds: 6, closesInSeconds: 600 }))
  await expect(page.getByRole('button', { name: /^Opens in/ })).toBeVisible()
  await expect(claimButton(page)).toBeVisible({ timeout: 15_000 })
  await claimButton(page).click()
  await expect(toBag(page)).toBeVisible()
  expect(await shifts()).toBeLessThanOrEqual(0.02)
})

test('the last ten seconds have a beat, and no second has the movement of the one before', async ({
  page,
  makeSale,
}) => {
  await openSale(page, await makeSale({ ...CUP, opensInSeconds: 12, closesInSeconds: 600 }))
  const figures = page.locator('.clock [data-short]')
  await expect(figures).toHaveText('0:09')
  const first = await figures.evaluate((element) => getComputedStyle(element).animationName)
  await expect(figures).toHaveText('0:08')
  const second = await figures.evaluate((element) => getComputedStyle(element).animationName)
  expect([first, second].toSorted()).toEqual(['beat', 'beat-again'])
})

test('the claimed tick flies from the strip at the thumb to the bag', async ({ page, makeSale }) => {
  const flights = await watchFlights(page)
  await openSale(page, await makeSale(CUP))
  await expect(page.locator('[data-bottom-bar] [data-strip] > span')).toHaveCount(10)
  await claimButton(page).click()
  await expect(toBag(page)).toBeVisible()
  await expect.poll(flights).toBe(1)
  await expect(page.locator('body > span.fixed')).toHaveCount(0)
})

test('nothing flies for somebody who asks for no motion', async ({ page, makeSale }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const flights = await watchFlights(page)
  await openSale(page, await makeSale(CUP))
  await claimButton(page).click()
  await expect(toBag(page)).toBeVisible()
  expect(await flights()).toBe(0)
})

test('with text at 200 % on the smallest phone the claim is still in reach, and nothing is wider', async ({
  page,
  makeSale,
}) => {
  await page.setViewportSize({ width: 320, height: 568 })
  await openSale(page, await makeSale(CUP))
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  await expect(claimButton(page)).toBeInViewport({ ratio: 1 })
  expect(await widest(page)).toEqual([])
})

test('on a phone lying on its side title, clock and claim are there', async ({ page, makeSale }) => {
  await page.setViewportSize({ width: 844, height: 390 })
  const sale = await makeSale(CUP)
  await openSale(page, sale)
  await expect(page.getByRole('heading', { name: sale.title })).toBeInViewport({ ratio: 1 })
  await expect(claimButton(page)).toBeInViewport({ ratio: 1 })
})
