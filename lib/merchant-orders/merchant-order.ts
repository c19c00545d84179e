import { z } from 'zod'
import { readAddressLines } from '#lib/orders/order.ts'
import { ORDER_STATUSES, type OrderStatus } from '#lib/orders/order-status.ts'

/** What is selected of an order for {@link readMerchantOrder}, embedded rows included. */
export const MERCHANT_ORDER_COLUMNS = `id, number, status, merchant_id, currency, items_cents, shipping_cents, total_cents, email, name,
  address, decline_reason, created_at, paid_at, to_ship, sales(slug, title), merchants!orders_merchant_id_fkey(name, support_email),
  order_lines(claim_id, product_name, variant_name, picture_url, quantity, unit_price_cents, shipped, not_sent, returned, restocked),
  shipments(id, state, carrier, tracking_number, tracking_url, shipped_at, delivered_at, returned_at,
    shipment_lines(claim_id, quantity, returned)),
  refunds(id, status, amount_cents, created_at),
  money_entries(kind, amount_cents, at),
  order_moves(move, reason, moved_by, at, detail)`

const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value).toISOString())
const cents = z.coerce.number()

const shipmentSchema = z.object({
  id: z.string(),
  state: z.enum(['in_transit', 'delivered', 'returned']),
  carrier: z.string(),
  tracking_number: z.string().nullable(),
  tracking_url: z.string().nullable(),
  shipped_at: instant,
  delivered_at: instant.nullable(),
  returned_at: instant.nullable(),
  shipment_lines: z.array(z.object({ claim_id: z.string(), quantity: z.number(), returned: z.number() })),
})
const lineSchema = z.object({
  claim_id: z.string(),
  product_name: z.string(),
  variant_name: z.string(),
  picture_url: z.string().nullable(),
  quantity: z.number(),
  unit_price_cents: z.number(),
  shipped: z.number(),
  not_sent: z.number(),
  returned: z.number(),
  restocked: z.number(),
})
const refundSchema = z.object({
  id: z.string(),
  status: z.enum(['pending', 'succeeded', 'failed']),
  amount_cents: cents,
  created_at: instant,
})
const moveSchema = z.object({
  move: z.string(),
  reason: z.string(),
  moved_by: z.string().nullable(),
  at: instant,
  detail: z.record(z.string(), z.unknown()),
})
const rowSchema = z.object({
  id: z.string(),
  number: z.string(),
  status: z.enum(ORDER_STATUSES),
  merchant_id: z.string(),
  currency: z.string(),
  items_cents: cents,
  shipping_cents: cents,
  total_cents: cents,
  email: z.string(),
  name: z.string(),
  address: z.unknown(),
  decline_reason: z.string().nullable(),
  created_at: instant,
  paid_at: instant.nullable(),
  to_ship: z.number(),
  sales: z.object({ slug: z.string(), title: z.string() }),
  merchants: z.object({ name: z.string(), support_email: z.string() }),
  order_lines: z.array(lineSchema),
  shipments: z.array(shipmentSchema),
  refunds: z.array(refundSchema),
  money_entries: z.array(z.object({ kind: z.string(), amount_cents: cents, at: instant })),
  order_moves: z.array(moveSchema),
})

export type MerchantLine = z.output<typeof lineSchema>
export type MerchantShipment = z.output<typeof shipmentSchema>
export type MerchantRefund = z.output<typeof refundSchema>
export type OrderMove = z.output<typeof moveSchema>

/** An order as the people who sell and pack it see it. Money in minor units of `currency`, instants ISO 8601 in UTC. */
export type MerchantOrder = Omit<z.output<typeof rowSchema>, 'address' | 'status'> & {
  status: OrderStatus
  addressLines: string[]
  chargedCents: number
  refundedCents: number
  /** Asked for and not settled yet. */
  pendingCents: number
}

/** Reads a row as the Data API answers it. Throws when it is not one. */
export function readMerchantOrder(data: unknown): MerchantOrder {
  const { address, ...row } = rowSchema.parse(data)
  const sum = (kind: string) =>
    row.money_entries
      .filter((entry) => entry.kind === kind)
      .reduce((total, entry) => total + entry.amount_cents, 0)
  const byTime = (a: { at: string }, b: { at: string }) => a.at.localeCompare(b.at)
  return {
    ...row,
    addressLines: readAddressLines(address),
    chargedCents: sum('charged'),
    refundedCents: sum('refunded'),
    pendingCents: row.refunds
      .filter((refund) => refund.status === 'pending')
      .reduce((total, refund) => total + refund.amount_cents, 0),
    money_entries: row.money_entries.toSorted(byTime),
    order_moves: row.order_moves.toSorted(byTime),
    shipments: row.shipments.toSorted((a, b) => a.shipped_at.localeCompare(b.shipped_at)),
    refunds: row.refunds.toSorted((a, b) => a.created_at.localeCompare(b.created_at)),
  }
}

/** Units of a line that are paid for and have not left. */
export const unitsLeft = (line: MerchantLine): number => line.quantity - line.shipped - line.not_sent

/** What may still go back to the shopper. */
export const refundableCents = (order: MerchantOrder): number =>
  Math.max(order.chargedCents - order.refundedCents - order.pendingCents, 0)

/** “Moon jar, Ash”, or the product alone where it has no variants. */
export const lineName = ({
  product_name,
  variant_name,
}: Pick<MerchantLine, 'product_name' | 'variant_name'>): string =>
  [product_name, variant_name].filter((name) => name !== '').join(', ')
