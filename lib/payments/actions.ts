'use server'

import { z } from 'zod'
import type { ActionResult } from '#lib/actions/result.ts'
import { shopperAction } from '#lib/actions/shopper-action.ts'
import { getEnv } from '#lib/env.ts'
import { getText } from '#lib/languages/request-language.ts'
import { getPool } from '#lib/postgres/pool.ts'
import { getStripe } from '#lib/stripe/client.ts'
import { getCustomer, openCustomer } from './customers.ts'
import { makeToken, type SandboxChoice } from './sandbox-token.ts'
import { removeSavedCard } from './saved-cards.ts'

const methodId = z.string().regex(/^pm_[A-Za-z0-9_]{1,100}$/)

/**
 * What Stripe.js does in the browser when there is a Stripe account: makes a confirmation token, here from one of
 * Stripe's test payment methods or the shopper's own saved card. Refused wherever a Stripe account is connected.
 */
export async function makeSandboxToken(
  choice: SandboxChoice,
): Promise<ActionResult<{ token: string }, 'no_sandbox' | 'no_card'>> {
  const t = await getText('payments')
  return shopperAction(
    {
      name: 'makeSandboxToken',
      schema: z.object({ paymentMethod: methodId, keep: z.boolean() }),
      invalid: t('sandboxInvalid'),
      failed: t('sandboxFailed'),
      async run(chosen, shopperId) {
        const env = getEnv()
        if (env.stripeApiBase === null || env.stripePublishableKey !== null) {
          return { ok: false, code: 'no_sandbox', message: t('noSandbox') }
        }
        const customerId = chosen.keep
          ? await openCustomer(getPool(), getStripe(), shopperId)
          : (await getCustomer(getPool(), shopperId)).customerId
        const token = await makeToken(getStripe(), customerId, chosen)
        if (token !== null) return { ok: true, data: { token } }
        return { ok: false, code: 'no_card', message: t('noCard') }
      },
    },
    choice,
  )
}

/** Removes one of the shopper's own kept cards for good. Removing one that is gone already is as good. */
export async function removeCard(cardId: string): Promise<ActionResult<{ removed: boolean }>> {
  const t = await getText('payments')
  return shopperAction(
    {
      name: 'removeCard',
      schema: methodId,
      invalid: t('cardInvalid'),
      failed: t('cardFailed'),
      async run(id, shopperId) {
        const { customerId } = await getCustomer(getPool(), shopperId)
        return { ok: true, data: { removed: await removeSavedCard(getStripe(), customerId, id) } }
      },
    },
    cardId,
  )
}
