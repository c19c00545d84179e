import type { Mail } from './mail.ts'
import { languageOf, sayIn } from './say.ts'
import { nameOf, productName, timeOf } from './words.ts'

export type MailOffer = {
  language: string
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
  const say = sayIn(languageOf(mail.language))
  const time = timeOf(mail.expiresAt)
  const { quantity: count, asked } = mail
  const item = productName(mail.productName, mail.variantName)
  const sale = nameOf(mail.saleTitle)
  const text = [
    say('offerText', { item, sale, count }),
    ...(count < asked ? [say('offerFewer', { asked })] : []),
  ]
  return {
    language: say.language,
    subject: say('offerSubject', { count, time }),
    preview: say('offerPreview', { item, sale }),
    heading: say('offerSubject', { count, time }),
    blocks: [
      { kind: 'text', text: text.join(' ') },
      { kind: 'text', text: say('offerWaits', { time }) },
    ],
    button: { label: say('goToBag'), url: `${shopUrl}/sales/${mail.saleSlug}/bag` },
    notes: [say('questions', { email: mail.supportEmail })],
    from: nameOf(mail.merchantName),
  }
}
