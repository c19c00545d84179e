import { z } from 'zod'
import { countryName } from '#lib/bags/countries.ts'
import { DEFAULT_LANGUAGE, type Language } from '#lib/languages/languages.ts'
import { type IncludedTax, includedTax } from '#lib/tax/included-tax.ts'
import { ORDER_STATUSES, type OrderStatus } from './order-status.ts'

export type OrderLine = {
  claimId: string
  productName: string
  variantName: string
  pictureUrl: string | null
  quantity: number
  unitPriceCents: number
  /** Units that will not be sent: cancelled or refunded before they left. */
  notSent: number
  taxBasisPoints: number
  taxCents: number
}

/** A parcel. Instants ISO 8601 in UTC. */
export type Shipment = {
  id: string
  state: 'in_transit' | 'delivered' | 'returned'
  carrier: string
  trackingNumber: string | null
  trackingUrl: string | null
  shippedAt: string
  deliveredAt: string | null
  /** What is in it, as “2 × Moon jar, Ash”. */
  contents: string[]
}

/** Money on its way back: asked for, gone, or refused by the bank. */
export type Refund = { id: string; status: 'pending' | 'succeeded' | 'failed'; amountCents: number }

/** An order as its shopper reads it. Money in minor units of `currency`, instants ISO 8601 in UTC. */
export type Order = {
  id: string
  number: string
  status: OrderStatus
  currency: string
  itemsCents: number
  shippingCents: number
  totalCents: number
  /** What the total contains; null where prices contain none. */
  tax: IncludedTax | null
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
  shipments: Shipment[]
  refunds: Refund[]
}

/** What is selected of an order for {@link readOrder}, embedded rows included. */
export const ORDER_COLUMNS = `id, number, status, currency, items_cents, shipping_cents, shipping_tax_cents, total_cents, email, name, address,
  decline_reason, payment_intent_id, created_at, paid_at, pay_expires_at, sale_id,
  sales(slug, title, tax_name, tax_basis_points), merchants!orders_merchant_id_fkey(name, support_email),
  order_lines(claim_id, product_name, variant_name, picture_url, quantity, unit_price_cents, not_sent, tax_basis_points, tax_cents),
  shipments(id, state, carrier, tracking_number, tracking_url, shipped_at, delivered_at, shipment_lines(claim_id, quantity)),
  refunds(id, status, amount_cents, created_at)`

const text = z.string().catch('')
const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value).toISOString())

const addressSchema = z.object({ line1: text, line2: text, postalCode: text, city: text, country: text })

const rowSchema = z.object({
  id: z.string(),
  number: z.string(),
  status: z.enum(ORDER_STATUSES),
  currency: z.string(),
  items_cents: z.coerce.number(),
  shipping_cents: z.coerce.number(),
  total_cents: z.coerce.number(),
  shipping_tax_cents: z.coerce.number(),
  email: z.string(),
  name: z.string(),
  address: z.unknown(),
  decline_reason: z.string().nullable(),
  payment_intent_id: z.string().nullable(),
  created_at: instant,
  paid_at: instant.nullable(),
  pay_expires_at: instant.nullable(),
  sale_id: z.string(),
  sales: z.object({
    slug: z.string(),
    title: z.string(),
    tax_name: z.string(),
    tax_basis_points: z.number(),
  }),
  merchants: z.object({ name: z.string(), support_email: z.string() }),
  order_lines: z.array(
    z.object({
      claim_id: z.string(),
      product_name: z.string(),
      variant_name: z.string(),
      picture_url: z.string().nullable(),
      quantity: z.number(),
      unit_price_cents: z.number(),
      not_sent: z.number(),
      tax_basis_points: z.number(),
      tax_cents: z.coerce.number(),
    }),
  ),
  shipments: z.array(
    z.object({
      id: z.string(),
      state: z.enum(['in_transit', 'delivered', 'returned']),
      carrier: z.string(),
      tracking_number: z.string().nullable(),
      tracking_url: z.string().nullable(),
      shipped_at: instant,
      delivered_at: instant.nullable(),
      shipment_lines: z.array(z.object({ claim_id: z.string(), quantity: z.number() })),
    }),
  ),
  refunds: z.array(
    z.object({
      id: z.string(),
      status: z.enum(['pending', 'succeeded', 'failed']),
      amount_cents: z.coerce.number(),
      created_at: instant,
    }),
  ),
})

/** The address as a label prints it, without the name and without empty lines. */
export function readAddressLines(address: unknown, language: Language = DEFAULT_LANGUAGE): string[] {
  const { line1, line2, postalCode, city, country } = addressSchema.parse(address)
  const lines = [line1, line2, `${postalCode} ${city}`, countryName(country, language)].map((line) =>
    line.trim(),
  )
  return lines.filter((line) => line !== '')
}

/** Reads a row as the Data API answers it; the country is named in `language`. Throws when it is not one. */
export function readOrder(data: unknown, language: Language = DEFAULT_LANGUAGE): Order {
  const row = rowSchema.parse(data)
  const nameOf = (claimId: string) => {
    const line = row.order_lines.find((one) => one.claim_id === claimId)
    return [line?.product_name, line?.variant_name].filter(Boolean).join(', ')
  }
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    currency: row.currency,
    itemsCents: row.items_cents,
    shippingCents: row.shipping_cents,
    totalCents: row.total_cents,
    tax: taxOf(row),
    email: row.email,
    name: row.name,
    addressLines: readAddressLines(row.address, language),
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
      notSent: line.not_sent,
      taxBasisPoints: line.tax_basis_points,
      taxCents: line.tax_cents,
    })),
    shipments: row.shipments
      .toSorted((a, b) => a.shipped_at.localeCompare(b.shipped_at))
      .map((shipment) => ({
        id: shipment.id,
        state: shipment.state,
        carrier: shipment.carrier,
        trackingNumber: shipment.tracking_number,
        trackingUrl: shipment.tracking_url,
        shippedAt: shipment.shipped_at,
        deliveredAt: shipment.delivered_at,
        contents: shipment.shipment_lines.map((line) => `${line.quantity} × ${nameOf(line.claim_id)}`),
      })),
    refunds: row.refunds
      .toSorted((a, b) => a.created_at.localeCompare(b.created_at))
      .map((refund) => ({ id: refund.id, status: refund.status, amountCents: refund.amount_cents })),
  }
}

function taxOf(row: z.infer<typeof rowSchema>): IncludedTax | null {
  const shipping = { basisPoints: row.sales.tax_basis_points, cents: row.shipping_tax_cents }
  return includedTax(row.sales.tax_name, [
    ...row.order_lines.map((line) => ({ basisPoints: line.tax_basis_points, cents: line.tax_cents })),
    ...(shipping.cents > 0 ? [shipping] : []),
  ])
}
