import { z } from 'zod'
import { readTrackingNumber } from '#lib/shipping/carriers.ts'

/** One line of text that somebody typed, without control characters. */
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}+$/u)
const reason = z.string().trim().min(1).max(500)
const units = z.number().int().min(0).max(1_000)
const cents = z.number().int().min(0).max(1_000_000_000_000)

/** Empty for a letter that has no number. */
const tracking = z
  .string()
  .trim()
  .max(100)
  .refine((number) => number === '' || readTrackingNumber(number) !== null)

export const shipSchema = z.object({
  orderId: z.uuid(),
  requestId: z.uuid(),
  carrier: text(60),
  trackingNumber: tracking,
  /** Units of each line that are in the parcel. */
  lines: z
    .array(z.object({ claimId: z.uuid(), quantity: units }))
    .min(1)
    .max(100),
})

export const shipManySchema = z.object({
  merchantId: z.uuid(),
  carrier: text(60),
  orders: z
    .array(z.object({ orderId: z.uuid(), requestId: z.uuid(), trackingNumber: tracking }))
    .min(1)
    .max(100),
})

export const deliverSchema = z.object({ shipmentId: z.uuid(), requestId: z.uuid() })

export const cancelSchema = z.object({ orderId: z.uuid(), requestId: z.uuid(), reason })

export const refundSchema = z.object({
  orderId: z.uuid(),
  requestId: z.uuid(),
  reason,
  isRestocked: z.boolean(),
  shippingCents: cents,
  /** `quantity`: units that have not left and will not; `amountCents`: the money of the line that goes back. */
  lines: z.array(z.object({ claimId: z.uuid(), quantity: units, amountCents: cents })).max(100),
})

export const returnSchema = z.object({
  shipmentId: z.uuid(),
  requestId: z.uuid(),
  reason,
  isRestocked: z.boolean(),
  isRefunded: z.boolean(),
  lines: z
    .array(z.object({ claimId: z.uuid(), quantity: units }))
    .min(1)
    .max(100),
})

export type ShipInput = z.input<typeof shipSchema>
export type ShipManyInput = z.input<typeof shipManySchema>
export type DeliverInput = z.input<typeof deliverSchema>
export type CancelInput = z.input<typeof cancelSchema>
export type RefundInput = z.input<typeof refundSchema>
export type ReturnInput = z.input<typeof returnSchema>
