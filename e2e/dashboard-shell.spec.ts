import type { Page } from '@playwright/test'
import { openDesk, paidOrder } from './support/desk.ts'
import { expectNoFindings, widest } from './support/looks.ts'
import { makeMerchant, memberOf } from './support/merchants.ts'
import { expect, requireEnv, test } from './support/test.ts'

const DESK = { width: 1280, height: 800 }

const useCookie = (page: Page, merchantId: string) =>
  page
    .context()
    .addCookies([
      { name: 'stampede-merchant', value: merchantId, url: new URL(page.url()).origin, httpOnly: true },
    ])

test('who works for two shops sees one at a time, and goes over to the other by its name', async ({
  page,
  sql,
  makeSale,
}) => {
  const sale = await makeSale({ items: [{ name: 'Own cup', stock: 5 }] })
  const order = await paidOrder(sql, sale)
  const other = await makeMerchant(sql, 'Another Maker')
  await openDesk(page, '/dashboard', await memberOf(page, sql, [other], 'manager'))
  await page.getByRole('button', { name: /Another Maker, choose another shop/ }).click()
  await page.getByRole('button', { name: /Tidewater/ }).click()
  await expect(page.getByRole('article', { name: sale.title })).toBeVisible()
  await expect(page.getByText(other.saleTitle)).toHaveCount(0)

  await page.getByRole('navigation', { name: 'Most used' }).getByRole('link', { name: 'Orders' }).click()
  await expect(page.getByRole('link', { name: order.number })).toBeVisible()
  await page.getByRole('button', { name: /choose another shop/ }).click()
  await page.getByRole('button', { name: /Another Maker/ }).click()
  await expect(page.getByText('No order yet.')).toBeVisible()
  await expect(page).toHaveURL(/\/dashboard\/orders$/)
  await page.reload()
  await expect(page.getByText('No order yet.')).toBeVisible()

  // A link out of a mail may be about the shop one is not looking at.
  await page.goto(`/dashboard/orders/${order.id}`)
  await page.getByRole('button', { name: /Go over to Tidewater/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: order.number })).toBeVisible()
})

test('a cookie that names a shop one does not work for gives nothing of it', async ({
  page,
  sql,
  makeSale,
}) => {
  const sale = await makeSale({ items: [{ name: 'Private cup', stock: 5 }] })
  const order = await paidOrder(sql, sale)
  const own = await makeMerchant(sql, 'Stranger')
  const [demo] = await sql`select id from merchants where slug = 'tidewater'`
  await openDesk(page, '/dashboard', await memberOf(page, sql, [own], null))
  await useCookie(page, demo?.id)
  for (const path of ['', '/orders', '/help', '/money'])
    await expect(async () => {
      const text = await (await page.request.get(`/dashboard${path}`)).text()
      expect(text).not.toContain(sale.title)
      expect(text).not.toContain(order.number)
      expect(text).not.toContain(demo?.id)
    }).toPass()
  await page.goto('/dashboard')
  await expect(page.getByText('Stranger', { exact: true }).first()).toBeVisible()
  const { sales } = await (await page.request.get('/dashboard/my-sales')).json()
  expect(sales.map(({ title }: { title: string }) => title)).toEqual([own.saleTitle])
  expect(await (await page.request.get('/dashboard/orders/export')).text()).not.toContain(order.number)
  expect((await page.request.get(`/dashboard/orders/${order.id}`)).status()).toBe(404)
})

test('whoever has to sign in first comes back to where they wanted to go', async ({ page }) => {
  await page.goto('/dashboard/orders?show=to_ship')
  await page.getByLabel('E-mail').fill(requireEnv('E2E_MERCHANT_EMAIL'))
  await page.getByLabel('Password').fill(requireEnv('E2E_MERCHANT_PASSWORD'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/dashboard\/orders\?show=to_ship$/)
})

test('keys lead from place to place, never while somebody types, and can be switched off', async ({
  page,
}) => {
  await page.setViewportSize(DESK)
  await openDesk(page, '/dashboard')
  // The page stands before its scripts hear keys.
  await expect(async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('o')
    await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible({ timeout: 2000 })
  }).toPass()
  const search = page.getByRole('searchbox')
  await search.focus()
  await page.keyboard.type('?gm')
  await expect(search).toHaveValue('?gm')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await search.blur()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  await expect(sheet.getByText('Go to Money')).toBeVisible()
  await sheet.getByLabel('Keys do these things').uncheck()
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await page.reload()
  await page.keyboard.press('?')
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page).toHaveURL(/\/dashboard\/orders/)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('button', { name: 'Keys' }).click()
  await page.getByLabel('Keys do these things').check()
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page.getByRole('heading', { level: 1, name: 'Money' })).toBeVisible()
})

test('the dashboard stands on every screen: small, dark, desk; axe finds nothing, nothing scrolls sideways', async ({
  page,
  sql,
}, { outputDir }) => {
  test.setTimeout(120_000)
  const other = await makeMerchant(sql, 'A maker whose name is so long that no phone has room for all of it')
  await openDesk(page, '/dashboard', await memberOf(page, sql, [other], 'owner'))
  for (const [width, colorScheme] of [
    [320, 'light'],
    [412, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.screenshot({ path: `${outputDir}/shell-${width}-${colorScheme}.png` })
    if (width === 320) expect(await widest(page)).toEqual([])
    await expectNoFindings(page)
    if (width >= 1024) continue
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.screenshot({ path: `${outputDir}/menu-${width}-${colorScheme}.png` })
    await expectNoFindings(page)
    await page.keyboard.press('Escape')
  }
})
