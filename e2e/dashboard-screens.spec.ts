import { randomUUID } from 'node:crypto'
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import type { Sql } from 'postgres'
import { openDesk, paidOrder, requireMember } from './support/desk.ts'
import { missedByTab } from './support/keyboard.ts'
import { expectNoFindings, widest } from './support/looks.ts'
import { makeMerchant, memberOf } from './support/merchants.ts'
import type { SalePlan, TestSale } from './support/sale.ts'
import { expect, test } from './support/test.ts'

type Shop = { sale: TestSale; orderId: string; productId: string; draftId: string }

/** What only somebody sees who works for nobody. */
const NOBODYS = ['no-merchant']
/** Each other page of app/dashboard, by its folder, and where it is for a shop with a little of everything. */
const SCREENS: Readonly<Record<string, (shop: Shop) => string>> = {
  '': () => '',
  'drafts/[id]': ({ draftId }) => `drafts/${draftId}`,
  'drafts/[id]/preview': ({ draftId }) => `drafts/${draftId}/preview`,
  'drafts/new': () => 'drafts/new',
  help: () => 'help',
  'help/[id]': ({ orderId }) => `help/${orderId}`,
  insight: () => 'insight',
  'join/[token]': () => `join/${randomUUID()}`,
  log: () => 'log',
  money: () => 'money',
  movements: () => 'movements',
  'open-store': () => 'open-store',
  orders: () => 'orders',
  'orders/[id]': ({ orderId }) => `orders/${orderId}`,
  'orders/packing-slips': ({ orderId }) => `orders/packing-slips?ids=${orderId}`,
  products: () => 'products',
  'products/[id]': ({ productId }) => `products/${productId}`,
  'products/new': () => 'products/new',
  'sales/[slug]/certificate': ({ sale }) => `sales/${sale.slug}/certificate`,
  'sales/[slug]/control': ({ sale }) => `sales/${sale.slug}/control`,
  security: () => 'security',
  settings: () => 'settings',
  shoppers: () => 'shoppers',
  team: () => 'team',
}

async function openShop(
  page: Page,
  sql: Sql,
  makeSale: (plan: SalePlan) => Promise<TestSale>,
): Promise<Shop> {
  const merchant = await makeMerchant(sql, 'A maker with a little of everything')
  const sale = await makeSale({ merchantId: merchant.id, items: [{ name: 'Seen cup', stock: 5 }] })
  const { id: orderId } = await paidOrder(sql, sale)
  const [product] = await sql`select id from products where merchant_id = ${merchant.id}`
  const draftId = randomUUID()
  await sql`insert into sale_drafts (id, merchant_id, content) values (${draftId}, ${merchant.id}, '{"title": "Not yet"}')`
  await sql`
    with thread as (
      insert into help_threads (order_id, merchant_id, status, waiting_since)
      select id, merchant_id, 'waiting', now() from orders where id = ${orderId} returning order_id
    ), message as (
      insert into help_messages (order_id, author, author_id, body, request_id)
      select t.order_id, 'shopper', o.shopper_id, 'Where is my cup?', gen_random_uuid()
      from thread t join orders o on o.id = t.order_id
    )
    select 1`
  await openDesk(page, '/dashboard', await memberOf(page, sql, [merchant], null))
  return { sale, orderId, productId: product?.id, draftId }
}

async function expectSound(page: Page, screen: string): Promise<void> {
  for (const [width, colorScheme] of [
    [320, 'light'],
    [320, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const what = `/dashboard/${screen}, ${width} px, ${colorScheme}`
    if (width === 320) await expect.poll(() => widest(page), { message: `${what}: too wide` }).toEqual([])
    await expectNoFindings(page, { what })
  }
  expect(await missedByTab(page), `/dashboard/${screen}: what the Tab key does not reach`).toEqual([])
}

test('every page of the dashboard is among those that are looked at', () => {
  const folder = fileURLToPath(new URL('../app/dashboard/', import.meta.url))
  const pages = globSync('**/page.tsx', { cwd: folder }).map((path) => path.replace(/\/?page\.tsx$/, ''))
  expect(pages.toSorted()).toEqual([...Object.keys(SCREENS), ...NOBODYS].toSorted())
})

const names = Object.keys(SCREENS)
const QUARTER = Math.ceil(names.length / 4)
for (let from = 0; from < names.length; from += QUARTER) {
  const part = names.slice(from, from + QUARTER)
  test(`sound in both themes, at 320 px and on a desk, and complete by keyboard: ${part.map((name) => `/${name}`).join(' ')}`, async ({
    page,
    sql,
    makeSale,
    allowConsole,
  }) => {
    test.setTimeout(180_000)
    // A link to the sale's page is fetched while its shop is not ready for it, and a made-up invitation leads nowhere.
    allowConsole(/404 \(Not Found\)/)
    const shop = await openShop(page, sql, makeSale)
    for (const name of part) {
      const path = SCREENS[name]?.(shop) ?? ''
      await page.goto(`/dashboard/${path}`.replace(/\/$/, ''))
      await expect(page.getByRole('main').getByRole('heading').first()).toBeAttached()
      await expectSound(page, name)
    }
  })
}

test('who works for nobody sees a sound page, and nothing else, on a phone and on a desk', async ({
  page,
  sql,
}) => {
  test.setTimeout(120_000)
  await openDesk(page, '/dashboard/no-merchant', await requireMember(page, sql, null))
  await expectSound(page, 'no-merchant')
  const others = Object.keys(SCREENS).filter(
    (name) => !name.includes('[') && name !== 'open-store' && name !== 'drafts/new',
  )
  for (const size of [
    { width: 412, height: 839 },
    { width: 1280, height: 800 },
  ]) {
    await page.setViewportSize(size)
    for (const name of others) {
      await page.goto(`/dashboard/${name}`.replace(/\/$/, ''))
      await expect(page).toHaveURL(/no-merchant/)
    }
  }
})
