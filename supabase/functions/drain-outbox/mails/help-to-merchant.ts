import { type MailThread, quotesOf } from './help.ts'
import type { Mail } from './mail.ts'
import { clip, nameOf, oneLine } from './words.ts'

/** A shopper asks for help and nobody of the merchant has read it yet. */
export function helpToMerchant(thread: MailThread, shopUrl: string): Mail {
  const shopper = nameOf(thread.shopperName)
  const last = thread.messages.at(-1)?.text ?? ''
  return {
    // The dashboard is in English, and so are its mails.
    language: 'en',
    subject: `Order ${thread.orderNumber}: ${shopper} asks for help`,
    preview: clip(oneLine(last), 140),
    heading:
      thread.messages.length > 1
        ? `${shopper} wrote ${thread.messages.length} messages`
        : `${shopper} asks for help`,
    blocks: quotesOf(thread, `${shopper}, order ${thread.orderNumber}`),
    button: { label: 'Answer in the dashboard', url: `${shopUrl}/dashboard/help/${thread.orderId}` },
    notes: [
      `Answered there, it stays with the order. A reply to this mail goes to ${thread.shopperEmail} and nowhere else.`,
    ],
    from: 'Stampede',
  }
}
