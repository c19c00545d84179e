import { setTimeout as pause } from 'node:timers/promises'
import type Stripe from 'stripe'
import type { PaymentShop } from './shop.ts'

const QUIET_LIMIT_MS = 300_000

/** Waits until everything that can repair itself has: no payment under way, no work left but mail. */
export async function untilQuiet(shop: PaymentShop): Promise<void> {
  const { sql } = shop
  const deadline = performance.now() + QUIET_LIMIT_MS
  for (;;) {
    const [left] = await sql<{ orders: number; work: number; refunds: number; listed: boolean }[]>`
      select (select count(*)::int from orders where status in ('open', 'paying')) as orders,
        (select count(*)::int from outbox where done_at is null and kind <> 'reconcile_intents' and kind not like '%\\_mail') as work,
        (select count(*)::int from refunds where status = 'pending') as refunds,
        -- The list of intents has been held against the orders since the last of them was made.
        coalesce((select max((payload ->> 'until')::bigint) from outbox where kind = 'reconcile_intents' and done_at is not null)
          > (select extract(epoch from max(started_at)) + 5 from payment_attempts), false) as listed`
    if (left?.orders === 0 && left.work === 0 && left.refunds === 0 && left.listed) return
    if (performance.now() > deadline) {
      const stuck = await sql`
        select kind, attempts, parked_at is not null as parked, last_error, payload from outbox where done_at is null and kind not like '%\\_mail' limit 5`
      throw new Error(`Not quiet after ${QUIET_LIMIT_MS} ms: ${JSON.stringify({ left, stuck })}`)
    }
    await passMinute(shop)
    await pause(500)
  }
}

/** Everybody has gone home: what is held runs out, and payments that never got an intent have had their minute of grace. */
async function passMinute({ sql }: PaymentShop): Promise<void> {
  await sql`update claims set expires_at = least(expires_at, clock_timestamp()) where status = 'held'`
  await sql`update orders set pay_expires_at = least(pay_expires_at, clock_timestamp() - interval '1 minute')
    where status = 'paying' and payment_intent_id is null`
}

/** Holds what Stripe has against what the database says, by its own arithmetic and not by the audits alone. */
export async function findWrongs(shop: PaymentShop): Promise<string[]> {
  const { sql, saleId, itemId } = shop
  const wrongs: string[] = []
  const [intents, refunds] = await Promise.all([listIntents(shop.stripe), listRefunds(shop.stripe)])
  const refundedCents = new Map<string, number>()
  for (const refund of refunds) {
    if (refund.status === 'failed' || refund.status === 'canceled') continue
    const id = String(refund.payment_intent)
    refundedCents.set(id, (refundedCents.get(id) ?? 0) + refund.amount)
  }
  /** What each order keeps of the shopper's money, at Stripe. */
  const keptCents = new Map<string, number>()
  const payments = new Map<string, number>()
  for (const intent of intents) {
    const orderId = intent.metadata.order_id ?? 'none'
    if (intent.status !== 'succeeded' && intent.status !== 'canceled')
      wrongs.push(`${intent.id} of order ${orderId} is left hanging: ${intent.status}`)
    const kept = intent.amount_received - (refundedCents.get(intent.id) ?? 0)
    keptCents.set(orderId, (keptCents.get(orderId) ?? 0) + kept)
    if (kept > 0) payments.set(orderId, (payments.get(orderId) ?? 0) + 1)
  }
  const orders = await sql<{ id: string; status: string; total: number; sold: number; units: number }[]>`
    select o.id, o.status, o.total_cents::int as total,
      (select coalesce(sum(l.quantity - l.not_sent), 0)::int from order_lines l
        join claims c on c.id = l.claim_id and c.order_id = o.id and c.status = 'paid' where l.order_id = o.id) as sold,
      (select sum(l.quantity)::int from order_lines l where l.order_id = o.id) as units
    from orders o where o.sale_id = ${saleId}`
  let sold = 0
  for (const order of orders) {
    const kept = keptCents.get(order.id) ?? 0
    if ((payments.get(order.id) ?? 0) > 1) wrongs.push(`order ${order.id} is paid twice`)
    if (order.status === 'paid') {
      sold += order.sold
      if (kept !== order.total)
        wrongs.push(`order ${order.id} is paid, and Stripe keeps ${kept} of ${order.total}`)
      if (order.sold !== order.units) wrongs.push(`order ${order.id} is paid without its units`)
    } else if (kept !== 0) wrongs.push(`order ${order.id} is ${order.status}, and Stripe keeps ${kept}`)
    else if (order.sold !== 0)
      wrongs.push(`order ${order.id} is ${order.status}, and has units that are sold`)
  }
  const [item] = await sql<
    { sold: number; held: number }[]
  >`select sold, held from sale_items where id = ${itemId}`
  if (item?.sold !== sold) wrongs.push(`${item?.sold} units are sold, ${sold} are in paid orders`)
  if (item?.held !== 0) wrongs.push(`${item?.held} units are held by nobody`)
  const parked =
    await sql`select kind, last_error from outbox where parked_at is not null and kind not like '%\\_mail'`
  for (const row of parked) wrongs.push(`parked: ${row.kind}: ${row.last_error}`)
  for (const row of await sql`select gap, order_id, detail from ledger_gaps()`)
    wrongs.push(`gap: ${row.gap}, order ${row.order_id}: ${row.detail}`)
  for (const row of await sql`select counter, source, stored, recomputed from audit_stock()`)
    wrongs.push(`audit: ${row.counter} is ${row.stored}, by ${row.source} ${row.recomputed}`)
  return wrongs
}

async function listIntents(stripe: Stripe): Promise<Stripe.PaymentIntent[]> {
  const all: Stripe.PaymentIntent[] = []
  for await (const intent of stripe.paymentIntents.list({ limit: 100 })) all.push(intent)
  return all
}

async function listRefunds(stripe: Stripe): Promise<Stripe.Refund[]> {
  const all: Stripe.Refund[] = []
  for await (const refund of stripe.refunds.list({ limit: 100 })) all.push(refund)
  return all
}
