import 'server-only'
import { createClient } from '@supabase/supabase-js'
import { getEnv } from '#lib/env.ts'
import { shared } from '#lib/http/shared.ts'
import type { Database } from './database.types.ts'

/**
 * The database as somebody nobody knows may see it: what every shopper sees alike. It reads no cookies, so the pages made with it
 * are the same bytes for everybody and can be cached as such. One for the whole process.
 */
export function getPublicSupabase() {
  return shared('public-supabase', () => {
    const env = getEnv()
    return createClient<Database>(env.supabaseUrl, env.supabasePublishableKey, {
      auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    })
  })
}
