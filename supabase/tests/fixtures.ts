import { randomUUID } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { afterAll, inject } from 'vitest'

/** Role postgres, as the shop connects. Enough connections for the races of these tests. */
export const sql: Sql = postgres(inject('dbUrl'), { max: 12, onnotice: () => undefined })
afterAll(() => sql.end({ timeout: 5 }))

export const uuid = randomUUID

export type SaleOptions = {
  stock?: number
  limit?: number
  priceCents?: number
  shippingCents?: number
  holdSeconds?: number
  paySeconds?: number
  /** Seconds from now, negative for the past. */
  opensIn?: number
  closesIn?: number
  status?: string
  items?: number
  lapsesForgiven?: number
  lapseWindowSeconds?: number
  offerSeconds?: number
  lineMax?: number
  /** First day of the month its claims are filed under; the running one unless told otherwise. */
  ledgerMonth?: string
}
export type TestSale = { merchantId: string; saleId: string; itemIds: string[]; itemId: string; slug: string }

/** A merchant with one sale, `items` items of `stock` units each; open since a minute unless told otherwise. */
export async function makeSale(options: SaleOptions = {}): Promise<TestSale> {
  const slug = `sale-${uuid().slice(0, 13)}`
  const [merchant] = await sql`
    insert into merchants (slug, name, support_email, currency)
    values (${slug}, 'Test merchant', 'help@merchant.test', 'EUR') returning id`
  const [sale] = await sql`
    insert into sales (merchant_id, slug, title, status, opens_at, closes_at, hold_seconds, pay_seconds, currency, shipping_cents,
      lapses_forgiven, lapse_window_seconds, offer_seconds, line_max, ledger_month)
    values (${merchant?.id}, ${slug}, 'Test sale', ${options.status ?? 'scheduled'},
      clock_timestamp() + ${options.opensIn ?? -60} * interval '1 second',
      clock_timestamp() + ${options.closesIn ?? 3600} * interval '1 second',
      ${options.holdSeconds ?? 300}, ${options.paySeconds ?? 240}, 'EUR', ${options.shippingCents ?? 0},
      ${options.lapsesForgiven ?? 2}, ${options.lapseWindowSeconds ?? 600}, ${options.offerSeconds ?? 120}, ${options.lineMax ?? 10_000},
      coalesce(${options.ledgerMonth ?? null}::date, date_trunc('month', now() at time zone 'utc')::date))
    returning id`
  const itemIds: string[] = []
  for (let n = 0; n < (options.items ?? 1); n++) {
    const [item] = await sql`
      with product as (
        insert into products (merchant_id, slug, name) values (${merchant?.id}, ${`thing-${n}`}, ${`Thing ${n}`}) returning id
      ), variant as (
        insert into product_variants (product_id, name) select id, 'One size' from product returning id
      ), picture as (
        insert into product_pictures (product_id, url, alt) select id, '/demo/thing.svg', 'Drawing of a thing' from product
      )
      insert into sale_items (sale_id, variant_id, position, price_cents, currency, limit_per_shopper, stock, free)
      select ${sale?.id}, id, ${n}, ${options.priceCents ?? 1000}, 'EUR', ${options.limit ?? 100},
        ${options.stock ?? 10}, ${options.stock ?? 10} from variant
      returning id`
    itemIds.push(item?.id)
  }
  return { merchantId: merchant?.id, saleId: sale?.id, itemIds, itemId: itemIds[0] ?? '', slug }
}

export type Ask = {
  request?: string | null
  shopper?: string | null
  item: string | null
  quantity?: number | null
}
export type Answer = {
  element: number
  outcome: string
  claim_id: string | null
  item_id: string | null
  quantity: number | null
  status: string | null
  expires_at: Date | null
  position: string | null
  free_after: number | null
  retry_at: Date | null
}

/** One call of claim_stock; request and shopper are new ones unless given. */
export function claimStock(asks: Ask[]): Promise<Answer[]> {
  const requests = asks.map((ask) => (ask.request === undefined ? uuid() : ask.request))
  const shoppers = asks.map((ask) => (ask.shopper === undefined ? uuid() : ask.shopper))
  const items = asks.map((ask) => ask.item)
  const quantities = asks.map((ask) => (ask.quantity === undefined ? 1 : ask.quantity))
  return sql<Answer[]>`
    select * from claim_stock(${requests}::uuid[], ${shoppers}::uuid[], ${items}::uuid[], ${quantities}::int[])`
}

