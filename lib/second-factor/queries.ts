import 'server-only'
import { cache } from 'react'
import { createMerchantSupabase } from '#lib/supabase/server.ts'

export type SecondFactor = { factorId: string; since: string; codesLeft: number }

/** The signed-in person's authenticator app, or null. Throws when Auth or the database does not answer. */
export async function getSecondFactor(): Promise<SecondFactor | null> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase.auth.mfa.listFactors()
  if (error) throw new Error(`The second factors could not be read: ${error.message}`)
  const factor = data.totp[0]
  if (!factor) return null
  const { data: left, error: leftError } = await supabase.rpc('recovery_codes_left')
  if (leftError) throw new Error(`The recovery codes could not be counted: ${leftError.message}`)
  return { factorId: factor.id, since: factor.created_at, codesLeft: left }
}

/**
 * Whether the session has still to show a second factor that the person has set up. By what the cookies say, for the way through the pages; what
 * such a session may do, Postgres decides.
 */
export const isCodeDue = cache(async (): Promise<boolean> => {
  const supabase = await createMerchantSupabase()
  const { data } = await supabase.auth.mfa.getAuthenticatorAssuranceLevel()
  return data?.currentLevel === 'aal1' && data.nextLevel === 'aal2'
})
