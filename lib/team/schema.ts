import { z } from 'zod'
import { ROLES } from './permissions.ts'

const role = z.enum(ROLES)
export const inviteSchema = z.object({
  merchantId: z.uuid(),
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  role,
})
export const roleSchema = z.object({ merchantId: z.uuid(), userId: z.uuid(), role })
export const removeSchema = z.object({ merchantId: z.uuid(), userId: z.uuid() })
export const withdrawSchema = z.object({ id: z.uuid() })
/** The secret of an invitation's link. */
export const tokenSchema = z.object({ token: z.uuid() })
export const joinByCodeSchema = tokenSchema.extend({
  code: z.string().max(40),
  password: z.string().min(8).max(72),
})
