import 'server-only'
import type { z } from 'zod'
import { getText } from '#lib/languages/request-language.ts'
import { createServerSupabase } from '#lib/supabase/server.ts'
import type { ActionResult } from './result.ts'
import { type ActionRules, runAction } from './run-action.ts'

/** Runs one action for whoever the session says, which it is given the id of. The words about a field are the form's own. */
export function shopperAction<Schema extends z.ZodType, Data, Code extends string>(
  rules: ActionRules<string, Schema, Data, Code>,
  input: unknown,
): Promise<ActionResult<Data, Code>> {
  return runAction(
    {
      identify: getShopperId,
      sessionEnded: async () => (await getText('signIn'))('sessionEnded'),
      hasFieldErrors: false,
    },
    rules,
    input,
  )
}

/** The id in the session's verified claims; guests have one as well. Null without a session. */
async function getShopperId(): Promise<string | null> {
  const supabase = await createServerSupabase()
  const { data } = await supabase.auth.getClaims()
  return data?.claims.sub ?? null
}
