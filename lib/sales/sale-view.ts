import type { SaleTax } from '#lib/tax/included-tax.ts'
import type { SaleSnapshot } from './watch-snapshot.ts'

/** What the pages show of a sale; money in minor units, instants in milliseconds since 1970. */
export type SaleCardView = {
  id: string
  slug: string
  title: string
  tagline: string
  category: string
  merchantName: string
  picture: Picture | null
  opensAtMs: number
  closesAtMs: number
  currency: string
  /** The lowest price in the sale and what that item cost before; null in a sale without items. */
  fromCents: number | null
  fromWasCents: number | null
  productNames: readonly string[]
  snapshot: SaleSnapshot
}

export type Picture = { url: string; alt: string }

/** One thing one can claim: a variant of a product, in this sale. `name` is null where the product has no variants to tell apart. */
export type ItemView = {
  id: string
  name: string | null
  priceCents: number
  wasPriceCents: number | null
  currency: string
  limitPerShopper: number
}

export type ProductView = {
  id: string
  name: string
  description: string
  picture: Picture | null
  items: readonly ItemView[]
}

export type SaleView = SaleCardView & {
  /** Grows with every change of the sale itself; what is sold does not count. */
  version: number
  isCancelled: boolean
  story: string
  holdSeconds: number
  /** The card is only authorised by the payment, and charged when the parcel leaves. */
  isCapturedAtShipping: boolean
  shippingCents: number
  shippingNote: string
  returnsNote: string
  tax: SaleTax
  merchant: { name: string; story: string; logoUrl: string | null; supportEmail: string }
  products: readonly ProductView[]
}
