import type { Mail } from './mail.ts'
import { firstOf, lineLabel, type MailOrder, orderEnd } from './order.ts'
import { moneyIn, nameOf } from './words.ts'

/** The order will not be delivered. `chargedCents` is all that was ever taken for it, all of which goes back; 0 where nothing was. */
export function cancelled(order: MailOrder, chargedCents: number, shopUrl: string): Mail {
  const money = moneyIn(order.currency)(chargedCents)
  const name = nameOf(order.name)
  return {
    subject: `Your order ${order.number} was cancelled`,
    preview: chargedCents > 0 ? `You get all of your money back: ${money}.` : 'Nothing was charged.',
    heading: 'This order was cancelled',
    blocks: [
      {
        kind: 'text',
        text:
          chargedCents > 0
            ? `Hello ${name}, ${nameOf(order.merchants.name)} cannot send this order. You get all of your money back, ${money} in all, to where you paid from. Banks take up to ten days to show it.`
            : `Hello ${name}, this order was cancelled. Nothing was charged; where your bank shows the money set aside, it goes away by itself.`,
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
