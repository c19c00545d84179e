import type { Mail } from './mail.ts'
import { type MailOrder, orderEnd } from './order.ts'
import { clip, moneyIn, nameOf, oneLine } from './words.ts'

export type MailRefund = {
  amountCents: number
  /** True when nothing of what was charged is left. */
  isFull: boolean
  /** What the merchant said about it; empty where nobody did. */
  reason: string
}

/** Money is on its way back: how much of how much, and why. */
export function refunded(
  order: MailOrder,
  { amountCents, isFull, reason }: MailRefund,
  shopUrl: string,
): Mail {
  const money = moneyIn(order.currency)
  const amount = money(amountCents)
  const why = clip(oneLine(reason), 500)
  // The last of several refunds: nothing is left, and this mail is not about all of it.
  const isRest = isFull && amountCents < order.total_cents
  const which = isRest ? 'The rest of your' : isFull ? 'Your' : 'A part of your'
  const what = isRest ? 'the rest of the money' : isFull ? 'the money' : 'a part of the money'
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
      ...(why === ''
        ? []
        : [{ kind: 'quote' as const, author: `${nameOf(order.merchants.name)} says`, text: why }]),
    ],
    ...orderEnd(order, shopUrl),
  }
}
