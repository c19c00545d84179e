import { randomUUID } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import Stripe from 'stripe'
import { vi } from 'vitest'
import { type PaymentDeps, payForOrder } from '#lib/payments/pay-for-order.ts'
import type { Payment, Refusal } from '#lib/payments/payment.ts'
import { createStripe } from '#lib/stripe/client.ts'
import { startTestCloud, type TestCloud } from '../testing-cloud.ts'

export type TestSale = { saleId: string; itemId: string }

export type PaymentBench = {
  cloud: TestCloud
  sql: Sql
  stripe: Stripe
  deps: PaymentDeps
  makeSale(options?: { stock?: number; paySeconds?: number }): Promise<TestSale>
  /** Claims units for a shopper; the claim's id. */
  claim(shopperId: string, sale: TestSale, quantity?: number): Promise<string>
  /** The tap on pay, with one of Stripe's test payment methods. */
  pay(
    shopperId: string,
    sale: TestSale,
    paymentMethod: string,
    requestId?: string,
  ): Promise<Payment | Refusal>
  /** Posts an event to the webhook, signed as Stripe signs it unless told otherwise. */
  post(
    event: object,
    header?: (payload: string) => string,
  ): Promise<{ status: number; outcome: string | undefined }>
  getOrder(orderId: string): Promise<{
    status: string
    payment_intent_id: string
    decline_reason: string | null
    total_cents: string
  }>
  statusOf(orderId: string): Promise<string>
  /** Stripe's events of one type about the order's payment. */
  eventsOf(orderId: string, type: Stripe.Event['type']): Promise<Stripe.Event[]>
  getClaim(claimId: string): Promise<{ status: string; expires_at: Date }>
  getItem(sale: TestSale): Promise<{ free: number; held: number; sold: number }>
  /** Rows of audit_stock() and ledger_gaps(): must be none. */
  findGaps(): Promise<unknown[]>
  stop(): Promise<void>
}

const ASK_AGAIN_MS = 100

const address = { line1: 'Kai 1', line2: '', postalCode: '20457', city: 'Hamburg', country: 'DE' }

/** Postgres, gateway, sandbox, Deno and scheduler, with the server's side of paying in front of them. */
export async function startPaymentBench(): Promise<PaymentBench> {
  const cloud = await startTestCloud({ isSeeded: false })
  const { config } = cloud
  const sql = postgres(cloud.dbUrl, { max: 4, onnotice: () => undefined })
  const stripe = createStripe({
    stripeSecretKey: config.keys.stripeSecretKey,
    stripeApiBase: config.urls.local,
    stripePublishableKey: null,
  })
  const silent = { warn: () => undefined, error: () => undefined }
  const deps: PaymentDeps = {
    sql,
    stripe,
    log: silent,
    returnUrl: (orderId) => `${config.urls.shop}/orders/${orderId}`,
    hasStripeJs: false,
  }
  const webhook = `${config.urls.api}/functions/v1/stripe-webhook`
  const one = async <Row>(query: PromiseLike<Row[]>): Promise<Row> => {
    const [row] = await query
    if (!row) throw new Error('The row is not there.')
    return row
  }
  const getOrder: PaymentBench['getOrder'] = (id) =>
    one(sql`select status, payment_intent_id, decline_reason, total_cents from orders where id = ${id}`)
  return {
    cloud,
    sql,
    stripe,
    deps,
    makeSale: ({ stock = 5, paySeconds = 240 } = {}) => makeSale(sql, stock, paySeconds),
    claim: async (shopperId, sale, quantity = 1) => {
      const row = await one(sql<{ outcome: string; claim_id: string }[]>`
        select outcome, claim_id from claim_stock(
          array[${randomUUID()}]::uuid[], array[${shopperId}]::uuid[], array[${sale.itemId}]::uuid[], array[${quantity}]::int[])`)
      if (row.outcome !== 'claimed') throw new Error(`claim_stock answered ${row.outcome}`)
      return row.claim_id
    },
    pay: async (shopperId, sale, paymentMethod, requestId = randomUUID()) => {
      const token = await stripe.testHelpers.confirmationTokens.create({ payment_method: paymentMethod })
      const delivery = { email: 'ada@example.com', name: 'Ada Lovelace', address }
      const tap = {
        shopperId,
        saleId: sale.saleId,
        requestId,
        confirmationToken: token.id,
        delivery,
      }
      // As a phone does in the payment queue: the same tap again until it is its turn.
      for (;;) {
        const payment = await payForOrder(deps, tap)
        if (payment.status !== 'queued') return payment
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
      }
    },
    post: async (event, header) => {
      const payload = JSON.stringify(event)
      const secret = config.keys.stripeWebhookSecret
      const signature = header?.(payload) ?? Stripe.webhooks.generateTestHeaderString({ payload, secret })
      const headers = {
        'content-type': 'application/json',
        ...(signature ? { 'stripe-signature': signature } : {}),
      }
      const response = await fetch(webhook, { method: 'POST', body: payload, headers })
      return { status: response.status, outcome: (await response.json()).outcome }
    },
    getOrder,
    statusOf: async (id) => (await getOrder(id)).status,
    eventsOf: async (id, type) => {
      const { payment_intent_id: intentId } = await getOrder(id)
      const { data } = await stripe.events.list({ type, limit: 100 })
      return data.filter(({ data: { object } }) => 'id' in object && object.id === intentId)
    },
    getClaim: (id) => one(sql`select status, expires_at from claims where id = ${id}`),
    getItem: ({ itemId }) => one(sql`select free, held, sold from sale_items where id = ${itemId}`),
    findGaps: async () => [
      ...(await sql`select * from audit_stock()`),
      ...(await sql`select * from ledger_gaps()`),
    ],
    stop: async () => {
      await sql.end()
      await cloud.stop()
    },
  }
}

export async function makeSale(sql: Sql, stock: number, paySeconds: number): Promise<TestSale> {
  const slug = `sale-${randomUUID().slice(0, 13)}`
  const [row] = await sql<{ sale_id: string; item_id: string }[]>`
    with merchant as (
      insert into merchants (slug, name, support_email, currency)
      values (${slug}, 'Kiln & Co', 'help@kiln.test', 'EUR') returning id
    ), sale as (
      insert into sales (merchant_id, slug, title, status, opens_at, closes_at, hold_seconds, pay_seconds, currency, shipping_cents)
      select id, ${slug}, 'Autumn firing', 'scheduled', now() - interval '1 minute', now() + interval '1 hour', 300,
        ${paySeconds}, 'EUR', 490 from merchant returning id
    ), product as (
      insert into products (merchant_id, slug, name) select id, 'moon-jar', 'Moon jar' from merchant returning id
    ), variant as (
      insert into product_variants (product_id, name) select id, 'Ash' from product returning id
    )
    insert into sale_items (sale_id, variant_id, position, price_cents, currency, limit_per_shopper, stock, free)
    select sale.id, variant.id, 0, 2800, 'EUR', 10, ${stock}, ${stock} from sale, variant
    returning sale_id, id as item_id`
  if (!row) throw new Error('The sale was not made.')
  return { saleId: row.sale_id, itemId: row.item_id }
}

/** Waits until a check passes; webhooks and the tick take their time. */
export function eventually(check: () => Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 15_000, interval: 50 })
}

/** The order of an answer that has one. */
export function orderIdOf(payment: object): string {
  const id = 'orderId' in payment ? payment.orderId : null
  if (typeof id !== 'string') throw new Error(`No order in ${JSON.stringify(payment)}`)
  return id
}
