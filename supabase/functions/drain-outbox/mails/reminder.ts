import type { Mail } from './mail.ts'
import { type Language, sayIn } from './say.ts'
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
export function reminder(sale: MailSale, shopUrl: string, language: Language = 'en'): Mail {
  const say = sayIn(language)
  const title = nameOf(sale.title)
  const time = instantOf(sale.opens_at, say)
  const tagline = clip(oneLine(sale.tagline), 300)
  return {
    language,
    subject: say('reminderSubject', { title }),
    preview: say('reminderPreview', { time }),
    heading: say('reminderSubject', { title }),
    blocks: [
      ...(tagline === '' ? [] : [{ kind: 'text' as const, text: tagline }]),
      { kind: 'text', text: say('reminderText', { time }) },
    ],
    button: { label: say('goToSale'), url: `${shopUrl}/sales/${sale.slug}` },
    notes: [say('reminderOnly'), say('questions', { email: sale.merchants.support_email })],
    from: nameOf(sale.merchants.name),
  }
}
