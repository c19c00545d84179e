import type { Mail } from './mail.ts'
import { type MailOrder, orderEnd, receiptOf } from './order.ts'
import { languageOf, sayIn } from './say.ts'
import { addressLines, instantOf, moneyIn, nameOf } from './words.ts'

/** The receipt: the payment is here, the units are taken out of stock. */
export function paid(order: MailOrder, shopUrl: string): Mail {
  const say = sayIn(languageOf(order.language))
  const { number } = order
  const merchant = nameOf(order.merchants.name)
  const time = order.paid_at ? instantOf(order.paid_at, say) : null
  return {
    language: say.language,
    subject: say('paidSubject', { number }),
    preview: say('paidPreview', { amount: moneyIn(order.currency, say)(order.total_cents), merchant }),
    heading: say('paidHeading', { name: nameOf(order.name) }),
    blocks: [
      { kind: 'text', text: say('paidText', { merchant }) },
      receiptOf(order, say),
      ...(time ? [{ kind: 'text' as const, text: say('paidOn', { time }) }] : []),
      { kind: 'lines', title: say('goesTo'), lines: addressLines(order.name, order.address, say) },
    ],
    ...orderEnd(order, shopUrl, say),
  }
}
