import 'server-only'
import { createServerClient } from '@supabase/ssr'
import { cookies } from 'next/headers'
import { getEnv } from '#lib/env.ts'
import { MERCHANT_COOKIE, sessionCookieOptions } from '#lib/sessions/cookie-settings.ts'
import type { Database } from './database.types.ts'

/**
 * The database as the shopper of this request may see it: row level security decides by the session in their cookies. Make one per
 * request; it makes the page dynamic. The cookies are HttpOnly, so no script on a page can read them.
 */
export function createServerSupabase() {
  return createForRequest({})
}

/** The same for the person at the dashboard, whose session lives beside the shopper's of the same device. */
export function createMerchantSupabase() {
  return createForRequest({ name: MERCHANT_COOKIE })
}

async function createForRequest(cookie: { name?: string }) {
  // First: it makes the page dynamic, so that a build, which knows no environment, never gets to the next line.
  const jar = await cookies()
  const env = getEnv()
  return createServerClient<Database>(env.supabaseUrl, env.supabasePublishableKey, {
    cookieOptions: { ...sessionCookieOptions(env.shopUrl.startsWith('https:')), ...cookie },
    cookies: {
      getAll: () => jar.getAll(),
      setAll(changed) {
        try {
          for (const { name, value, options } of changed) jar.set(name, value, options)
        } catch {
          // A page that is being rendered may not set cookies; the next action or API call renews the session instead.
        }
      },
    },
  })
}
