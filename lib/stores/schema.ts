import { z } from 'zod'
import { parseMoney } from '#lib/money/parse-money.ts'
import { CURRENCIES } from './currencies.ts'

const words = (what: string, max: number) =>
  z
    .string()
    .trim()
    .min(1, { error: `Write ${what}.` })
    .max(max, { error: `Make it shorter: ${max} characters at most.` })
const upTo = (max: number) =>
  z
    .string()
    .trim()
    .max(max, { error: `Make it shorter: ${max.toLocaleString('en')} characters at most.` })
const address = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, { error: 'Check the address: it should look like help@example.com.' })
const currency = z.enum(CURRENCIES, { error: 'Choose a currency.' })

export const openStoreSchema = z.object({
  requestId: z.uuid(),
  name: words('what the store is called', 120),
  supportEmail: address,
  currency,
})
export type OpenStoreInput = { requestId: string; name: string; supportEmail: string; currency: string }

export const openerSchema = z.object({ email: z.string().trim().toLowerCase().max(254).pipe(z.email()) })
export const openerCodeSchema = openerSchema.extend({
  code: z.string().max(40),
  // As long as Auth asks for.
  password: z.string().min(10).max(72),
})

const money = z
  .string()
  .trim()
  .refine((text) => text === '' || /^\d{1,5}([.,]\d{1,3})?$/.test(text), {
    error: 'Write an amount such as 4.90; 0 is free.',
  })
const percent = z
  .string()
  .trim()
  .refine(
    (text) => text === '' || (/^\d{1,3}([.,]\d{1,2})?$/.test(text) && Number(text.replace(',', '.')) <= 100),
    {
      error: 'Write a number such as 19 or 7.5; 0 is none.',
    },
  )
  .transform((text) => (text === '' ? null : Math.round(Number(text.replace(',', '.')) * 100)))

/** The settings as they are typed. Amounts come out in cents, rates in basis points; null where nothing is said yet. */
export const storeSchema = z
  .object({
    merchantId: z.uuid(),
    version: z.number().int().min(0),
    name: words('what the store is called', 120),
    story: upTo(4000),
    supportEmail: address,
    logoUrl: z.string().max(500).nullable(),
    // Not only one of the list: a store may have been set up by hand in another.
    currency: z.string().regex(/^[A-Z]{3}$/, { error: 'Choose a currency.' }),
    shipping: money,
    shippingNote: upTo(500),
    returnsNote: upTo(500),
    taxPercent: percent,
    taxName: words('what the tax is called, such as VAT', 20),
    capture: z.enum(['automatic', 'at_shipping']),
  })
  .transform(({ shipping, ...store }, context) => {
    const cents = shipping === '' ? null : parseMoney(shipping, store.currency)
    if (shipping !== '' && cents === null)
      context.addIssue({
        code: 'custom',
        input: shipping,
        path: ['shipping'],
        message: `Write an amount as ${store.currency} has it; 0 is free.`,
      })
    return { ...store, shippingCents: cents }
  })
export type StoreInput = z.input<typeof storeSchema>
export type StoreForm = Omit<StoreInput, 'merchantId' | 'version'>

export const merchantSchema = z.object({ merchantId: z.uuid() })
