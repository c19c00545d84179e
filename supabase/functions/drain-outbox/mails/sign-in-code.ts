import type { Mail } from './mail.ts'
import { type Language, sayIn } from './say.ts'

/**
 * The code that proves an address. Supabase Auth sends this one, hosted and local, because only it knows the code: its
 * templates in supabase/templates are this mail with Auth's own placeholders as the code and the address of the link. Without a link where
 * the code is for another address of somebody who is signed in: it is typed there, and signs nobody in.
 */
export function signInCode(code: string, signInUrl: string | null, language: Language = 'en'): Mail {
  const say = sayIn(language)
  return {
    language,
    subject: say('codeSubject', { code }),
    preview: say('codePreview'),
    heading: say('codeHeading'),
    blocks: [
      { kind: 'text', text: say('codeText') },
      { kind: 'code', code },
      { kind: 'text', text: say('codeGood') },
    ],
    button: signInUrl === null ? null : { label: say('codeButton'), url: signInUrl },
    notes: [say('codeNotYou')],
    from: 'Stampede',
  }
}
