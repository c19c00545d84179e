import { getDatabase } from '../../_shared/database.ts'
import { requireVariable } from '../../_shared/environment.ts'
import { cancelled } from '../mails/cancelled.ts'
import { delivered } from '../mails/delivered.ts'
import { type Mail, renderMail } from '../mails/mail.ts'
import type { MailOrder } from '../mails/order.ts'
import { paid } from '../mails/paid.ts'
import { type MailRefund, refunded } from '../mails/refunded.ts'
import { type MailShipment, type Parcel, shipped } from '../mails/shipped.ts'
import { optionalText, type Payload, textOf } from '../payload.ts'
import { readOne } from '../read.ts'
import { sendMail } from '../send-mail.ts'

const TIMEOUT_MS = 10_000

const ORDER_COLUMNS = `id, number, status, language, currency, items_cents, shipping_cents, tax_cents, total_cents, email, name, address, paid_at,
  merchants!orders_merchant_id_fkey(name, support_email), sales(tax_name),
  order_lines(claim_id, product_name, variant_name, quantity, unit_price_cents)`
const SHIPMENT_COLUMNS = `id, carrier, tracking_number, tracking_url, shipment_lines(claim_id, quantity), orders(to_ship)`

type Order = MailOrder & { status: string }

/**
 * Tells the shopper by mail what became of an order: `paid`, `shipped`, `delivered`, `refunded` or `cancelled`, of one
 * parcel or one refund where the payload names it. What it says is read now, so that a mail that was late is not wrong.
 */
export async function orderMail(payload: Payload): Promise<void> {
  const template = textOf(payload, 'template')
  const [shipmentId, refundId] = [optionalText(payload, 'shipment_id'), optionalText(payload, 'refund_id')]
  const order = await readOne<Order>('orders', ORDER_COLUMNS, textOf(payload, 'order_id'))
  const mail = await mailOf(template, order, shipmentId, refundId)
  await sendMail(
    {
      to: { name: order.name, address: order.email },
      replyTo: order.merchants.support_email,
      id: `${template}.${shipmentId ?? refundId ?? order.id}`,
    },
    renderMail(mail),
  )
}

async function mailOf(
  template: string,
  order: Order,
  shipmentId: string | null,
  refundId: string | null,
): Promise<Mail> {
  const shopUrl = requireVariable('SHOP_URL')
  switch (template) {
    case 'paid':
      return paid(order, shopUrl)
    case 'shipped':
      if (shipmentId === null) throw new Error('The mail of a parcel needs its shipment_id.')
      return shipped(order, await readParcel(shipmentId), shopUrl)
    case 'delivered':
      return delivered(order, shipmentId === null ? null : await readParcel(shipmentId), shopUrl)
    case 'refunded':
      return refunded(order, await readRefund(order, refundId), shopUrl)
    case 'cancelled':
      return cancelled(order, await sumOf(order.id, 'charged'), shopUrl)
    default:
      throw new Error(`There is no mail ${template}: deploy the functions again.`)
  }
}

async function readParcel(shipmentId: string): Promise<Parcel> {
  const { orders, ...shipment } = await readOne<MailShipment & { orders: { to_ship: number } }>(
    'shipments',
    SHIPMENT_COLUMNS,
    shipmentId,
  )
  return { shipment, unitsLeft: orders.to_ship }
}

/** One refund by its id; without, all that went back for the order until now. */
async function readRefund(order: Order, refundId: string | null): Promise<MailRefund> {
  const isFull = order.status === 'refunded'
  if (refundId === null) return { amountCents: await sumOf(order.id, 'refunded'), isFull, lines: [] }
  type Refund = { amount_cents: number; refund_lines: MailRefund['lines'] }
  const refund = await readOne<Refund>('refunds', 'amount_cents, refund_lines(claim_id, quantity)', refundId)
  return { amountCents: refund.amount_cents, isFull, lines: refund.refund_lines }
}

/** All the money of one kind that moved for an order, minor units. */
async function sumOf(orderId: string, kind: 'charged' | 'refunded'): Promise<number> {
  const { data, error } = await getDatabase()
    .from('money_entries')
    .select('amount_cents')
    .eq('order_id', orderId)
    .eq('kind', kind)
    .abortSignal(AbortSignal.timeout(TIMEOUT_MS))
    .returns<{ amount_cents: number }[]>()
  if (error) throw new Error(`The money of order ${orderId} could not be read: ${error.message}`)
  return data.reduce((sum, entry) => sum + entry.amount_cents, 0)
}
