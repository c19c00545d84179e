import 'server-only'
import { z } from 'zod'
import { CONTACT_MAX } from '#lib/bags/contact.ts'
import { isCountry } from '#lib/bags/countries.ts'

/** Trimmed text of 1 to `max` characters, without control characters: it is printed on a label and in a mail. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}+$/u)

/** The form's contact, checked again here: the browser's own check is a courtesy. */
export const contactSchema = z.object({
  email: z.string().trim().max(CONTACT_MAX.email).pipe(z.email()),
  name: line(CONTACT_MAX.name),
  line1: line(CONTACT_MAX.line1),
  line2: z.union([z.literal(''), line(CONTACT_MAX.line2)]),
  postalCode: line(CONTACT_MAX.postalCode),
  city: line(CONTACT_MAX.city),
  country: z.string().trim().refine(isCountry),
})

/** What the pay button sends. `requestId` is kept on the device until its answer is known. */
export const payForBagSchema = z.object({
  saleId: z.uuid(),
  requestId: z.uuid(),
  confirmationToken: z.string().regex(/^ctoken_[A-Za-z0-9_]{1,200}$/),
  contact: contactSchema,
})

export type PayForBagInput = z.input<typeof payForBagSchema>
