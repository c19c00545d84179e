import { type PaymentAccount, paymentWords } from './payment-account.ts'
import type { StoreSteps } from './queries.ts'

export type Step = { title: string; about: string; href: string; isDone: boolean }

/** What a store needs until its first sale, in order, each as it is right now. */
export function stepsOf(steps: StoreSteps, account: PaymentAccount): Step[] {
  const sale = steps.draft_id ? `/dashboard/drafts/${steps.draft_id}` : '/dashboard/drafts/new'
  return [
    {
      title: 'Say who you are',
      about: 'A few sentences and a logo, for shoppers who do not know you yet.',
      href: '/dashboard/settings#store',
      isDone: steps.has_story,
    },
    {
      title: 'Shipping, returns and tax',
      about: 'Said once; every new sale begins with it.',
      href: '/dashboard/settings#sales',
      isDone: steps.has_terms,
    },
    {
      title: 'Payments',
      about: `${paymentWords(account).title}. ${account.isHeard === false ? 'See what is wrong' : 'Check it'} in the settings.`,
      href: '/dashboard/settings#payments',
      // With keys of Stripe, only once word has come back: a key alone proves nothing.
      isDone: account.isHeard !== false,
    },
    {
      title: 'The first product',
      about: 'A name, a picture and its choices.',
      href: steps.has_product ? '/dashboard/products' : '/dashboard/products/new',
      isDone: steps.has_product,
    },
    {
      title: 'The first sale',
      about:
        steps.draft_id && !steps.has_sale
          ? 'You have begun: go on with the draft.'
          : 'What is sold, when, and how many.',
      href: sale,
      isDone: steps.has_sale,
    },
  ]
}
