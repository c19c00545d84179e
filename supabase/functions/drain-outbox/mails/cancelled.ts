import type { Mail } from './mail.ts'
import { firstOf, lineLabel, type MailOrder, orderEnd } from './order.ts'
import { languageOf, sayIn } from './say.ts'
import { moneyIn, nameOf } from './words.ts'

/** The order will not be delivered. `chargedCents` is all that was ever taken for it, all of which goes back; 0 where nothing was. */
export function cancelled(order: MailOrder, chargedCents: number, shopUrl: string): Mail {
  const say = sayIn(languageOf(order.language))
  const amount = moneyIn(order.currency, say)(chargedCents)
  const name = nameOf(order.name)
  const merchant = nameOf(order.merchants.name)
  return {
    language: say.language,
    subject: say('cancelledSubject', { number: order.number }),
    preview: chargedCents > 0 ? say('cancelledPreview', { amount }) : say('nothingCharged'),
    heading: say('cancelledHeading'),
    blocks: [
      {
        kind: 'text',
        text:
          chargedCents > 0
            ? say('cancelledText', { name, merchant, amount })
            : say('cancelledUnchargedText', { name }),
      },
      {
        kind: 'list',
        title: say('wasFor'),
        items: firstOf(
          order.order_lines.map((line) => lineLabel(line, line.quantity)),
          say,
        ),
      },
    ],
    ...orderEnd(order, shopUrl, say),
  }
}
