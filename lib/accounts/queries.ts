import 'server-only'
import { cookies } from 'next/headers'
import { createServerSupabase } from '#lib/supabase/server.ts'
import { AFTER_CODE, nextPath } from './next-path.ts'

/** Who this device is: nobody yet, a guest, or somebody with an account. `email` is null until a code has proved it. */
export type Visitor =
  | { kind: 'nobody' }
  | { kind: 'guest'; id: string }
  | { kind: 'account'; id: string; email: string | null; name: string }

/** Throws when the database does not answer. */
export async function getVisitor(): Promise<Visitor> {
  const supabase = await createServerSupabase()
  const { data: session } = await supabase.auth.getClaims()
  if (!session) return { kind: 'nobody' }
  const id = session.claims.sub
  if (session.claims.is_anonymous === true) return { kind: 'guest', id }
  const { data, error } = await supabase
    .from('accounts')
    .select('email, name')
    .eq('shopper_id', id)
    .maybeSingle()
  if (error) throw new Error(`The account could not be read: ${error.message}`)
  return { kind: 'account', id, email: data?.email ?? null, name: data?.name ?? '' }
}

/** Where the link of a mail leads on to: what was asked for on this device, if it was this one. */
export async function getKeptNext(): Promise<string> {
  return nextPath((await cookies()).get('stampede-next')?.value, AFTER_CODE)
}
