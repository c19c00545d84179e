import { expect, test } from 'vitest'
import { renderMail } from '../../supabase/functions/drain-outbox/mails/mail.ts'
import type { Language } from '../../supabase/functions/drain-outbox/mails/say.ts'
import { signInCode } from '../../supabase/functions/drain-outbox/mails/sign-in-code.ts'
import { readSettings } from '../api/settings.ts'

const PLACEHOLDER = '{{ .Token }}'
const LINK = '{{ .SiteURL }}/sign-in?token_hash={{ .TokenHash }}'

/** Auth's templates choose by what the account was made with; Go's raw strings need no quotes that TOML would mind. */
function inTheirLanguage(words: (language: Language) => string): string {
  return `{{ if eq .Data.language \`de\` }}${words('de')}{{ else if eq .Data.language \`ar\` }}${words('ar')}{{ else }}${words('en')}{{ end }}`
}

test('the mail that Auth sends is our template with its own placeholder as the code', async () => {
  const mailIn = (language: Language, link: string | null = LINK) =>
    renderMail(signInCode(PLACEHOLDER, link, language))
  // When the words change: npm run test:local -- local/mail/sign-in-code -u
  await expect(inTheirLanguage((language) => mailIn(language).html)).toMatchFileSnapshot(
    '../../supabase/templates/code.html',
  )
  await expect(inTheirLanguage((language) => mailIn(language, null).html)).toMatchFileSnapshot(
    '../../supabase/templates/change-code.html',
  )
  const { mailTemplates } = readSettings({})
  expect(Object.keys(mailTemplates)).toEqual(['magic_link', 'confirmation', 'email_change'])
  for (const [name, template] of Object.entries(mailTemplates)) {
    expect(template.subject).toBe(inTheirLanguage((language) => mailIn(language).subject))
    expect(template.content_path).toMatch(
      name === 'email_change' ? /\/templates\/change-code\.html$/ : /\/templates\/code\.html$/,
    )
  }
})
