import { z } from 'zod'

/** Where the money of one currency is, in minor units. */
export type Balance = {
  merchantId: string
  currency: string
  chargedCents: number
  refundedCents: number
  disputedCents: number
  feeCents: number
  /** Promised by banks, to be taken at shipping. */
  authorisedCents: number
  /** What the paid orders add up to, and how many there are. */
  orderCents: number
  paidOrders: number
  /** What is left of it. */
  netCents: number
}

const cents = z.coerce.number().int()

const rowShape = z.object({
  merchant_id: z.string(),
  currency: z.string(),
  charged_cents: cents,
  refunded_cents: cents,
  disputed_cents: cents,
  fee_cents: cents,
  authorised_cents: cents,
  order_cents: cents,
  paid_orders: cents,
})

/** Rows of my_money(); throws when the database answers another shape. */
export function balancesFrom(rows: unknown): Balance[] {
  return z
    .array(rowShape)
    .parse(rows)
    .map((row) => ({
      merchantId: row.merchant_id,
      currency: row.currency,
      chargedCents: row.charged_cents,
      refundedCents: row.refunded_cents,
      disputedCents: row.disputed_cents,
      feeCents: row.fee_cents,
      authorisedCents: row.authorised_cents,
      orderCents: row.order_cents,
      paidOrders: row.paid_orders,
      netCents: row.charged_cents - row.refunded_cents - row.disputed_cents - row.fee_cents,
    }))
}
