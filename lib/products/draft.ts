import { z } from 'zod'
import { readKept } from '#lib/offline/read-kept.ts'

/** What stands in the form of a product. The tax is what was typed. */
export type ProductDraft = {
  name: string
  description: string
  taxPercent: string
  variants: { id: string; name: string }[]
  pictures: { url: string; alt: string }[]
}

const kept = z.object({
  id: z.uuid(),
  version: z.number().int().nullable(),
  draft: z.object({
    name: z.string(),
    description: z.string(),
    taxPercent: z.string(),
    variants: z.array(z.object({ id: z.string(), name: z.string() })),
    pictures: z.array(z.object({ url: z.string(), alt: z.string() })),
  }),
})
export type KeptProduct = z.output<typeof kept>

/** What was typed and not saved, as this device keeps it; null for nothing, or for what an older version of the shop kept. */
export function readKeptProduct(text: string | null): KeptProduct | null {
  return readKept(kept, text)
}
