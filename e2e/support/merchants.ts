import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { Sql } from 'postgres'
import { type Account, requireMember } from './desk.ts'

export type TestMerchant = { id: string; name: string }

/** Another merchant of the installation, with one draft sale; nobody works for it yet. */
export async function makeMerchant(sql: Sql, name: string): Promise<TestMerchant & { saleTitle: string }> {
  const slug = `test-${randomUUID().slice(0, 8)}`
  const saleTitle = `Sale of ${slug}`
  const [merchant] = await sql<TestMerchant[]>`
    insert into merchants (slug, name, support_email, currency) values (${slug}, ${name}, 'help@example.com', 'EUR')
    returning id, name`
  if (!merchant) throw new Error('The merchant was not made.')
  await sql`
    insert into sales (merchant_id, slug, title, status, opens_at, closes_at, hold_seconds, pay_seconds, currency, shipping_cents)
    values (${merchant.id}, ${slug}, ${saleTitle}, 'draft', now() + interval '1 day', now() + interval '2 days', 300, 240, 'EUR', 0)`
  return { ...merchant, saleTitle }
}

/** Somebody who works for these merchants and, where asked, for the demo merchant too. */
export async function memberOf(
  page: Page,
  sql: Sql,
  merchants: readonly TestMerchant[],
  demoRole: string | null,
): Promise<Account> {
  const account = await requireMember(page, sql, demoRole)
  for (const { id } of merchants)
    await sql`
      insert into merchant_members (merchant_id, user_id, role)
      select ${id}, id, 'owner' from auth.users where email = ${account.email}`
  return account
}

/** Orders of a merchant as a sale leaves them, by plain SQL: for lists, not for anything that money has to agree with. */
export async function fillOrders(sql: Sql, merchant: TestMerchant, count: number): Promise<void> {
  await sql`
    insert into orders (number, sale_id, merchant_id, shopper_id, status, currency, items_cents, shipping_cents, email, name, address,
      paid_at, created_at)
    select new_order_number(), s.id, s.merchant_id, gen_random_uuid(), 'cancelled', 'EUR', 1000 + n * 10, 490,
      'shopper' || n || '@example.com', 'Shopper ' || lpad(n::text, 3, '0'), '{}', now(), now() - n * interval '1 minute'
    from sales s, generate_series(1, ${count}::int) n where s.merchant_id = ${merchant.id}`
}
