import type { Page } from '@playwright/test'
import { claimButton, claimOne, inBag, openBag, openSale, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

/** Notes what the page says to the hand and to the icon, in a list that lives as long as the page. */
async function noteDevice(page: Page): Promise<(name: 'buzzes' | 'badges') => Promise<unknown>> {
  await page.addInitScript(() => {
    const buzzes: VibratePattern[] = []
    const badges: number[] = []
    Object.assign(window, { buzzes, badges })
    Object.assign(Navigator.prototype, {
      vibrate: (pattern: VibratePattern) => buzzes.push(pattern) > 0,
      setAppBadge: async (count: number) => void badges.push(count),
      clearAppBadge: async () => void badges.push(0),
    })
  })
  return (name) => page.evaluate((list) => Reflect.get(window, list), name)
}

const CUP = { items: [{ name: 'Felt cup', stock: 3 }] }

test('the hand feels the tap and, once, that it became a claim; opening the page again says nothing to it', async ({
  page,
  makeSale,
}) => {
  const noted = await noteDevice(page)
  await openSale(page, await makeSale(CUP))
  expect(await noted('buzzes')).toEqual([])
  await claimButton(page).click()
  await expect(toBag(page)).toBeVisible()
  await expect.poll(() => noted('buzzes')).toEqual([10, [20, 40, 20]])
  await page.reload()
  await expect(toBag(page)).toBeVisible()
  expect(await noted('buzzes')).toEqual([])
})

test('who wants no motion still feels it: nothing flies for them, so the hand is told what the eye is not', async ({
  page,
  makeSale,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const noted = await noteDevice(page)
  await openSale(page, await makeSale(CUP))
  await claimButton(page).click()
  await expect(toBag(page)).toBeVisible()
  await expect.poll(() => noted('buzzes')).toEqual([10, [20, 40, 20]])
})

test('the icon carries the number of things that are held, and none when none is', async ({
  page,
  makeSale,
}) => {
  const noted = await noteDevice(page)
  const last = async () => ((await noted('badges')) as number[]).at(-1)
  const sale = await makeSale(CUP)
  await claimOne(page, sale)
  await expect.poll(last).toBe(1)
  await openBag(page, sale)
  await expect.poll(last).toBe(1)
  await inBag(page)
    .getByRole('button', { name: /^Give back/ })
    .click()
  await expect(inBag(page)).toBeHidden()
  await expect.poll(last).toBe(0)
})
