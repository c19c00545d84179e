import { type MailThread, quotesOf } from './help.ts'
import type { Mail } from './mail.ts'
import { languageOf, sayIn } from './say.ts'
import { clip, nameOf, oneLine } from './words.ts'

/** The merchant has answered and the shopper has not read it yet. */
export function helpToShopper(thread: MailThread, shopUrl: string): Mail {
  const say = sayIn(languageOf(thread.language))
  const { orderNumber: number } = thread
  const count = thread.messages.length
  const merchant = nameOf(thread.merchantName)
  const last = thread.messages.at(-1)?.text ?? ''
  return {
    language: say.language,
    subject: say('answeredSubject', { merchant, number }),
    preview: clip(oneLine(last), 140),
    heading: count > 1 ? say('messagesForYou', { count }) : say('answeredHeading', { merchant }),
    blocks: quotesOf(thread, say('quotedAs', { merchant, number })),
    button: { label: say('readAndAnswer'), url: `${shopUrl}/orders/${thread.orderId}/help` },
    notes: [say('answerNote', { email: thread.supportEmail })],
    from: merchant,
  }
}
