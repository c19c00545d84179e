import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { getLog } from '#lib/http/log.ts'
import type { ActionResult } from './result.ts'

export type ActionRules<Who, Schema extends z.ZodType, Data, Code extends string> = {
  name: string
  schema: Schema
  /** The sentence for input that a person cannot have typed, or typed wrong in a way the form lets through. */
  invalid: string
  /** The sentence for an error nobody expected: it must not claim that nothing happened. */
  failed: string
  run(input: z.output<Schema>, who: Who): Promise<ActionResult<Data, Code>>
}

type Caller<Who> = {
  /** Who the session says it is; null when it says nobody who may run such actions. */
  identify(): Promise<Who | null>
  /** The sentence for that. */
  sessionEnded(): string | Promise<string>
  /** Whether what the schema says of a field is a sentence to show there. */
  hasFieldErrors: boolean
}

/**
 * Runs one action: authenticates, parses, and answers `{ok: true, data}` or `{ok: false, code, message}`. No error text of ours,
 * Stripe's or Postgres' reaches the browser from here.
 */
export async function runAction<Who, Schema extends z.ZodType, Data, Code extends string>(
  caller: Caller<Who>,
  rules: ActionRules<Who, Schema, Data, Code>,
  input: unknown,
): Promise<ActionResult<Data, Code>> {
  try {
    const who = await caller.identify()
    if (who === null) return { ok: false, code: 'unauthenticated', message: await caller.sessionEnded() }
    const parsed = rules.schema.safeParse(input)
    if (parsed.success) return await rules.run(parsed.data, who)
    const refusal = { ok: false, code: 'invalid', message: rules.invalid } as const
    return caller.hasFieldErrors ? { ...refusal, fields: fieldErrors(parsed.error) } : refusal
  } catch (error) {
    // Redirects and not-found pages are thrown, too: they belong to Next.
    unstable_rethrow(error)
    getLog().error({ err: error, action: rules.name }, 'An action failed')
    return { ok: false, code: 'failed', message: rules.failed }
  }
}

function fieldErrors(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(error.issues.map(({ path, message }) => [path.join('.'), message]))
}
