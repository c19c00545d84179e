import 'server-only'
import type { Contact } from '#lib/bags/contact.ts'
import { createServerSupabase } from '#lib/supabase/server.ts'
import { ADDRESSES_MAX, type KeptAddress } from './address.ts'

/** The addresses the shopper of this request keeps, the default first. None for a guest. Throws when the database does not answer. */
export async function listAddresses(): Promise<KeptAddress[]> {
  const supabase = await createServerSupabase()
  const { data: session } = await supabase.auth.getClaims()
  if (!session || session.claims.is_anonymous === true) return []
  const { data, error } = await supabase
    .from('shopper_addresses')
    .select('id, name, line1, line2, postal_code, city, country, is_default')
    .eq('shopper_id', session.claims.sub)
    .order('is_default', { ascending: false })
    .order('created_at', { ascending: true })
    .limit(ADDRESSES_MAX)
  if (error) throw new Error(`The addresses could not be read: ${error.message}`)
  return data.map(({ postal_code, is_default, ...rest }) => ({
    ...rest,
    postalCode: postal_code,
    isDefault: is_default,
  }))
}

/** Where the next parcel probably goes, with the account's e-mail; null for a guest, and for who keeps none. */
export async function getDefaultAddress(): Promise<Contact | null> {
  const address = (await listAddresses()).find((one) => one.isDefault)
  if (!address) return null
  const supabase = await createServerSupabase()
  const { data } = await supabase.from('accounts').select('email').maybeSingle()
  const { id: _id, isDefault: _isDefault, ...fields } = address
  return { ...fields, email: data?.email ?? '' }
}
