import type { OrderStatus } from './progress.ts'

export type OrderLineView = {
  claimId: string
  productName: string
  variantName: string
  pictureUrl: string | null
  quantity: number
  unitPriceCents: number
}

/** What the order page shows. Instants are ISO 8601 in UTC, money integer minor units of `currency`. */
export type OrderView = {
  id: string
  number: string
  status: OrderStatus
  currency: string
  itemsCents: number
  shippingCents: number
  totalCents: number
  email: string
  name: string
  /** The lines of the address as a label would print them, without the name. */
  addressLines: string[]
  declineReason: string | null
  createdAt: string
  paidAt: string | null
  saleSlug: string
  saleTitle: string
  merchantName: string
  supportEmail: string
  lines: OrderLineView[]
}
