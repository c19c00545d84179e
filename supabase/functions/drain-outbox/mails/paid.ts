import type { Mail } from './mail.ts'
import { type MailOrder, orderEnd, receiptOf } from './order.ts'
import { addressLines, instantOf, moneyIn, nameOf } from './words.ts'

/** The receipt: the payment is here, the units are taken out of stock. */
export function paid(order: MailOrder, shopUrl: string): Mail {
  const merchant = nameOf(order.merchants.name)
  return {
    subject: `Your order ${order.number} is confirmed`,
    preview: `${moneyIn(order.currency)(order.total_cents)} paid. ${merchant} is getting your parcel ready.`,
    heading: `It is yours, ${nameOf(order.name)}`,
    blocks: [
      {
        kind: 'text',
        text: `Thank you. We have your payment and ${merchant} is getting your parcel ready. We write again when it leaves.`,
      },
      receiptOf(order),
      ...(order.paid_at ? [{ kind: 'text' as const, text: `Paid on ${instantOf(order.paid_at)}.` }] : []),
      { kind: 'lines', title: 'Goes to', lines: addressLines(order.name, order.address) },
    ],
    ...orderEnd(order, shopUrl),
  }
}
