import type { Mail } from './mail.ts'
import { firstOf, lineLabel, type MailOrder, orderEnd } from './order.ts'
import { languageOf, type Say, sayIn } from './say.ts'
import { moneyIn, nameOf, productName } from './words.ts'

export type MailRefund = {
  amountCents: number
  /** True when nothing of what was charged is left. */
  isFull: boolean
  /** What it is for: lines of the order, with 0 units where only money goes back. Empty where nobody said. */
  lines: { claim_id: string; quantity: number }[]
}

/** What went back: all, the last of several (this mail is not about all of it then), or one of them. */
const WORDS = {
  all: { subject: 'refundedSubject', text: 'refundedText' },
  rest: { subject: 'refundedRestSubject', text: 'refundedRestText' },
  part: { subject: 'refundedPartSubject', text: 'refundedPartText' },
} as const

/** Money is on its way back: how much of how much, and for what. Why is between the merchant and their log. */
export function refunded(order: MailOrder, refund: MailRefund, shopUrl: string): Mail {
  const say = sayIn(languageOf(order.language))
  const { amountCents, isFull } = refund
  const money = moneyIn(order.currency, say)
  const amount = money(amountCents)
  const words = WORDS[isFull ? (amountCents < order.total_cents ? 'rest' : 'all') : 'part']
  const items = itemsOf(order, refund, say)
  return {
    language: say.language,
    subject: say(words.subject, { number: order.number, amount }),
    preview: say('refundedPreview'),
    heading: say('refundedHeading', { amount }),
    blocks: [
      { kind: 'text', text: say(words.text, { name: nameOf(order.name) }) },
      {
        kind: 'amounts',
        rows: [[say('paid'), money(order.total_cents)]],
        total: [say('onItsWayBack'), amount],
      },
      ...(items.length > 0 ? [{ kind: 'list' as const, title: say('isFor'), items }] : []),
    ],
    ...orderEnd(order, shopUrl, say),
  }
}

function itemsOf(order: MailOrder, refund: MailRefund, say: Say): string[] {
  const items = refund.lines.flatMap(({ claim_id, quantity }) => {
    const line = order.order_lines.find((one) => one.claim_id === claim_id)
    if (!line) return []
    return [quantity > 0 ? lineLabel(line, quantity) : productName(line.product_name, line.variant_name)]
  })
  return firstOf(items, say)
}
