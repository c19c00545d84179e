import 'server-only'
import type Stripe from 'stripe'
import { getSavedMethod } from './saved-cards.ts'

export type SandboxChoice = {
  /** One of Stripe's test payment methods, or a card that was kept. */
  paymentMethod: string
  /** Whether to keep the card for next time. */
  keep: boolean
}

const TEST_METHOD = /^pm_(card|sandbox)_/

/**
 * Makes what Stripe.js makes in the browser: a confirmation token, here of a test payment method or of the customer's own
 * saved card. To be kept, the card is made first as the element's checkbox makes it: shown again always, used on session.
 * Null when the card is nobody's, or somebody else's. Throws when the sandbox does not answer.
 */
export async function makeToken(
  stripe: Stripe,
  customerId: string | null,
  { paymentMethod, keep }: SandboxChoice,
): Promise<string | null> {
  if (!TEST_METHOD.test(paymentMethod)) {
    const saved = await getSavedMethod(stripe, customerId, paymentMethod)
    return saved ? (await create(stripe, { payment_method: saved.id })).id : null
  }
  if (!keep || customerId === null) return (await create(stripe, { payment_method: paymentMethod })).id
  const card = await stripe.paymentMethods.create({
    type: 'card',
    card: { token: paymentMethod.replace(/^pm_(card_)?/, 'tok_') },
    allow_redisplay: 'always',
  })
  return (await create(stripe, { payment_method: card.id, setup_future_usage: 'on_session' })).id
}

function create(
  stripe: Stripe,
  params: NonNullable<Parameters<Stripe['testHelpers']['confirmationTokens']['create']>[0]>,
): Promise<Stripe.ConfirmationToken> {
  return stripe.testHelpers.confirmationTokens.create(params)
}
