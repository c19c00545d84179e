import { z } from 'zod'

const reason = z.string().trim().min(1).max(500)
const units = z.number().int().min(1).max(10_000_000)

/** One move of a sale, or of the stock of one of its items. */
export const moveSchema = z.discriminatedUnion('move', [
  z.object({
    move: z.enum(['pause', 'resume', 'close', 'cancel']),
    saleId: z.uuid(),
    requestId: z.uuid(),
    reason,
  }),
  z.object({
    move: z.literal('extend'),
    saleId: z.uuid(),
    requestId: z.uuid(),
    reason,
    closesAt: z.iso.datetime(),
  }),
  z.object({
    move: z.enum(['restock', 'withdraw']),
    itemId: z.uuid(),
    requestId: z.uuid(),
    reason,
    quantity: units,
  }),
])

export type MoveInput = z.input<typeof moveSchema>
