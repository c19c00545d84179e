import { randomUUID } from 'node:crypto'
import type { BrowserContext } from '@playwright/test'
import { createServerClient } from '@supabase/ssr'
import { requireEnv } from './test.ts'

/**
 * Makes an account and gives its session to a browser, as the shop's own cookies: what signing in leaves behind.
 * Answers the shopper's id.
 */
export async function signInShopper(context: BrowserContext, shopUrl: string): Promise<string> {
  const cookies: { name: string; value: string }[] = []
  const supabase = createServerClient(requireEnv('E2E_API_URL'), requireEnv('E2E_PUBLISHABLE_KEY'), {
    cookies: { getAll: () => [], setAll: (set) => void cookies.push(...set) },
  })
  const { data, error } = await supabase.auth.signUp({
    email: `${randomUUID()}@shopper.test`,
    password: randomUUID(),
  })
  if (error || !data.user) throw new Error(`No account was made: ${error?.message ?? 'no user'}`)
  await context.addCookies(
    cookies.map(({ name, value }) => ({
      name,
      value,
      url: shopUrl,
      httpOnly: true,
      sameSite: 'Lax' as const,
    })),
  )
  return data.user.id
}
