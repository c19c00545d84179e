import { expect, test } from 'vitest'
import { renderMail } from '../../supabase/functions/drain-outbox/mails/mail.ts'
import { signInCode } from '../../supabase/functions/drain-outbox/mails/sign-in-code.ts'
import { readSettings } from '../api/settings.ts'

const PLACEHOLDER = '{{ .Token }}'
const LINK = '{{ .SiteURL }}/sign-in?token_hash={{ .TokenHash }}'

test('the mail that Auth sends is our template with its own placeholder as the code', async () => {
  const { subject, html } = renderMail(signInCode(PLACEHOLDER, LINK))
  // When the words change: npm run test:local -- local/mail/sign-in-code -u
  await expect(html).toMatchFileSnapshot('../../supabase/templates/code.html')
  const { mailTemplates } = readSettings({})
  expect(Object.keys(mailTemplates)).toEqual(['magic_link', 'confirmation', 'email_change'])
  for (const template of Object.values(mailTemplates)) {
    expect(template.subject).toBe(subject)
    expect(template.content_path).toMatch(/\/supabase\/templates\/code\.html$/)
  }
})
