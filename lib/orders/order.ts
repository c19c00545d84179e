import { z } from 'zod'
import { countryName } from '#lib/bags/countries.ts'
import type { OrderStatus } from './open-order.ts'

export type OrderLine = {
  claimId: string
  productName: string
  variantName: string
  pictureUrl: string | null
  quantity: number
  unitPriceCents: number
}

/** An order as its shopper reads it. Money in minor units of `currency`, instants ISO 8601 in UTC. */
export type Order = {
  id: string
  number: string
  status: OrderStatus
  currency: string
  itemsCents: number
  shippingCents: number
  totalCents: number
  email: string
  name: string
  /** The address as a label prints it, without the name and without empty lines. */
  addressLines: string[]
  declineReason: string | null
  paymentIntentId: string | null
  createdAt: string
  paidAt: string | null
  payExpiresAt: string | null
  saleId: string
  saleSlug: string
  saleTitle: string
  merchantName: string
  supportEmail: string
  lines: OrderLine[]
}

/** What is selected of an order for {@link readOrder}, embedded rows included. */
export const ORDER_COLUMNS = `id, number, status, currency, items_cents, shipping_cents, total_cents, email, name, address,
  decline_reason, payment_intent_id, created_at, paid_at, pay_expires_at, sale_id,
  sales(slug, title), merchants!orders_merchant_id_fkey(name, support_email),
  order_lines(claim_id, product_name, variant_name, picture_url, quantity, unit_price_cents)`

const text = z.string().catch('')
const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value).toISOString())

const rowSchema = z.object({
  id: z.string(),
  number: z.string(),
  status: z.enum([
    'open',
    'paying',
    'paid',
    'shipped',
    'delivered',
    'cancelled',
    'part_refunded',
    'refunded',
  ]),
  currency: z.string(),
  items_cents: z.coerce.number(),
  shipping_cents: z.coerce.number(),
  total_cents: z.coerce.number(),
  email: z.string(),
  name: z.string(),
  address: z.object({ line1: text, line2: text, postalCode: text, city: text, country: text }),
  decline_reason: z.string().nullable(),
  payment_intent_id: z.string().nullable(),
  created_at: instant,
  paid_at: instant.nullable(),
  pay_expires_at: instant.nullable(),
  sale_id: z.string(),
  sales: z.object({ slug: z.string(), title: z.string() }),
  merchants: z.object({ name: z.string(), support_email: z.string() }),
  order_lines: z.array(
    z.object({
      claim_id: z.string(),
      product_name: z.string(),
      variant_name: z.string(),
      picture_url: z.string().nullable(),
      quantity: z.number(),
      unit_price_cents: z.number(),
    }),
  ),
})

/** Reads a row as the Data API answers it. Throws when it is not one. */
export function readOrder(data: unknown): Order {
  const row = rowSchema.parse(data)
  const { line1, line2, postalCode, city, country } = row.address
  const addressLines = [line1, line2, `${postalCode} ${city}`, countryName(country)].map((line) =>
    line.trim(),
  )
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    currency: row.currency,
    itemsCents: row.items_cents,
    shippingCents: row.shipping_cents,
    totalCents: row.total_cents,
    email: row.email,
    name: row.name,
    addressLines: addressLines.filter((line) => line !== ''),
    declineReason: row.decline_reason,
    paymentIntentId: row.payment_intent_id,
    createdAt: row.created_at,
    paidAt: row.paid_at,
    payExpiresAt: row.pay_expires_at,
    saleId: row.sale_id,
    saleSlug: row.sales.slug,
    saleTitle: row.sales.title,
    merchantName: row.merchants.name,
    supportEmail: row.merchants.support_email,
    lines: row.order_lines.map((line) => ({
      claimId: line.claim_id,
      productName: line.product_name,
      variantName: line.variant_name,
      pictureUrl: line.picture_url,
      quantity: line.quantity,
      unitPriceCents: line.unit_price_cents,
    })),
  }
}
