import { keepLanguage } from '#lib/accounts/keep-language.ts'
import { getLanguage } from '#lib/languages/request-language.ts'
import { createServerSupabase } from '#lib/supabase/server.ts'

/**
 * The language this device has changed to is that of whoever is signed in on it. It is read from the request like that of every
 * page, so nobody can be made to set another than their own. A guest has none to keep: their orders say it.
 */
export async function POST(): Promise<Response> {
  const supabase = await createServerSupabase()
  const { data: session } = await supabase.auth.getClaims()
  if (session && session.claims.is_anonymous !== true) await keepLanguage(supabase, await getLanguage())
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
}
