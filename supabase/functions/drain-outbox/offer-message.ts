import { escapeHtml, type Message, mailPage } from './mail-page.ts'

export type MailOffer = {
  productName: string
  variantName: string
  /** Units offered, and units asked for when getting in line. */
  quantity: number
  asked: number
  /** ISO 8601. */
  expiresAt: string
  saleTitle: string
  saleSlug: string
  merchantName: string
  supportEmail: string
}

/**
 * The mail to somebody in line for whom something came back. Nobody knows the reader's time zone here, so the instant says
 * its own; the bag, which the link leads to, counts the time down where they are.
 */
export function offerMessage(offer: MailOffer, shopUrl: string): Message {
  const until = `${new Date(offer.expiresAt).toISOString().slice(11, 16)} UTC`
  const name = [offer.productName, offer.variantName].filter((part) => part !== '').join(', ')
  const subject =
    offer.quantity === 1
      ? `One came back: yours until ${until}`
      : `${offer.quantity} came back: yours until ${until}`
  const url = `${shopUrl}/sales/${offer.saleSlug}/bag`
  const fewer = offer.quantity < offer.asked ? ` You asked for ${offer.asked}; that is all there was.` : ''
  const what = `You were next in line for ${name} in ${offer.saleTitle}, and ${offer.quantity} came back.${fewer}`
  const then = `It waits in your bag until ${until}, on the phone you got in line with. Then it goes to the next in line. Nothing is charged before you pay.`
  const help = `Questions? Write to ${offer.supportEmail}.`
  return {
    subject,
    text: [what, then, `Go to your bag: ${url}`, help, offer.merchantName].join('\n\n'),
    html: mailPage({
      subject,
      body: `<p>${escapeHtml(what)}</p>\n<p>${escapeHtml(then)}</p>`,
      link: { url, label: 'Go to your bag' },
      help,
    }),
  }
}
