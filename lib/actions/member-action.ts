import 'server-only'
import type { z } from 'zod'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import type { ActionResult } from './result.ts'
import { type ActionRules, runAction } from './run-action.ts'

type Member = Awaited<ReturnType<typeof createMerchantSupabase>>

/**
 * Runs one action of the dashboard for whoever is signed in there, with the database as they may see it. What they may do, the functions in
 * Postgres decide by their role.
 */
export function memberAction<Schema extends z.ZodType, Data, Code extends string>(
  rules: ActionRules<Member, Schema, Data, Code>,
  input: unknown,
): Promise<ActionResult<Data, Code>> {
  return runAction(
    {
      identify: getMember,
      sessionEnded: () => 'Your session has ended. Sign in again; nothing was changed.',
      hasFieldErrors: true,
    },
    rules,
    input,
  )
}

async function getMember(): Promise<Member | null> {
  const supabase = await createMerchantSupabase()
  const { data } = await supabase.auth.getClaims()
  return data && data.claims.is_anonymous !== true ? supabase : null
}
