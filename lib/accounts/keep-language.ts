import 'server-only'
import type { Language } from '#lib/languages/languages.ts'
import type { createServerSupabase } from '#lib/supabase/server.ts'

type Supabase = Awaited<ReturnType<typeof createServerSupabase>>

/** Auth keeps the language with the account: what is mailed to it is written in that. Throws when Auth does not take it. */
export async function keepLanguage(supabase: Supabase, language: Language): Promise<void> {
  const { error } = await supabase.auth.updateUser({ data: { language } })
  if (error) throw new Error(`The language of an account could not be kept: ${error.message}`)
}
