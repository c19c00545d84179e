import { makeSale, type SaleOptions, settle, sql, startPayment, type TestSale, uuid } from './fixtures.ts'
import { asRole } from './moves.ts'

/** What the people of a merchant may call about orders; each checks their role by itself. */
export const afterTheSale = [
  'cancel_paid_order',
  'mark_delivered',
  'record_return',
  'refund_paid_order',
  'list_movements',
  'list_shoppers',
  'search_orders',
  'ship_order',
  'ship_orders',
]

export type PaidOrder = { sale: TestSale; orderId: string; claimId: string; intent: string; total: number }

/** A paid order of `quantity` units of one item, €10 each unless told otherwise. */
export async function makePaidOrder(
  quantity = 1,
  options: SaleOptions = {},
  sale?: TestSale,
): Promise<PaidOrder> {
  const at = sale ?? (await makeSale(options))
  const { order, claim, intent, total } = await startPayment(at, quantity)
  await settle(intent, total)
  return { sale: at, orderId: order.order_id, claimId: claim.claim_id ?? '', intent, total }
}

type On = typeof sql
type Lines = { claim_id: string; quantity: number }[]
export type ShipOptions = {
  tracking?: string | null
  carrier?: string | null
  url?: string | null
  lines?: Lines | null
  request?: string | null
  on?: On
}

export async function ship(orderId: string, options: ShipOptions = {}): Promise<string> {
  const on = options.on ?? sql
  const tracking = options.tracking === undefined ? newTracking() : options.tracking
  const carrier = options.carrier === undefined ? 'DHL' : options.carrier
  const request = options.request === undefined ? uuid() : options.request
  const lines = options.lines ? on.json(options.lines) : null
  const [row] = await on`
    select ship_order(${orderId}, ${carrier}, ${tracking}, ${options.url ?? null}, ${lines}, ${request}) as outcome`
  return row?.outcome
}

export const newTracking = () => `T${uuid().replaceAll('-', '').slice(0, 12).toUpperCase()}`

export async function deliver(shipmentId: string, request = uuid(), on: On = sql): Promise<string> {
  return (await on`select mark_delivered(${shipmentId}, ${request}) as outcome`)[0]?.outcome
}

export type RefundOptions = {
  lines?: { claim_id: string; quantity: number; amount_cents: number }[]
  shipping?: number
  restock?: boolean
  reason?: string | null
  request?: string | null
  on?: On
}

export async function refund(orderId: string, options: RefundOptions = {}): Promise<string> {
  const on = options.on ?? sql
  const reason = options.reason === undefined ? 'A scratch in the glaze.' : options.reason
  const request = options.request === undefined ? uuid() : options.request
  const [row] = await on`
    select refund_paid_order(${orderId}, ${on.json(options.lines ?? [])}, ${options.shipping ?? 0}, ${options.restock ?? false},
      ${reason}, ${request}) as outcome`
  return row?.outcome
}

export async function cancelPaid(orderId: string, request = uuid(), on: On = sql): Promise<string> {
  return (await on`select cancel_paid_order(${orderId}, 'Out of clay.', ${request}) as outcome`)[0]?.outcome
}

export type ReturnOptions = {
  lines?: Lines | null
  restock?: boolean
  refund?: boolean
  request?: string
  on?: On
}

export async function takeBack(shipmentId: string, options: ReturnOptions = {}): Promise<string> {
  const on = options.on ?? sql
  const lines = options.lines ? on.json(options.lines) : null
  const [row] = await on`
    select record_return(${shipmentId}, ${lines}, ${options.restock ?? true}, ${options.refund ?? false}, 'Refused at the door.',
      ${options.request ?? uuid()}) as outcome`
  return row?.outcome
}

export async function shipmentsOf(orderId: string) {
  return sql<
    { id: string; state: string; tracking_number: string | null }[]
  >`select * from shipments where order_id = ${orderId} order by shipped_at, id`
}

export async function refundsOf(orderId: string) {
  return sql<
    { id: string; status: string; amount_cents: string; stripe_refund_id: string | null; reason: string }[]
  >`select * from refunds where order_id = ${orderId} order by created_at, id`
}

export async function lineOf(orderId: string) {
  const [line] =
    await sql`select quantity, shipped, not_sent, returned, restocked from order_lines where order_id = ${orderId}`
  return line
}

export async function mailsOf(orderId: string): Promise<string[]> {
  const rows = await sql`
    select payload ->> 'template' as template from outbox
    where kind = 'order_mail' and payload ->> 'order_id' = ${orderId} order by id`
  return rows.map((row) => row.template)
}

export const orderLog = (orderId: string) =>
  sql`select move, reason, moved_by, request_id, detail from order_moves where order_id = ${orderId} order by id`

/** What Stripe's webhook says of a refund; `own` is our id in its metadata. */
export async function hearRefund(
  intent: string,
  cents: number,
  options: { own?: string | null; id?: string; event?: string } = {},
): Promise<string> {
  const [row] = await sql`
    select refund_order(${options.event ?? `evt_${uuid()}`}, 'refund.created', ${intent}, ${options.id ?? `re_${uuid()}`}, ${cents},
      ${options.own ?? null}) as outcome`
  return row?.outcome
}

/** All refunds of an order that are asked for go through at Stripe. */
export async function payRefunds({ orderId, intent }: PaidOrder): Promise<void> {
  for (const row of await refundsOf(orderId))
    if (row.status === 'pending') await hearRefund(intent, Number(row.amount_cents), { own: row.id })
}

/** Makes a member of the merchant and answers their id. */
export async function makeMember(sale: TestSale, role: string): Promise<string> {
  const user = uuid()
  await sql`insert into merchant_members values (${sale.merchantId}, ${user}, ${role})`
  return user
}

export const asMember = (user: string, ask: (on: On) => Promise<string>) => asRole('authenticated', user, ask)
