import type { Page } from '@playwright/test'
import { openDesk, paidOrder, requireMember } from './support/desk.ts'
import { expectNoFindings, widest } from './support/looks.ts'
import { fillOrders, makeMerchant, memberOf } from './support/merchants.ts'
import { expect, test } from './support/test.ts'

async function expectSound(page: Page, path: string): Promise<void> {
  for (const [width, colorScheme] of [
    [320, 'light'],
    [412, 'dark'],
    [1280, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.screenshot({ path: `${path}-${width}-${colorScheme}.png` })
    if (width === 320) expect(await widest(page)).toEqual([])
    await expectNoFindings(page, { repeats: 'tbody tr:nth-child(n+4)' })
  }
}

test('shoppers are found, lead to their orders, and go home as a file that is safe to open', async ({
  page,
  sql,
}, { outputDir }) => {
  test.setTimeout(90_000)
  const merchant = await makeMerchant(sql, 'Few People')
  await fillOrders(sql, merchant, 60)
  await sql`update orders set name = '=1+1' where merchant_id = ${merchant.id} and email = 'shopper7@example.com'`
  await openDesk(page, '/dashboard/shoppers', await memberOf(page, sql, [merchant], null))
  const table = page.getByRole('table', { name: 'Shoppers' })
  await expect(table.getByRole('row')).toHaveCount(51)
  await expectSound(page, `${outputDir}/shoppers`)
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect(table.getByRole('row')).toHaveCount(11)
  await page.getByRole('searchbox').fill('shopper7@')
  await page.getByRole('button', { name: 'Find' }).click()
  await expect(table.getByRole('row')).toHaveCount(2)
  const file = await (await page.request.get('/dashboard/shoppers/export?q=shopper7@')).text()
  expect(file.trim().split('\r\n')).toHaveLength(2)
  expect(file).toContain("'=1+1,shopper7@example.com,0,0.00,EUR")
  await table.getByRole('link', { name: '=1+1' }).click()
  await expect(page.getByRole('table', { name: 'Orders' }).getByRole('row')).toHaveCount(2)
})

test('every unit of a sale is followed to its order, and the file holds the same', async ({
  page,
  sql,
  makeSale,
}, { outputDir }) => {
  test.setTimeout(90_000)
  const sale = await makeSale({ items: [{ name: 'Followed cup', stock: 9 }] })
  const order = await paidOrder(sql, sale)
  await openDesk(page, `/dashboard/movements?sale=${sale.id}`)
  const rows = page.getByRole('table', { name: 'Movements' }).getByRole('row')
  await expect(rows.nth(1)).toContainText('Sold')
  await expect(rows.nth(2)).toContainText('Held')
  await expectSound(page, `${outputDir}/movements`)
  await page.goto(`/dashboard/movements?sale=${sale.id}&kind=withdrawn`)
  await expect(page.getByText('No movement is like that.')).toBeVisible()
  const file = await (await page.request.get(`/dashboard/movements/export?sale=${sale.id}`)).text()
  expect(file).toContain(`paid,1,Followed cup,One size`)
  expect(file).toContain(order.number)
  await page.goBack()
  await rows.nth(1).getByRole('link', { name: order.number }).click()
  await expect(page.getByRole('heading', { level: 1, name: order.number })).toBeVisible()
})

test('a packer takes no list of people home, and another shop sees none of these people and movements', async ({
  page,
  sql,
  makeSale,
  openPhone,
  allowConsole,
}) => {
  allowConsole(/status of 40[13]/)
  const sale = await makeSale({ items: [{ name: 'Private cup', stock: 9 }] })
  const order = await paidOrder(sql, sale)
  await openDesk(page, '/dashboard/shoppers', await requireMember(page, sql, 'packer'))
  await expect(page.getByRole('table', { name: 'Shoppers' })).toBeVisible()
  await expect(page.getByRole('link', { name: /^Export/ })).toHaveCount(0)
  expect((await page.request.get('/dashboard/shoppers/export')).status()).toBe(403)

  const stranger = await openPhone()
  const other = await makeMerchant(sql, 'Another Maker')
  await openDesk(stranger, '/dashboard/shoppers', await memberOf(stranger, sql, [other], null))
  await expect(stranger.getByText('Nobody yet.')).toBeVisible()
  const file = await stranger.request.get(`/dashboard/movements/export?sale=${sale.id}`)
  expect((await file.text()).trim().split('\r\n')).toHaveLength(1)
  await stranger.goto(`/dashboard/movements?sale=${sale.id}`)
  await expect(stranger.getByText(other.saleTitle).first()).toBeVisible()
  await expect(stranger.getByRole('main')).not.toContainText(order.number)
})

test('a file of tracking numbers is sent from a desk', async ({ page, sql, makeSale }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  const sale = await makeSale({ items: [{ name: 'Packed cup', stock: 9 }] })
  const order = await paidOrder(sql, sale)
  await openDesk(page, `/dashboard/orders?sale=${sale.id}`)
  await page.getByText('Ship by file').click()
  const text = `Order;Carrier;Tracking number\n${order.number};DHL;JD00014600\n;DHL;\n${order.number};;JD1\n`
  const file = { name: 'parcels.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
  await page.getByLabel('File with tracking numbers').setInputFiles(file)
  await page.getByRole('button', { name: 'Ship what is in it' }).click()
  await expect(page.getByText('1 shipped', { exact: true })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Orders' })).toContainText('Shipped')
})
