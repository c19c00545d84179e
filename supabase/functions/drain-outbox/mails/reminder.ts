import type { Mail } from './mail.ts'
import { clip, instantOf, nameOf, oneLine } from './words.ts'

/** A sale as the Data API answers it. */
export type MailSale = {
  slug: string
  title: string
  tagline: string
  opens_at: string
  merchants: { name: string; support_email: string }
}

/** To somebody who asked to be reminded of a sale, shortly before it opens. */
export function reminder(sale: MailSale, shopUrl: string): Mail {
  const title = nameOf(sale.title)
  const opens = instantOf(sale.opens_at)
  const tagline = clip(oneLine(sale.tagline), 300)
  return {
    subject: `${title} opens soon`,
    preview: `${opens}. The countdown on the page is exact where you are.`,
    heading: `${title} opens soon`,
    blocks: [
      ...(tagline === '' ? [] : [{ kind: 'text' as const, text: tagline }]),
      {
        kind: 'text',
        text: `It opens on ${opens}. Open the page a minute early: the countdown there is exact wherever you are, and the button turns by itself.`,
      },
    ],
    button: { label: 'Go to the sale', url: `${shopUrl}/sales/${sale.slug}` },
    notes: [
      'You asked for this one mail, and it is the only one.',
      `Questions? Write to ${sale.merchants.support_email}.`,
    ],
    from: nameOf(sale.merchants.name),
  }
}
