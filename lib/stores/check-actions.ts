'use server'

import type { z } from 'zod'
import { memberAction } from '#lib/actions/member-action.ts'
import type { ActionResult } from '#lib/actions/result.ts'
import { getEnv } from '#lib/env.ts'
import { getPool } from '#lib/postgres/pool.ts'
import { getStripe } from '#lib/stripe/client.ts'
import { checkPayments as look } from './check-payments.ts'
import { storeRefusal } from './outcome-words.ts'
import type { Finding } from './payment-keys.ts'
import { merchantSchema } from './schema.ts'

/** Looks at everything payments need, right now. For whoever may change the store; changes nothing. */
export async function checkPayments(
  input: z.input<typeof merchantSchema>,
): Promise<ActionResult<Finding[], string>> {
  return memberAction<typeof merchantSchema, Finding[], string>(
    {
      name: 'checkPayments',
      schema: merchantSchema,
      invalid: 'Reload the page and try again.',
      failed: 'It could not be checked just now. Try again in a minute: nothing was changed.',
      async run({ merchantId }, supabase) {
        const { data: refusal, error } = await supabase.rpc('why_not', {
          p_merchant_id: merchantId,
          p_action: 'edit_store',
        })
        if (error) throw new Error(`why_not: ${error.message}`)
        if (refusal !== null) return storeRefusal(refusal)
        // Three calls of housekeeping: somebody who keeps pressing must not stand before shoppers who pay.
        const [turn] = await getPool()<{ wait_ms: number }[]>`
          select public.take_stripe_tokens('housekeeping', 3) as wait_ms`
        if (turn?.wait_ms !== 0) return storeRefusal('busy')
        return { ok: true, data: await look({ stripe: getStripe(), env: getEnv() }) }
      },
    },
    input,
  )
}
