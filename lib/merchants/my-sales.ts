import { z } from 'zod'
import type { SalePhase } from '#lib/sales/phase.ts'

/** One item of a sale with every counter a merchant may see; `held` does not count `paying`. */
export type MyItem = {
  id: string
  product: string
  variant: string
  pictureUrl: string | null
  priceCents: number
  stock: number
  free: number
  held: number
  paying: number
  sold: number
  withdrawn: number
}

/** One sale of a merchant. Instants are ISO 8601 in UTC; money is integer minor units of `currency`. */
export type MySale = {
  id: string
  merchantId: string
  slug: string
  title: string
  status: string
  phase: SalePhase
  opensAt: string
  closesAt: string
  currency: string
  paidOrders: number
  /** Null for a role that does not see money. */
  paidCents: number | null
  items: MyItem[]
}

export type StockCount = Pick<MyItem, 'stock' | 'free' | 'held' | 'paying' | 'sold' | 'withdrawn'>

const units = z.number().int().min(0)

const itemShape = z.object({
  id: z.uuid(),
  product: z.string(),
  variant: z.string(),
  pictureUrl: z.string().nullable(),
  priceCents: units,
  stock: units,
  free: units,
  held: units,
  paying: units,
  sold: units,
  withdrawn: units,
})

const rowShape = z.object({
  sale_id: z.uuid(),
  merchant_id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  status: z.string(),
  phase: z.enum(['upcoming', 'live', 'paused', 'ended']),
  opens_at: z.coerce.date(),
  closes_at: z.coerce.date(),
  currency: z.string(),
  // PostgREST writes bigint as a number, but a string is how JSON keeps a large one.
  paid_orders: z.coerce.number().int().min(0),
  paid_cents: z.coerce.number().int().min(0).nullable(),
  items: z.array(itemShape),
})

/** Rows of my_sales() as the dashboard reads them; throws when the database answers another shape. */
export function mySalesFrom(rows: unknown): MySale[] {
  return z
    .array(rowShape)
    .parse(rows)
    .map((row) => ({
      id: row.sale_id,
      merchantId: row.merchant_id,
      slug: row.slug,
      title: row.title,
      status: row.status,
      phase: row.phase,
      opensAt: row.opens_at.toISOString(),
      closesAt: row.closes_at.toISOString(),
      currency: row.currency,
      paidOrders: row.paid_orders,
      paidCents: row.paid_cents,
      items: row.items,
    }))
}
