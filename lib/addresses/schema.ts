import 'server-only'
import { z } from 'zod'
import { contactSchema } from '#lib/orders/schema.ts'

/** An address is the checkout's contact without its e-mail; the id is made by the device, so that a repeated save is one address. */
export const addressSchema = contactSchema.omit({ email: true })
export const saveAddressSchema = z.object({ id: z.uuid(), isDefault: z.boolean(), address: addressSchema })
