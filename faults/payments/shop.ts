import { setTimeout as pause } from 'node:timers/promises'
import postgres, { type Sql } from 'postgres'
import type Stripe from 'stripe'
import type { PaymentDeps } from '#lib/payments/pay-for-order.ts'
import { createStripe } from '#lib/stripe/client.ts'
import { functionsPart } from '#local/parts.ts'
import { startTestCloud, type TestCloud } from '#local/testing-cloud.ts'
import { makeSale } from '../../local/functions/testing.ts'

/** What the sandbox does to webhooks and requests, as shares of all of them. */
export type Switches = Record<
  'drop' | 'duplicate' | 'delay' | 'reorder' | 'tooMany' | 'fail' | 'failAfter' | 'loseAnswer',
  number
> & { delayMs: number; seed: number }

/** Postgres, gateway, sandbox, scheduler and the real functions, in a process that can be killed. */
export type PaymentShop = {
  cloud: TestCloud
  sql: Sql
  stripe: Stripe
  deps: PaymentDeps
  saleId: string
  itemId: string
  setSwitches(switches: Switches): Promise<void>
  /** Turns all of them off; how often each fate was met. */
  calm(): Promise<Record<string, number>>
  /** kill -9, and up again after a moment. */
  killFunctions(): Promise<void>
  stop(): Promise<void>
}

export type SaleSettings = { stock: number; holdSeconds: number; paySeconds: number }

const DOWN_MS = 400
const never = new AbortController().signal

export async function openPaymentShop(settings: SaleSettings): Promise<PaymentShop> {
  const cloud = await startTestCloud({ isSeeded: false, hasFunctions: false })
  const { config } = cloud
  const functions = functionsPart(config)
  let running = await functions.start(never)
  const sql = postgres(cloud.dbUrl, { max: 8, onnotice: () => undefined })
  const stripe = createStripe({
    stripeSecretKey: config.keys.stripeSecretKey,
    stripeApiBase: config.urls.local,
    stripePublishableKey: null,
  })
  const sale = await makeSale(sql, settings.stock, settings.paySeconds)
  await sql`update sales set hold_seconds = ${settings.holdSeconds} where id = ${sale.saleId}`
  await hurry(sql)
  const chaos = `${config.urls.local}/local/stripe/chaos`
  return {
    cloud,
    sql,
    stripe,
    deps: {
      sql,
      stripe,
      // What goes wrong here goes wrong on purpose, thousands of times.
      log: { warn: () => undefined, error: () => undefined },
      returnUrl: (orderId) => `${config.urls.shop}/orders/${orderId}`,
      hasStripeJs: false,
    },
    ...sale,
    async setSwitches(switches) {
      const answer = await fetch(chaos, { method: 'POST', body: JSON.stringify(switches) })
      if (!answer.ok) throw new Error(`The switches were refused: ${await answer.text()}`)
    },
    async calm() {
      const met = (await (await fetch(chaos)).json()).met
      await fetch(chaos, { method: 'DELETE' })
      return met
    },
    async killFunctions() {
      process.kill(-running.pid, 'SIGKILL')
      await running.exited
      // The two minutes after which a dead worker's rows come again; nobody else works on them.
      await sql`update outbox set leased_until = clock_timestamp() where done_at is null and leased_until is not null`
      await pause(DOWN_MS)
      running = await functions.start(never)
    },
    async stop() {
      await running.stop()
      await sql.end({ timeout: 2 })
      await cloud.stop()
    },
  }
}

/** The minutes of a real day, in seconds; the bucket small enough for a line before the till. */
async function hurry(sql: Sql): Promise<void> {
  await sql`update payment_settings set silence_seconds = 4, reconcile_seconds = 8, queue_patience_seconds = 10,
    attempts_per_shopper = 100`
  await sql`update stripe_buckets set per_second = 50, burst = 8, tokens = 8 where kind = 'payments'`
  await sql`update stripe_buckets set per_second = 200, burst = 50, tokens = 50 where kind = 'housekeeping'`
}
