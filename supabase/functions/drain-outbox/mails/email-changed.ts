import type { Mail } from './mail.ts'
import { type Language, sayIn } from './say.ts'

/** To the address an account had until now. The new one is only hinted at: the old mailbox may be somebody else's by then. */
export function emailChanged(to: string, shopUrl: string, language: Language = 'en'): Mail {
  const say = sayIn(language)
  return {
    language,
    subject: say('emailChangedSubject'),
    preview: say('emailChangedPreview'),
    heading: say('emailChangedSubject'),
    blocks: [
      { kind: 'text', text: say('emailChangedText', { email: hintOf(to) }) },
      { kind: 'text', text: say('emailChangedStays') },
    ],
    button: { label: say('emailChangedButton'), url: `${shopUrl}/account` },
    notes: [say('emailChangedNotYou')],
    from: 'Stampede',
  }
}

/** "ada@example.com" as "a…@example.com". */
function hintOf(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, 1)}…${email.slice(at)}`
}
