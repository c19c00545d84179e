import type { Mail } from './mail.ts'
import { nameOf, productName, timeOf } from './words.ts'

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

/** To somebody in line for whom something came back. The bag, which the link leads to, counts the time down where they are. */
export function offer(mail: MailOffer, shopUrl: string): Mail {
  const until = timeOf(mail.expiresAt)
  const came = mail.quantity === 1 ? 'One came back' : `${mail.quantity} came back`
  const fewer = mail.quantity < mail.asked ? ` You asked for ${mail.asked}; that is all there was.` : ''
  return {
    subject: `${came}: yours until ${until}`,
    preview: `${productName(mail.productName, mail.variantName)} in ${nameOf(mail.saleTitle)}`,
    heading: `${came}: yours until ${until}`,
    blocks: [
      {
        kind: 'text',
        text: `You were next in line for ${productName(mail.productName, mail.variantName)} in ${nameOf(mail.saleTitle)}, and ${mail.quantity} came back.${fewer}`,
      },
      {
        kind: 'text',
        text: `It waits in your bag until ${until}, on the phone you got in line with. Then it goes to the next in line. Nothing is charged before you pay.`,
      },
    ],
    button: { label: 'Go to your bag', url: `${shopUrl}/sales/${mail.saleSlug}/bag` },
    notes: [`Questions? Write to ${mail.supportEmail}.`],
    from: nameOf(mail.merchantName),
  }
}
