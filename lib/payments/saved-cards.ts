import 'server-only'
import type Stripe from 'stripe'
import { isMissing } from './customers.ts'
import type { SavedCard } from './saved-card.ts'

/** As many as Elements can show at most. */
const CARDS_MAX = 10

/**
 * The cards a customer wants to see again, the newest first: those kept with the checkbox, which is what Stripe calls
 * `always`. Throws when Stripe does not answer.
 */
export async function listSavedCards(stripe: Stripe, customerId: string): Promise<SavedCard[]> {
  const { data } = await stripe.customers.listPaymentMethods(customerId, {
    type: 'card',
    allow_redisplay: 'always',
    limit: CARDS_MAX,
  })
  return data.flatMap(({ id, card }) =>
    card
      ? [{ id, brand: card.brand, last4: card.last4, expMonth: card.exp_month, expYear: card.exp_year }]
      : [],
  )
}

/** A payment method if it is this customer's own, null for anybody else's and for none. */
export async function getSavedMethod(
  stripe: Stripe,
  customerId: string | null,
  methodId: string,
): Promise<Stripe.PaymentMethod | null> {
  if (customerId === null) return null
  try {
    const method = await stripe.customers.retrievePaymentMethod(customerId, methodId)
    return method.customer === customerId ? method : null
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** Takes a card off its customer for good; false when it was not theirs. Throws when Stripe does not answer. */
export async function removeSavedCard(
  stripe: Stripe,
  customerId: string | null,
  methodId: string,
): Promise<boolean> {
  const method = await getSavedMethod(stripe, customerId, methodId)
  if (!method) return false
  await stripe.paymentMethods.detach(method.id)
  return true
}
