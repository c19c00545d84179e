import { z } from 'zod'
import type { SalePhase } from '#lib/sales/phase.ts'
import { STEPS, type Step } from './steps.ts'

export type Device = 'phone' | 'tablet' | 'desk'
export type VisitCount = { kind: Step; device: Device; source: string; visits: number }
/** Where the units were at an instant; `atSeconds` since 1970. */
export type SellPoint = { atSeconds: number; sold: number; held: number; free: number; paidCents: number }

/** What became of everybody who came to a sale. Visits are counted by pages; claims, orders and money by the shop. */
export type Insight = {
  sale: {
    id: string
    slug: string
    title: string
    status: string
    phase: SalePhase
    currency: string
    opensAtMs: number
    closesAtMs: number
  }
  visits: VisitCount[]
  /** Visits of programs that say so; in none of the other figures. */
  bots: number
  /** Below 1 when the shop was too busy to keep every visit and the rest stand for all. */
  keptShare: number
  reminders: number
  claims: number
  openClaims: number
  paidClaims: number
  paidOrders: number
  paidCents: number
  declined: number
  stock: number
  sold: number
  allTakenAtMs: number | null
  soldOutAtMs: number | null
  sellThrough: SellPoint[]
}

const whole = z.coerce.number().int()
const ms = z.coerce.date().transform((date) => date.getTime())

const shape = z.object({
  sale: z.object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    status: z.string(),
    phase: z.enum(['upcoming', 'live', 'paused', 'ended']),
    currency: z.string(),
    opens_at: ms,
    closes_at: ms,
  }),
  visits: z.array(
    z.object({
      kind: z.enum(STEPS),
      device: z.enum(['phone', 'tablet', 'desk']),
      source: z.string(),
      visits: whole,
    }),
  ),
  bots: whole,
  kept: whole,
  stood_for: whole,
  reminders: whole,
  claims: whole,
  open_claims: whole,
  paid_claims: whole,
  paid_orders: whole,
  paid_cents: whole,
  declined: whole,
  stock: whole,
  sold: whole,
  all_taken_at: ms.nullable(),
  sold_out_at: ms.nullable(),
  sell_through: z.array(z.tuple([whole, whole, whole, whole, whole])),
})

/** What insight() answers, as the screen reads it; throws when the database answers another shape. */
export function insightFrom(json: unknown): Insight {
  const row = shape.parse(json)
  const { opens_at: opensAtMs, closes_at: closesAtMs, ...sale } = row.sale
  return {
    sale: { ...sale, opensAtMs, closesAtMs },
    visits: row.visits,
    bots: row.bots,
    keptShare: row.stood_for === 0 ? 1 : row.kept / row.stood_for,
    reminders: row.reminders,
    claims: row.claims,
    openClaims: row.open_claims,
    paidClaims: row.paid_claims,
    paidOrders: row.paid_orders,
    paidCents: row.paid_cents,
    declined: row.declined,
    stock: row.stock,
    sold: row.sold,
    allTakenAtMs: row.all_taken_at,
    soldOutAtMs: row.sold_out_at,
    sellThrough: row.sell_through.map(([atSeconds, sold, held, free, paidCents]) => ({
      atSeconds,
      sold,
      held,
      free,
      paidCents,
    })),
  }
}
