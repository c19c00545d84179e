import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { getLog } from '#lib/http/log.ts'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import type { ActionResult } from './result.ts'

type Member = Awaited<ReturnType<typeof createMerchantSupabase>>

type Rules<Schema extends z.ZodType, Data, Code extends string> = {
  name: string
  schema: Schema
  /** The sentence for input that a person cannot have typed, or typed wrong in a way the form lets through. */
  invalid: string
  /** The sentence for an error nobody expected: it must not claim that nothing happened. */
  failed: string
  run(input: z.output<Schema>, supabase: Member): Promise<ActionResult<Data, Code>>
}

/**
 * Runs one action of the dashboard for whoever is signed in there, with the database as they may see it. What they may do, the functions in
 * Postgres decide by their role. Answers as every action does; no error text of ours or Postgres' reaches the browser.
 */
export async function memberAction<Schema extends z.ZodType, Data, Code extends string>(
  rules: Rules<Schema, Data, Code>,
  input: unknown,
): Promise<ActionResult<Data, Code>> {
  try {
    const supabase = await createMerchantSupabase()
    const { data } = await supabase.auth.getClaims()
    if (!data || data.claims.is_anonymous === true) {
      return {
        ok: false,
        code: 'unauthenticated',
        message: 'Your session has ended. Sign in again; nothing was changed.',
      }
    }
    const parsed = rules.schema.safeParse(input)
    if (!parsed.success) {
      const fields = Object.fromEntries(
        parsed.error.issues.map(({ path, message }) => [path.join('.'), message]),
      )
      return { ok: false, code: 'invalid', message: rules.invalid, fields }
    }
    return await rules.run(parsed.data, supabase)
  } catch (error) {
    // Redirects and not-found pages are thrown, too: they belong to Next.
    unstable_rethrow(error)
    getLog().error({ err: error, action: rules.name }, 'An action of the dashboard failed')
    return { ok: false, code: 'failed', message: rules.failed }
  }
}
