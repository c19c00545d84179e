import 'server-only'
import { cache } from 'react'
import { z } from 'zod'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { ROLES, type Role } from '#lib/team/permissions.ts'
import { type MySale, mySalesFrom } from './my-sales.ts'

export type MemberMerchant = {
  id: string
  name: string
  slug: string
  /** ISO 4217, what its prices are in. */
  currency: string
  role: Role
}

/** Who is looking at the dashboard: nobody signed in (or only a shopper's anonymous session), or somebody with an e-mail. */
export type Viewer = { userId: string; email: string }

const membershipShape = z.array(
  z.object({
    role: z.enum(ROLES),
    merchants: z.object({ id: z.uuid(), name: z.string(), slug: z.string(), currency: z.string() }),
  }),
)

/** The signed-in person, or null. The token's signature is checked; an anonymous session is a shopper, not a person. */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const supabase = await createMerchantSupabase()
  const { data } = await supabase.auth.getClaims()
  const claims = data?.claims
  if (!claims || claims.is_anonymous === true || !claims.email) return null
  return { userId: claims.sub, email: claims.email }
})

/** The merchants the signed-in person works for, by name; none for everybody else. Throws when the database does not answer. */
export const listMyMerchants = cache(async (): Promise<MemberMerchant[]> => {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase
    .from('merchant_members')
    .select('role, merchants(id, name, slug, currency)')
  if (error) throw new Error(`The memberships could not be read: ${error.message}`)
  return membershipShape
    .parse(data)
    .map(({ role, merchants }) => ({ ...merchants, role }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
})

/** Every sale of the merchant with all counters, as the database has them now. Throws when it does not answer. */
export async function listMySales(merchantId: string): Promise<MySale[]> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase.rpc('my_sales', { p_merchant_id: merchantId })
  if (error) throw new Error(`The sales could not be read: ${error.message}`)
  return mySalesFrom(data)
}

/**
 * The session's access token for the realtime channel of the dashboard, refreshed when it is about to end; null when
 * nobody is signed in. `expiresAtMs` is epoch milliseconds.
 */
export async function getAccessToken(): Promise<{ accessToken: string; expiresAtMs: number } | null> {
  // Verified first: getSession() only reads the cookie, and what is in it is not to be believed.
  if (!(await getViewer())) return null
  const supabase = await createMerchantSupabase()
  const { data } = await supabase.auth.getSession()
  if (!data.session) return null
  return { accessToken: data.session.access_token, expiresAtMs: (data.session.expires_at ?? 0) * 1000 }
}
