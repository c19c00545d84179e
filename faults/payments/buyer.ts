import { setTimeout as pause } from 'node:timers/promises'
import { payForOrder, type Tap } from '#lib/payments/pay-for-order.ts'
import type { Payment, Refusal } from '#lib/payments/payment.ts'
import type { Random } from '../shoppers/random.ts'
import type { PaymentShop } from './shop.ts'

/** Everything one shopper will do, decided by the seed before the run. */
export type BuyerPlan = {
  shopperId: string
  claimRequestId: string
  card: string
  /** How often the same tap is sent at once: a double tap, two tabs. */
  twins: number
  /** What the bank's question is answered with, and when. */
  challenge: 'approve' | 'refuse' | 'ignore'
  challengeAfterMs: number
  /** Whether a declined shopper tries a good card, or walks away. */
  triesAgain: boolean
  /** Stops asking in line after so many questions; most never do. */
  patience: number
  /** Taps only when the claim has almost run out, or has. */
  dawdlesMs: number
}

export function planBuyer(random: Random): BuyerPlan {
  const luck = random.next()
  const card =
    luck < 0.6
      ? 'pm_card_visa'
      : luck < 0.75
        ? 'pm_card_visa_chargeDeclined'
        : luck < 0.92
          ? 'pm_card_threeDSecure2Required'
          : 'pm_sandbox_slow'
  return {
    shopperId: random.uuid(),
    claimRequestId: random.uuid(),
    card,
    twins: random.chance(0.25) ? 2 : 1,
    challenge: random.chance(0.75) ? 'approve' : random.chance(0.5) ? 'refuse' : 'ignore',
    // Some answer the bank when their time to pay is over.
    challengeAfterMs: random.chance(0.2) ? random.int(4_000, 9_000) : random.int(0, 500),
    triesAgain: random.chance(0.8),
    patience: random.chance(0.03) ? 2 : 1_000,
    dawdlesMs: random.chance(0.08) ? random.int(7_000, 11_000) : 0,
  }
}

const MAX_TAPS = 6
const ADDRESS = { line1: 'Kai 1', line2: '', postalCode: '20457', city: 'Hamburg', country: 'DE' }

/** One checkout from claim to its last answer. Answers in words what became of it, for the count. */
export async function buy(shop: PaymentShop, plan: BuyerPlan, random: Random): Promise<string> {
  if (!(await claim(shop, plan))) return 'found none left'
  await pause(plan.dawdlesMs)
  let card = plan.card
  for (let tap = 1; tap <= MAX_TAPS; tap++) {
    const payment = await tapAll(shop, plan, card, random.uuid())
    switch (payment.status) {
      case 'busy':
        await pause(random.int(50, 300))
        continue
      case 'declined':
        if (!plan.triesAgain) return 'declined and gone'
        card = 'pm_card_visa'
        continue
      case 'requires_action':
        if (payment.nextAction.type !== 'redirect_to_url' || plan.challenge === 'ignore')
          return 'left the bank’s question'
        await pause(plan.challengeAfterMs)
        await answerBank(payment.nextAction.url, plan.challenge)
        return `challenge: ${plan.challenge}`
      default:
        return payment.status
    }
  }
  return 'gave up'
}

async function claim({ sql, itemId }: PaymentShop, plan: BuyerPlan): Promise<boolean> {
  const [row] = await sql<{ outcome: string }[]>`
    select outcome from claim_stock(array[${plan.claimRequestId}]::uuid[], array[${plan.shopperId}]::uuid[],
      array[${itemId}]::uuid[], array[1])`
  return row?.outcome === 'claimed'
}

/** One tap, sent as often as its plan says, each until there is an answer that is not a place in line. */
async function tapAll(
  shop: PaymentShop,
  plan: BuyerPlan,
  card: string,
  requestId: string,
): Promise<Payment | Refusal> {
  const token = await shop.stripe.testHelpers.confirmationTokens.create({ payment_method: card })
  const tap: Tap = {
    shopperId: plan.shopperId,
    saleId: shop.saleId,
    requestId,
    confirmationToken: token.id,
    delivery: { email: 'ada@example.com', name: 'Ada Lovelace', address: ADDRESS },
  }
  const answers = await Promise.all(Array.from({ length: plan.twins }, () => ask(shop, tap, plan.patience)))
  // The screen that knows more leads on: a question of the bank's before a tab that knows nothing.
  return answers.find(({ status }) => status === 'requires_action') ?? answers[0] ?? { status: 'busy' }
}

async function ask(shop: PaymentShop, tap: Tap, patience: number): Promise<Payment | Refusal> {
  for (let asked = 1; ; asked++) {
    const answer = await payForOrder(shop.deps, tap)
    if (answer.status !== 'queued' || asked >= patience) return answer
    await pause(150)
  }
}

/** The bank's page is part of the sandbox; nobody promises that it answers. */
async function answerBank(url: string, outcome: 'approve' | 'refuse'): Promise<void> {
  const body = new URLSearchParams({ outcome })
  await fetch(url, { method: 'POST', body, redirect: 'manual' }).catch(() => undefined)
}
