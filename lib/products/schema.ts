import { z } from 'zod'
import { ALT_MAX_LENGTH, PICTURES_PER_PRODUCT } from '#lib/pictures/limits.ts'

const words = (what: string, max: number) =>
  z
    .string()
    .trim()
    .min(1, { error: `Write ${what}.` })
    .max(max, { error: `Make it shorter: ${max} characters at most.` })

/** "7", "7.5" or "7,5" as basis points; empty is null, the rate of the sale. */
const percent = z
  .string()
  .trim()
  .refine((text) => text === '' || /^\d{1,3}([.,]\d{1,2})?$/.test(text), {
    error: 'Write a number such as 7 or 7.5, or leave it empty.',
  })
  .transform((text) => (text === '' ? null : Math.round(Number(text.replace(',', '.')) * 100)))
  .refine((basisPoints) => basisPoints === null || basisPoints <= 10_000, {
    error: 'A rate is 100 % at most.',
  })

const variants = z
  .array(z.object({ id: z.uuid(), name: words('what this choice is called', 80) }))
  .min(1, { error: 'Keep at least one choice.' })
  .max(100, { error: 'A product has 100 choices at most.' })
  .check(({ value, issues }) => {
    const seen = new Set<string>()
    for (const [at, { name }] of value.entries()) {
      if (seen.has(name.toLowerCase()))
        issues.push({
          code: 'custom',
          input: name,
          path: [at, 'name'],
          message: 'Another choice has this name: change one of them.',
        })
      seen.add(name.toLowerCase())
    }
  })

export const productSchema = z.object({
  merchantId: z.uuid(),
  id: z.uuid(),
  /** The version that was being looked at; null for a product that is new. */
  version: z.number().int().min(0).nullable(),
  name: words('what it is called', 120),
  description: z.string().max(4000, { error: 'Make it shorter: 4,000 characters at most.' }),
  taxPercent: percent,
  variants,
  pictures: z
    .array(z.object({ url: z.string().max(500), alt: words('what the picture shows', ALT_MAX_LENGTH) }))
    .max(PICTURES_PER_PRODUCT),
  /** Pictures added and taken out again before saving: their files may go. */
  takenOut: z.array(z.string().max(500)).max(200),
})
export type ProductInput = z.input<typeof productSchema>

export const removalSchema = z.object({ merchantId: z.uuid(), id: z.uuid() })
export type RemovalInput = z.input<typeof removalSchema>
