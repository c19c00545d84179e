import type { MailThread } from './help.ts'
import type { MailOffer } from './offer.ts'
import type { MailOrder } from './order.ts'
import type { MailSale } from './reminder.ts'
import type { MailShipment } from './shipped.ts'

/** Made-up orders for tests and for looking at the mails: what is usual, and the worst that a name can be. */
export const ORDER: MailOrder = {
  id: '7f0f3ab5-9c1e-4a2b-8f55-0d9be1a7e001',
  number: '7K2M-9QPD',
  language: 'en',
  currency: 'EUR',
  items_cents: 8_400,
  shipping_cents: 490,
  total_cents: 8_890,
  tax_cents: 1_419,
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  address: { line1: 'Kai 1', line2: '', postalCode: '20457', city: 'Hamburg', country: 'DE', extra: 1 },
  paid_at: '2026-11-22T14:32:10.123+00:00',
  merchants: { name: 'Kiln & Co', support_email: 'help@kiln.test' },
  sales: { tax_name: 'VAT' },
  order_lines: [
    { claim_id: 'c1', product_name: 'Moon jar', variant_name: 'Ash', quantity: 2, unit_price_cents: 2_800 },
    { claim_id: 'c2', product_name: 'Tide clock', variant_name: '', quantity: 1, unit_price_cents: 2_800 },
  ],
}

export const SHIPMENT: MailShipment = {
  id: '2b0f3ab5-9c1e-4a2b-8f55-0d9be1a7e002',
  carrier: 'DHL',
  tracking_number: 'JJD0099',
  tracking_url: 'https://track.example/JJD0099?lang=en&x=1',
  shipment_lines: [{ claim_id: 'c1', quantity: 2 }],
}

export const OFFER: MailOffer = {
  language: 'en',
  productName: 'Moon jar',
  variantName: 'Ash',
  quantity: 1,
  asked: 1,
  expiresAt: '2026-11-22T14:32:10.123+00:00',
  saleTitle: 'Autumn firing',
  saleSlug: 'autumn-firing',
  merchantName: 'Kiln & Co',
  supportEmail: 'help@kiln.test',
}

export const SALE: MailSale = {
  slug: 'autumn-firing',
  title: 'Autumn firing',
  tagline: 'Forty pots from the last wood kiln of the year.',
  opens_at: '2026-11-22T18:00:00+00:00',
  merchants: ORDER.merchants,
}

export const THREAD: MailThread = {
  orderId: ORDER.id,
  orderNumber: ORDER.number,
  language: 'en',
  shopperName: ORDER.name,
  shopperEmail: ORDER.email,
  merchantName: ORDER.merchants.name,
  supportEmail: ORDER.merchants.support_email,
  messages: [{ text: 'Hello,\nthe jar has a crack.\n\nCan you send another one?' }],
}

/** Everything somebody might type into a name to get more than a name out of it. */
export const HOSTILE =
  '<img src=x onerror=alert(1)>"\' &amp; \r\nBcc: all@example.com\u2028\u202egnp.exe {{ .Token }} 🏺'
export const LONG = 'Überlangernamedernirgendsumbricht'.repeat(12)

export function hostileOrder(name: string): MailOrder {
  return {
    ...ORDER,
    name,
    address: { line1: name, line2: name, postalCode: name, city: name, country: name },
    merchants: { ...ORDER.merchants, name },
    order_lines: ORDER.order_lines.map((line) => ({ ...line, product_name: name, variant_name: name })),
  }
}
