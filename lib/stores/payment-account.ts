import type { Env } from '#lib/env.ts'

export type PaymentAccount = {
  kind: 'sandbox' | 'test' | 'live'
  /** Whether the installation has heard of it within a week. Null in the sandbox, which is part of the installation. */
  isHeard: boolean | null
}

const LATELY_MS = 7 * 24 * 3_600_000

/** Where money of this installation goes, by its keys, and whether word comes back; `heardAt` is when it last did. */
export function paymentAccountOf(
  { stripeApiBase, stripeSecretKey }: Pick<Env, 'stripeApiBase' | 'stripeSecretKey'>,
  heardAt: Date | null,
  nowMs: number,
): PaymentAccount {
  if (stripeApiBase !== null) return { kind: 'sandbox', isHeard: null }
  const isHeard = heardAt !== null && nowMs - heardAt.getTime() < LATELY_MS
  return { kind: /^(sk|rk)_live_/.test(stripeSecretKey) ? 'live' : 'test', isHeard }
}

/** What the account is and what is to be done about it, in sentences. */
export function paymentWords({ kind, isHeard }: PaymentAccount): {
  title: string
  about: string
  toDo: string
} {
  const silence =
    'No word has come from Stripe within a week. If there were payments, whoever runs this installation should look at the webhook in the Stripe dashboard; paid orders are found by asking Stripe meanwhile.'
  if (kind === 'sandbox')
    return {
      title: 'Sandbox: no real money',
      about: 'Cards are pretended, so that you can try everything. Nobody is charged.',
      toDo: 'Before selling for real, whoever runs this installation sets the keys of a Stripe account and restarts it (docs/deploy.md); check them here then.',
    }
  if (kind === 'test')
    return {
      title: 'Stripe, test mode: no real money',
      about: 'Payments go to Stripe with its test cards. Nobody is charged.',
      toDo: isHeard ? 'Before selling for real, whoever runs this installation sets the live keys.' : silence,
    }
  return {
    title: 'Stripe, live: real money',
    about: 'Shoppers are charged, and the money arrives in the Stripe account of this installation.',
    toDo: isHeard ? 'Nothing to do: Stripe and this shop hear of each other.' : silence,
  }
}
