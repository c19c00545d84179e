import 'server-only'
import type { Sql } from 'postgres'
import type Stripe from 'stripe'
import { getCustomer, withCustomer } from './customers.ts'
import { NO_WAYS, type WaysToPay } from './saved-card.ts'
import { listSavedCards } from './saved-cards.ts'
import { takeCustomersTurn } from './take-customers-turn.ts'

export type WaysDeps = { sql: Sql; stripe: Stripe; hasStripeJs: boolean }

/**
 * What a shopper can pay with besides a new card. With Stripe.js the cards are shown, kept and removed by Elements, with
 * its own unticked checkbox, for which it needs a session of the customer; without it our own panel lists them.
 * Keeping is for paying while one is here (`on_session`) only: nobody's card is ever charged when they are away.
 * Throws when Stripe or the database does not answer; the page then offers what a guest has.
 */
export async function openWaysToPay(deps: WaysDeps, shopperId: string): Promise<WaysToPay> {
  const { sql, stripe, hasStripeJs } = deps
  if (!hasStripeJs) {
    const { hasAccount, customerId } = await getCustomer(sql, shopperId)
    const asks = customerId !== null && (await takeCustomersTurn(sql))
    const cards = asks
      ? await withCustomer(sql, stripe, shopperId, (customer) => listSavedCards(stripe, customer))
      : null
    return { canKeep: hasAccount, cards: cards ?? [], sessionSecret: null }
  }
  if (!(await takeCustomersTurn(sql))) return NO_WAYS
  const session = await withCustomer(sql, stripe, shopperId, (customer) => openSession(stripe, customer))
  if (session === null) return NO_WAYS
  return { canKeep: true, cards: [], sessionSecret: session.client_secret }
}

function openSession(stripe: Stripe, customer: string): Promise<Stripe.CustomerSession> {
  return stripe.customerSessions.create({
    customer,
    components: {
      payment_element: {
        enabled: true,
        features: {
          payment_method_allow_redisplay_filters: ['always'],
          payment_method_redisplay: 'enabled',
          payment_method_remove: 'enabled',
          payment_method_save: 'enabled',
          payment_method_save_usage: 'on_session',
        },
      },
    },
  })
}
