import type { Env } from '#lib/env.ts'

/** One thing that was looked at. `unknown`: it could not be looked at, which is neither good nor bad. */
export type Finding = {
  what: 'Keys' | 'Account' | 'Webhook endpoint' | 'Webhook function' | 'Deliveries'
  state: 'good' | 'fault' | 'unknown'
  says: string
  /** What whoever runs the installation does about it; null when there is nothing to do. */
  toDo: string | null
}

export type KeysEnv = Pick<Env, 'stripeSecretKey' | 'stripePublishableKey' | 'stripeApiBase'>

const modeOf = (key: string, kinds: string) =>
  new RegExp(`^(?:${kinds})_(test|live)_.`).exec(key)?.[1] ?? null

/** Whether the keys can belong together, by what they look like; nothing is asked. No key is part of an answer. */
export function findKeys(env: KeysEnv): Finding {
  const fault = (says: string, toDo: string): Finding => ({ what: 'Keys', state: 'fault', says, toDo })
  const good = (says: string): Finding => ({ what: 'Keys', state: 'good', says, toDo: null })
  const secretMode = modeOf(env.stripeSecretKey, 'sk|rk')
  if (env.stripeApiBase !== null) return good('The keys are the sandbox’s own: no real money can move.')
  if (secretMode === null)
    return fault(
      'The secret key does not look like one.',
      'Set STRIPE_SECRET_KEY to a key that begins with sk_ or rk_ (Stripe dashboard, Developers, API keys), for the shop and for the Edge Functions, and restart.',
    )
  const publishable = env.stripePublishableKey
  if (publishable === null)
    return fault(
      'The publishable key is missing: shoppers see no field for a card.',
      'Set NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY to the key that begins with pk_ and restart the shop.',
    )
  if (modeOf(publishable, 'sk|rk') !== null)
    return fault(
      'A secret key stands where the publishable key belongs, and every browser is sent it.',
      'Roll that key in the Stripe dashboard now. Then set NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY to the key that begins with pk_ and restart the shop.',
    )
  const mode = modeOf(publishable, 'pk')
  if (mode === null)
    return fault(
      'The publishable key does not look like one.',
      'Set NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY to the key that begins with pk_ and restart the shop.',
    )
  if (mode !== secretMode)
    return fault(
      `The secret key is of ${secretMode} mode and the publishable key of ${mode} mode: no payment can go through.`,
      'Set both keys from the same page of the Stripe dashboard, test or live, and restart the shop.',
    )
  return good(
    mode === 'live' ? 'Both keys are live: real money.' : 'Both keys are of test mode: nobody is charged.',
  )
}
