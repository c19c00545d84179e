import type { Page } from '@playwright/test'
import { openDesk } from './support/desk.ts'
import { expectNoFindings, widest } from './support/looks.ts'
import { fillOrders, makeMerchant, memberOf } from './support/merchants.ts'
import { expect, test } from './support/test.ts'

const DESK = { width: 1280, height: 800 }
const table = (page: Page) => page.getByRole('table', { name: 'Orders' })
const first = (page: Page) => table(page).getByRole('row').nth(1)

test.beforeEach(async ({ page, sql }) => {
  const merchant = await makeMerchant(sql, 'Long List')
  await fillOrders(sql, merchant, 120)
  await openDesk(page, '/dashboard/orders', await memberOf(page, sql, [merchant], null))
})

test('pages go on and back, and so does the button of the browser', async ({ page }) => {
  await expect(first(page)).toContainText('Shopper 001')
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect(first(page)).toContainText('Shopper 051')
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect(first(page)).toContainText('Shopper 101')
  await expect(page.getByRole('link', { name: 'Next page' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Page before' }).click()
  await expect(first(page)).toContainText('Shopper 051')
  const kept = page.url()
  await page.getByRole('link', { name: 'Page before' }).click()
  await expect(first(page)).toContainText('Shopper 001')
  await expect(page.getByRole('link', { name: 'Page before' })).toHaveCount(0)
  await page.goBack()
  await expect(first(page)).toContainText('Shopper 051')
  await page.goto(kept)
  await expect(first(page)).toContainText('Shopper 051')
})

test('a heading sorts, and the order is in the address', async ({ page }) => {
  await page.setViewportSize(DESK)
  await table(page).getByRole('link', { name: 'Total' }).click()
  await expect(first(page)).toContainText('Shopper 120')
  await expect(page).toHaveURL(/sort=total_desc/)
  await expect(table(page).getByRole('columnheader', { name: 'Total' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  await table(page).getByRole('link', { name: 'Total' }).click()
  await expect(first(page)).toContainText('Shopper 001')
  await page.getByRole('searchbox').fill('shopper77@')
  await page.keyboard.press('Enter')
  await expect(table(page).getByRole('row')).toHaveCount(2)
  await expect(page).toHaveURL(/q=shopper77.*sort=total_asc/)
})

test('what is chosen stays chosen from page to page, and not in another search', async ({ page }) => {
  await page.getByLabel('Choose all on this page').check()
  await expect(page.getByText('50 chosen, 0 to ship')).toBeVisible()
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect(first(page)).toContainText('Shopper 051')
  await first(page).getByRole('checkbox').check()
  await expect(page.getByText('51 chosen, 0 to ship, 50 on other pages')).toBeVisible()
  await page.getByLabel('Choose all on this page').check()
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect(first(page)).toContainText('Shopper 101')
  await page.getByLabel('Choose all on this page').click()
  await expect(page.getByText('100 is as many as go at once.')).toBeVisible()
  await page.goto('/dashboard/orders?q=shopper')
  await expect(first(page)).toContainText('Shopper 001')
  await expect(page.getByText(/chosen,/)).toHaveCount(0)
  await page.goto('/dashboard/orders')
  await page.getByRole('button', { name: 'Choose none' }).click()
  await expect(page.getByText(/chosen,/)).toHaveCount(0)
})

test('by keys alone: to the search, from row to row, choosing, and to the next page', async ({ page }) => {
  await page.setViewportSize(DESK)
  await expect(first(page)).toContainText('Shopper 001')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(page.getByText('1 chosen, 0 to ship')).toBeVisible()
  await expect(table(page).getByRole('row').nth(2).getByRole('checkbox')).toBeChecked()
  await page.keyboard.press('n')
  await expect(first(page)).toContainText('Shopper 051')
  await page.keyboard.press('/')
  await page.keyboard.type('shopper120@')
  await page.keyboard.press('Enter')
  await expect(first(page)).toContainText('Shopper 120')
})

test('the table stands on every screen, light and dark', async ({ page }, { outputDir }) => {
  for (const [width, colorScheme] of [
    [320, 'light'],
    [412, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await first(page).getByRole('checkbox').check()
    await page.screenshot({ path: `${outputDir}/orders-${width}-${colorScheme}.png` })
    if (width === 320) expect(await widest(page)).toEqual([])
    await expectNoFindings(page, { repeats: 'tbody tr:nth-child(n+4)' })
    await page.mouse.wheel(0, 900)
    await page.screenshot({ path: `${outputDir}/orders-${width}-${colorScheme}-down.png` })
    await page.mouse.wheel(0, -900)
  }
})
