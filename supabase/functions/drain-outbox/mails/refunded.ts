import type { Mail } from './mail.ts'
import { firstOf, lineLabel, type MailOrder, orderEnd } from './order.ts'
import { moneyIn, nameOf, productName } from './words.ts'

export type MailRefund = {
  amountCents: number
  /** True when nothing of what was charged is left. */
  isFull: boolean
  /** What it is for: lines of the order, with 0 units where only money goes back. Empty where nobody said. */
  lines: { claim_id: string; quantity: number }[]
}

/** Money is on its way back: how much of how much, and for what. Why is between the merchant and their log. */
export function refunded(order: MailOrder, refund: MailRefund, shopUrl: string): Mail {
  const { amountCents, isFull } = refund
  const money = moneyIn(order.currency)
  const amount = money(amountCents)
  // The last of several refunds: nothing is left, and this mail is not about all of it.
  const isRest = isFull && amountCents < order.total_cents
  const which = isRest ? 'The rest of your' : isFull ? 'Your' : 'A part of your'
  const what = isRest ? 'the rest of the money' : isFull ? 'the money' : 'a part of the money'
  const items = itemsOf(order, refund)
  return {
    subject: `${which} order ${order.number} was refunded: ${amount}`,
    preview: 'It goes back to where you paid from. Banks take up to ten days to show it.',
    heading: `${amount} is on its way back`,
    blocks: [
      {
        kind: 'text',
        text: `Hello ${nameOf(order.name)}, ${what} for this order is on its way back to where you paid from. Banks take up to ten days to show it.`,
      },
      {
        kind: 'amounts',
        rows: [['Paid', money(order.total_cents)]],
        total: ['On its way back', amount],
      },
      ...(items.length > 0 ? [{ kind: 'list' as const, title: 'It is for', items }] : []),
    ],
    ...orderEnd(order, shopUrl),
  }
}

function itemsOf(order: MailOrder, refund: MailRefund): string[] {
  const items = refund.lines.flatMap(({ claim_id, quantity }) => {
    const line = order.order_lines.find((one) => one.claim_id === claim_id)
    if (!line) return []
    return [quantity > 0 ? lineLabel(line, quantity) : productName(line.product_name, line.variant_name)]
  })
  return firstOf(items)
}