export async function claimOne(ask: Ask): Promise<Answer> {
  const [answer] = await claimStock([ask])
  if (!answer) throw new Error('claim_stock answered nothing')
  return answer
}

export type Place = {
  element: number
  outcome: string
  wait_id: string | null
  quantity: number | null
  status: string | null
  place: string | null
  ahead_at_most: string | null
  claim_id: string | null
}

/** One call of join_line; request and shopper are new ones unless given. */
export function joinLine(asks: Ask[]): Promise<Place[]> {
  const requests = asks.map((ask) => (ask.request === undefined ? uuid() : ask.request))
  const shoppers = asks.map((ask) => (ask.shopper === undefined ? uuid() : ask.shopper))
  const items = asks.map((ask) => ask.item)
  const quantities = asks.map((ask) => (ask.quantity === undefined ? 1 : ask.quantity))
  return sql<Place[]>`
    select * from join_line(${requests}::uuid[], ${shoppers}::uuid[], ${items}::uuid[], ${quantities}::int[])`
}

export async function joinOne(ask: Ask): Promise<Place> {
  const [place] = await joinLine([ask])
  if (!place) throw new Error('join_line answered nothing')
  return place
}

export async function leaveLine(waitId: string | null, shopper: string): Promise<string> {
  return (await sql`select leave_line(${waitId}, ${shopper}) as outcome`)[0]?.outcome
}

export async function releaseClaim(claimId: string | null, shopper: string): Promise<string> {
  return (await sql`select release_claim(${claimId}, ${shopper}) as outcome`)[0]?.outcome
}

/** The time of these claims is over, as the next tick will see. */
export async function runOut(claimIds: (string | null)[]): Promise<void> {
  await sql`update claims set expires_at = clock_timestamp() - interval '1 ms' where id = any (${claimIds}::uuid[])`
}

export async function tick(): Promise<Record<string, number>> {
  return (await sql`select tick() as done`)[0]?.done
}

export async function getWait(waitId: string | null) {
  const [wait] = await sql`select status, claim_id, quantity, place from waits where id = ${waitId}`
  return wait
}

export async function getItem(itemId: string) {
  const [item] =
    await sql`select stock, free, held, sold, withdrawn, next_position from sale_items where id = ${itemId}`
  return item
}

export async function getClaim(claimId: string | null) {
  const [claim] = await sql`select status, expires_at, order_id, position from claims where id = ${claimId}`
  return claim
}

export async function getOrder(orderId: string) {
  const [order] = await sql`select * from orders where id = ${orderId}`
  return order
}

export const address = { line1: 'Kai 1', postal_code: '20457', city: 'Hamburg', country: 'DE' }

export type OpenedOrder = {
  outcome: string
  order_id: string
  attempt: number
  total_cents: string
  status: string
  payment_intent_id: string | null
  pay_expires_at: Date
}

export async function openOrder(
  shopper: string,
  saleId: string,
  request: string = uuid(),
): Promise<OpenedOrder> {
  const [order] = await sql<OpenedOrder[]>`
    select * from open_order(${shopper}, ${saleId}, ${request}, 'ada@shopper.test', 'Ada', ${sql.json(address)})`
  if (!order) throw new Error('open_order answered nothing')
  return order
}

/** A shopper with one claim whose order is being paid by a fresh intent. */
export async function startPayment(sale: TestSale, quantity = 1) {
  const shopper = uuid()
  const claim = await claimOne({ shopper, item: sale.itemId, quantity })
  const order = await openOrder(shopper, sale.saleId)
  const intent = `pi_${uuid()}`
  await sql`select attach_intent(${order.order_id}, ${order.attempt}, ${intent})`
  return { shopper, claim, order, intent, total: Number(order.total_cents) }
}

export async function settle(
  intent: string,
  cents: number,
  event: string | null = `evt_${uuid()}`,
  orderId: string | null = null,
) {
  const [row] = await sql`
    select settle_order(${event}, 'payment_intent.succeeded', ${intent}, ${cents}, 'eur', null, ${orderId}) as outcome`
  return row?.outcome as string
}

export async function auditOf(saleId: string): Promise<unknown[]> {
  return [...(await sql`select * from audit_stock(${saleId})`)]
}

export async function gapsOf(saleId: string): Promise<unknown[]> {
  return [
    ...(await sql`select g.* from ledger_gaps() g join orders o on o.id = g.order_id where o.sale_id = ${saleId}`),
  ]
}
