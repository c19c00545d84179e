import type { Page } from '@playwright/test'
import type { Sql } from 'postgres'
import { openDesk } from './support/desk.ts'
import { expectNoFindings, widest } from './support/looks.ts'
import { makeMerchant, memberOf, type TestMerchant } from './support/merchants.ts'
import { expect, test } from './support/test.ts'

const SHOTS = process.env.E2E_SHOTS
const DRAWINGS = ['harbour-mug', 'ferry-tote', 'salt-cellar', 'tide-clock']
const table = (page: Page) => page.getByRole('table', { name: 'Products' })
const first = (page: Page) => table(page).getByRole('row').nth(1)

/** `count` products, "Thing 001" and on, the newest last; every fifth has no picture yet. */
async function fillProducts(sql: Sql, merchant: TestMerchant, count: number): Promise<void> {
  await sql`
    with made as (
      insert into products (merchant_id, slug, name, created_at)
      select ${merchant.id}, 'thing-' || n, 'Thing ' || lpad(n::text, 3, '0'), now() - (${count}::int - n) * interval '1 hour'
      from generate_series(1, ${count}::int) n returning id, name
    ), choices as (
      insert into product_variants (product_id, name, position)
      select m.id, c.name, c.at from made m, (values ('Small', 0), ('Large', 1)) c (name, at) returning id
    )
    insert into product_pictures (product_id, url, alt)
    select m.id, '/demo/' || (${sql.array(DRAWINGS)}::text[])[1 + right(m.name, 3)::int % 4] || '.svg', 'Drawing of ' || m.name
    from made m where right(m.name, 3)::int % 5 <> 0`
}

test('products are found, sorted, read page by page and taken home', async ({ page, sql }) => {
  test.setTimeout(120_000)
  const merchant = await makeMerchant(sql, 'Full Shelf')
  await fillProducts(sql, merchant, 60)
  await openDesk(page, '/dashboard/products', await memberOf(page, sql, [merchant], null))
  await expect(first(page)).toContainText('Thing 001')
  await expect(first(page)).toContainText('2 choices: Small, Large')
  await expect(first(page).getByRole('img', { name: 'Drawing of Thing 001' })).toBeVisible()
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect(first(page)).toContainText('Thing 051')
  await page.getByRole('link', { name: 'Page before' }).click()
  await expect(first(page)).toContainText('Thing 001')
  await page.getByRole('searchbox').fill('thing 042')
  await page.getByRole('button', { name: 'Find' }).click()
  await expect(table(page).getByRole('row')).toHaveCount(2)
  await page.goto('/dashboard/products?show=no_picture&sort=newest')
  await expect(first(page)).toContainText('Thing 060')
  await expect(table(page).getByRole('row')).toHaveCount(13)
  await expect(first(page)).toContainText('No picture')
  const file = await (await page.request.get('/dashboard/products/export?show=no_picture')).text()
  const lines = file.trim().split('\r\n')
  expect(lines).toHaveLength(13)
  expect(lines[1]).toContain('Thing 005,Small; Large,0,,Never in a sale,0,')
})

test('some are archived in one go, taken back, and found among the archived; what a sale sells stays', async ({
  page,
  sql,
}) => {
  test.setTimeout(120_000)
  const merchant = await makeMerchant(sql, 'Spring Clean')
  await fillProducts(sql, merchant, 3)
  await sql`
    insert into sale_items (sale_id, variant_id, position, price_cents, currency, limit_per_shopper, stock, free)
    select s.id, v.id, 0, 1000, 'EUR', 1, 5, 5 from sales s, product_variants v join products p on p.id = v.product_id
    where s.merchant_id = ${merchant.id} and p.merchant_id = ${merchant.id} and p.name = 'Thing 002' and v.name = 'Small'`
  await sql`update sales set status = 'scheduled' where merchant_id = ${merchant.id}`
  await openDesk(page, '/dashboard/products', await memberOf(page, sql, [merchant], null))
  await expect(table(page).getByRole('row').nth(2)).toContainText('In a sale')
  await page.getByLabel('Choose all on this page').check()
  await expect(page.getByText('3 chosen')).toBeVisible()
  await page.getByRole('button', { name: 'Archive 3' }).click()
  await expect(page.getByText('2 products are archived. Thing 002 stays')).toBeVisible()
  await expect(table(page).getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(table(page).getByRole('row')).toHaveCount(4)
  await first(page).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Archive 1' }).click()
  await expect(page.getByText('1 product is archived.')).toBeVisible()
  await page.goto('/dashboard/products?show=archived')
  await expect(table(page).getByRole('row')).toHaveCount(2)
  await first(page).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Bring back 1' }).click()
  await expect(page.getByText('1 product is back among the others.')).toBeVisible()
  await page.goto('/dashboard/products')
  await expect(table(page).getByRole('row')).toHaveCount(4)
})

test('the table of products stands on every screen, and its bar leaves the places of a desk free', async ({
  page,
  sql,
}) => {
  test.setTimeout(120_000)
  const merchant = await makeMerchant(sql, 'Looks Good')
  await fillProducts(sql, merchant, 7)
  await openDesk(page, '/dashboard/products', await memberOf(page, sql, [merchant], null))
  await expect(first(page)).toContainText('Thing 001')
  await first(page).getByRole('checkbox').check()
  for (const [width, colorScheme] of [
    [320, 'light'],
    [412, 'dark'],
    [1280, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/products-${width}-${colorScheme}.png` })
    if (width === 320) expect(await widest(page)).toEqual([])
    await expectNoFindings(page, { repeats: 'tbody tr:nth-child(n+6)' })
  }
  const bar = await page.locator('[data-bottom-bar]').boundingBox()
  const places = await page.getByRole('complementary').boundingBox()
  expect(bar?.x).toBeGreaterThanOrEqual((places?.x ?? 0) + (places?.width ?? 0) - 1)
})
