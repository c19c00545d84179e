import { countMessages, type MailThread, quotesOf } from './help.ts'
import type { Mail } from './mail.ts'
import { clip, nameOf, oneLine } from './words.ts'

/** The merchant has answered and the shopper has not read it yet. */
export function helpToShopper(thread: MailThread, shopUrl: string): Mail {
  const merchant = nameOf(thread.merchantName)
  const last = thread.messages.at(-1)?.text ?? ''
  return {
    subject: `${merchant} answered about order ${thread.orderNumber}`,
    preview: clip(oneLine(last), 140),
    heading: thread.messages.length > 1 ? `${countMessages(thread)} for you` : `${merchant} answered`,
    blocks: quotesOf(thread, `${merchant} to you, about order ${thread.orderNumber}`),
    button: { label: 'Read and answer', url: `${shopUrl}/orders/${thread.orderId}/help` },
    notes: [
      `The button works on the device you ordered with. From any other, answer this mail: it goes to ${thread.supportEmail}.`,
    ],
    from: merchant,
  }
}
