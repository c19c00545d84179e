import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'

export type ItemPlan = { name: string; stock: number; priceCents?: number; limitPerShopper?: number }

export type SalePlan = {
  /** Seconds from now by the database's clock; negative means it is open already. */
  opensInSeconds?: number
  closesInSeconds?: number
  holdSeconds?: number
  paySeconds?: number
  /** Whose it is; the demo merchant's unless told otherwise. */
  merchantId?: string
  items: ItemPlan[]
}

export type TestItem = { id: string; name: string; priceCents: number }
export type TestSale = { id: string; slug: string; title: string; items: TestItem[]; shippingCents: number }

const SHIPPING_CENTS = 490

/** A sale nobody else uses, made by plain SQL: tests never share stock. */
export async function createSale(sql: Sql, plan: SalePlan): Promise<TestSale> {
  const name = randomUUID().slice(0, 8)
  return sql.begin(async (tx) => {
    const [sale] = await tx<{ id: string; merchant_id: string }[]>`
      insert into sales (merchant_id, slug, title, tagline, story, category, hero_url, hero_alt, status, opens_at, closes_at,
        hold_seconds, pay_seconds, currency, shipping_cents, shipping_note, returns_note, broadcast_every_ms)
      select id, ${`test-${name}`}, ${`Test sale ${name}`}, 'Made for one test.', '', 'home', '/demo/hero-first-light.svg',
        'Lanterns and mugs before a rising sun', 'scheduled', clock_timestamp() + ${plan.opensInSeconds ?? -60} * interval '1 second',
        clock_timestamp() + ${plan.closesInSeconds ?? 3600} * interval '1 second',
        ${plan.holdSeconds ?? 300}, ${plan.paySeconds ?? 240}, 'EUR', ${SHIPPING_CENTS}, 'Flat rate.', 'Thirty days.', 100
      from merchants where ${plan.merchantId ? tx`id = ${plan.merchantId}` : tx`slug = 'tidewater'`}
      returning id, merchant_id`
    if (!sale) throw new Error('The demo merchant is missing: the seed has not run.')
    const items: TestItem[] = []
    for (const [position, item] of plan.items.entries()) {
      const priceCents = item.priceCents ?? 8_000
      const [made] = await tx<{ id: string }[]>`
        with product as (
          insert into products (merchant_id, slug, name)
          values (${sale.merchant_id}, ${`test-${name}-${position}`}, ${item.name}) returning id
        ), variant as (
          insert into product_variants (product_id, name) select id, 'One size' from product returning id
        ), picture as (
          insert into product_pictures (product_id, url, alt)
          select id, '/demo/harbour-mug.svg', 'Drawing of a mug' from product
        )
        insert into sale_items (sale_id, variant_id, position, price_cents, currency, limit_per_shopper, stock, free)
        select ${sale.id}, id, ${position}, ${priceCents}, 'EUR', ${item.limitPerShopper ?? 2}, ${item.stock}, ${item.stock}
        from variant returning id`
      if (!made) throw new Error('The item was not made.')
      items.push({ id: made.id, name: item.name, priceCents })
    }
    return {
      id: sale.id,
      slug: `test-${name}`,
      title: `Test sale ${name}`,
      items,
      shippingCents: SHIPPING_CENTS,
    }
  })
}

export type Stock = { free: number; held: number; sold: number }

/** The counters of one item as the database has them now. */
export async function stockOf(sql: Sql, itemId: string): Promise<Stock> {
  const [row] = await sql<Stock[]>`select free, held, sold from sale_items where id = ${itemId}`
  if (!row) throw new Error(`There is no item ${itemId}.`)
  return { ...row }
}

/** Rows of the audits that concern this sale; both must be empty, whatever a test did. */
export async function disagreements(sql: Sql, saleId: string): Promise<unknown[]> {
  const stock = await sql`select * from audit_stock(${saleId})`
  const gaps =
    await sql`select g.* from ledger_gaps() g join orders o on o.id = g.order_id where o.sale_id = ${saleId}`
  return [...stock, ...gaps]
}
