import { z } from 'zod'

/** A certificate as sale_certificate() writes it. Money in minor units of its currency, instants ISO 8601 in UTC. */
export type Certificate = z.infer<typeof certificateShape>
export type CertificateItem = z.infer<typeof itemShape>
export type CertificateMoney = z.infer<typeof moneyShape>

/** The kinds of line a certificate can be recomputed from, in the order in which a file has them. */
export const BOOKS = ['movements', 'waits', 'orders', 'money'] as const
export type Book = (typeof BOOKS)[number]

/** How a claim can end; `open` is held or being paid, `ended` what a cancelled payment or sale took back. */
export const FATES = ['paid', 'given_back', 'lapsed', 'refund_due', 'ended', 'open'] as const
export type Fate = (typeof FATES)[number]

/** How a place in line can end; the first two have not. */
export const PLACES = ['waiting', 'offered', 'taken', 'lapsed', 'left', 'over'] as const
export type Place = (typeof PLACES)[number]

const count = z.number().int().min(0)

const itemShape = z.object({
  number: z.number().int().min(1),
  product: z.string(),
  variant: z.string(),
  priceCents: count,
  opened: count,
  restocked: count,
  returned: count,
  free: count,
  held: count,
  sold: count,
  withdrawn: count,
  claims: count,
  lastPosition: count,
  waits: count,
  lastPlace: count,
})

const moneyShape = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/),
  orders: count,
  openOrders: count,
  paidOrders: count,
  ordersCents: count,
  taxCents: count,
  authorisedCents: count,
  chargedCents: count,
  refundedCents: z.number().int(),
  disputedCents: z.number().int(),
  feeCents: count,
})

const fateShape = z.object({ claims: count, units: count })
const digestShape = z.object({ lines: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const ofAll = <Key extends string, Shape extends z.ZodType>(keys: readonly Key[], shape: Shape) =>
  z.record(z.enum(keys), shape)

export const certificateShape = z.object({
  version: z.literal(1),
  at: z.string(),
  isFinal: z.boolean(),
  isArchived: z.boolean(),
  sale: z.object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    merchant: z.string(),
    status: z.string(),
    phase: z.enum(['upcoming', 'live', 'paused', 'ended']),
    opensAt: z.string(),
    closesAt: z.string(),
  }),
  items: z.array(itemShape),
  fates: ofAll(FATES, fateShape),
  line: ofAll(PLACES, count),
  money: z.array(moneyShape),
  gaps: z.array(z.object({ of: z.string(), gap: z.string(), detail: z.string() })),
  digests: ofAll(BOOKS, digestShape),
})

const lines = z.array(z.string())

/** The file one can download: the certificate and every line it was computed from. */
export const certificateFileShape = z.object({
  certificate: certificateShape,
  movements: lines,
  waits: lines,
  orders: lines,
  money: lines,
})
export type CertificateFile = z.infer<typeof certificateFileShape>

/** What an item had in all, and where it is: the two sides that must be equal. */
export function balanceOf(
  item: Pick<CertificateItem, 'opened' | 'restocked' | 'free' | 'held' | 'sold' | 'withdrawn'>,
) {
  return { had: item.opened + item.restocked, has: item.sold + item.held + item.free + item.withdrawn }
}
