import { z } from 'zod'
import { readKept } from '#lib/offline/read-kept.ts'
import type { StoreForm } from './schema.ts'

const text = z.string()
const kept = z.object({
  version: z.number().int(),
  store: z.object({
    name: text,
    story: text,
    supportEmail: text,
    logoUrl: text.nullable(),
    currency: text,
    shipping: text,
    shippingNote: text,
    returnsNote: text,
    taxPercent: text,
    taxName: text,
    capture: z.enum(['automatic', 'at_shipping']),
  }) satisfies z.ZodType<StoreForm>,
})
export type KeptStore = z.output<typeof kept>

/** Settings that were typed and not saved, as this device keeps them; null for nothing, or for what an older version of the shop kept. */
export function readKeptStore(text: string | null): KeptStore | null {
  return readKept(kept, text)
}
