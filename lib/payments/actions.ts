'use server'

import { z } from 'zod'
import type { ActionResult } from '#lib/actions/result.ts'
import { shopperAction } from '#lib/actions/shopper-action.ts'
import { getEnv } from '#lib/env.ts'
import { getStripe } from '#lib/stripe/client.ts'

/**
 * What Stripe.js does in the browser when there is a Stripe account: makes a confirmation token, here from one of
 * Stripe's test payment methods. Refused wherever a Stripe account is connected.
 */
export async function makeSandboxToken(
  paymentMethod: string,
): Promise<ActionResult<{ token: string }, 'no_sandbox'>> {
  return shopperAction(
    {
      name: 'makeSandboxToken',
      schema: z.string().regex(/^pm_[A-Za-z0-9_]{1,100}$/),
      invalid: 'Choose one of the bank’s answers.',
      failed: 'The payment sandbox does not answer. Try again in a moment.',
      async run(method) {
        const env = getEnv()
        if (env.stripeApiBase === null || env.stripePublishableKey !== null) {
          return {
            ok: false,
            code: 'no_sandbox',
            message: 'This shop takes real cards: reload the page to pay.',
          }
        }
        const token = await getStripe().testHelpers.confirmationTokens.create({ payment_method: method })
        return { ok: true, data: { token: token.id } }
      },
    },
    paymentMethod,
  )
}
