import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { getLog } from '#lib/http/log.ts'
import { getText } from '#lib/languages/request-language.ts'
import { createServerSupabase } from '#lib/supabase/server.ts'
import type { ActionResult } from './result.ts'

type Rules<Schema extends z.ZodType, Data, Code extends string> = {
  name: string
  schema: Schema
  /** The sentence for input that a person cannot have typed, or typed wrong in a way the form lets through. */
  invalid: string
  /** The sentence for an error nobody expected: it must not claim that nothing happened. */
  failed: string
  run(input: z.output<Schema>, shopperId: string): Promise<ActionResult<Data, Code>>
}

/**
 * Runs one action for whoever the session says: authenticates, parses, and answers `{ok: true, data}` or
 * `{ok: false, code, message}`. No error text of ours, Stripe's or Postgres' reaches the browser from here.
 */
export async function shopperAction<Schema extends z.ZodType, Data, Code extends string>(
  rules: Rules<Schema, Data, Code>,
  input: unknown,
): Promise<ActionResult<Data, Code>> {
  try {
    const shopperId = await getShopperId()
    if (!shopperId) {
      const t = await getText('signIn')
      return { ok: false, code: 'unauthenticated', message: t('sessionEnded') }
    }
    const parsed = rules.schema.safeParse(input)
    if (!parsed.success) return { ok: false, code: 'invalid', message: rules.invalid }
    return await rules.run(parsed.data, shopperId)
  } catch (error) {
    // Redirects and not-found pages are thrown, too: they belong to Next.
    unstable_rethrow(error)
    getLog().error({ err: error, action: rules.name }, 'An action failed')
    return { ok: false, code: 'failed', message: rules.failed }
  }
}

/** The id in the session's verified claims; guests have one as well. Null without a session. */
async function getShopperId(): Promise<string | null> {
  const supabase = await createServerSupabase()
  const { data } = await supabase.auth.getClaims()
  return data?.claims.sub ?? null
}
