import type { Mail } from './mail.ts'
import { firstOf, lineLabel, type MailOrder, orderEnd } from './order.ts'
import { moneyIn, nameOf } from './words.ts'

/** The order will not be delivered. Where it was paid, `refundCents` of it goes back; 0 where nothing was charged. */
export function cancelled(order: MailOrder, refundCents: number, shopUrl: string): Mail {
  const wasPaid = order.paid_at !== null
  const money = moneyIn(order.currency)(wasPaid && refundCents === 0 ? order.total_cents : refundCents)
  return {
    subject: `Your order ${order.number} was cancelled`,
    preview: wasPaid ? `${money} goes back to where you paid from.` : 'Nothing was charged.',
    heading: 'This order was cancelled',
    blocks: [
      {
        kind: 'text',
        text: wasPaid
          ? `Hello ${nameOf(order.name)}, ${nameOf(order.merchants.name)} cannot send this order. ${money} goes back to where you paid from; banks take up to ten days to show it.`
          : `Hello ${nameOf(order.name)}, this order was cancelled before it was paid. Nothing was charged, and the units went back to the sale.`,
      },
      {
        kind: 'list',
        title: 'It was for',
        items: firstOf(order.order_lines.map((line) => lineLabel(line, line.quantity))),
      },
    ],
    ...orderEnd(order, shopUrl),
  }
}
