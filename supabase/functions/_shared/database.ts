import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { requireVariable, secretKeys } from './environment.ts'

const TIMEOUT_MS = 10_000

let client: SupabaseClient | null = null

/** The project as the role service_role, which row level security does not hold back. */
export function getDatabase(): SupabaseClient {
  const [key] = secretKeys()
  client ??= createClient(requireVariable('SUPABASE_URL'), key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  })
  return client
}

/** Calls a database function. Throws when it raises or does not answer, so that whoever called us tries again. */
export async function callDatabase(name: string, args: Record<string, unknown>): Promise<unknown> {
  const { data, error } = await getDatabase().rpc(name, args).abortSignal(AbortSignal.timeout(TIMEOUT_MS))
  if (error) throw new Error(`${name}: ${error.message}${error.code ? ` (${error.code})` : ''}`)
  return data
}

/** The same for the functions that answer one word, such as `settled` or `duplicate`. */
export async function callForOutcome(name: string, args: Record<string, unknown>): Promise<string> {
  const outcome = await callDatabase(name, args)
  if (typeof outcome !== 'string') throw new Error(`${name} answered no outcome.`)
  return outcome
}
