import 'server-only'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import type { MemberMerchant } from './queries.ts'

/** Which of the merchants somebody works for has the sale; null when it is none of theirs, or there is none. Throws when the database does not answer. */
export async function getSaleOwner(
  slug: string,
  merchants: readonly MemberMerchant[],
): Promise<MemberMerchant | null> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase.from('sales').select('merchant_id').eq('slug', slug).maybeSingle()
  if (error) throw new Error(`The sale ${slug} could not be read: ${error.message}`)
  return merchants.find(({ id }) => id === data?.merchant_id) ?? null
}
