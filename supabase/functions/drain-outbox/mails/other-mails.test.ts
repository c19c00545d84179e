import { deepEqual, doesNotMatch, equal, match, ok, throws } from 'node:assert/strict'
import { emailChanged } from './email-changed.ts'
import { helpToMerchant } from './help-to-merchant.ts'
import { helpToShopper } from './help-to-shopper.ts'
import { invitation } from './invitation.ts'
import { renderMail } from './mail.ts'
import { offer } from './offer.ts'
import { reminder } from './reminder.ts'
import { OFFER, SALE, THREAD } from './samples.ts'
import { sayIn } from './say.ts'
import { security } from './security.ts'
import { signInCode } from './sign-in-code.ts'
import { addressLines, clip, instantOf, oneLine } from './words.ts'

const SHOP = 'https://shop.example'

Deno.test('an offer says what came back, until when, and where it is', () => {
  const { subject, text } = renderMail(offer(OFFER, SHOP))
  equal(subject, 'One came back: yours until 14:32 UTC')
  for (const part of [
    'Moon jar, Ash in Autumn firing',
    '14:32 UTC',
    `${SHOP}/sales/autumn-firing/bag`,
    'help@kiln.test',
  ])
    ok(text.includes(part), part)
  doesNotMatch(text, /You asked for/)
})

Deno.test('fewer than asked for is said, in the subject as well', () => {
  const { subject, text } = renderMail(offer({ ...OFFER, quantity: 2, asked: 3 }, SHOP))
  equal(subject, '2 came back: yours until 14:32 UTC')
  match(text, /2 came back\. You asked for 3; that is all there was\./)
})

Deno.test('an invitation says who asks whom as what, until when, and nobody can put markup into it', () => {
  const row = {
    email: 'new@example.com',
    role: 'packer',
    expires_at: '2026-12-01T10:00:00.000+00:00',
    merchants: { name: '<b>Kiln</b>', support_email: 'help@kiln.test' },
  }
  const { subject, text, html } = renderMail(invitation(row, 'a-token', SHOP))
  match(subject, /^Join .*Kiln.* on Stampede$/)
  match(text, /a packer: ship orders and answer shoppers/)
  match(text, /for new@example\.com alone and works once, until 1 December 2026, 10:00 UTC/)
  ok(html.includes(`href="${SHOP}/dashboard/join/a-token"`))
  ok(!html.includes('<b>Kiln'))
})

Deno.test('a mail about signing in says what changed, when, and what to do when it was somebody else', () => {
  for (const [what, subject] of [
    ['app_added', /app was set up/],
    ['app_removed', /app of your account was removed/],
    ['code_used', /recovery code was used/],
    ['codes_renewed', /New recovery codes/],
  ] as const) {
    const mail = renderMail(security(what, '2026-12-01T10:00:00.000+00:00', SHOP))
    match(mail.subject, subject)
    match(mail.text, /on 1 December 2026, 10:00 UTC/)
    match(mail.text, /It was not you\? .*another password at once/)
    ok(mail.text.includes(`${SHOP}/dashboard/security`))
  }
  throws(() => security('nothing', '2026-12-01T10:00:00.000+00:00', SHOP), /deploy the functions again/)
})

Deno.test('a reminder says what opens, when, and that it is the only one', () => {
  const { subject, text } = renderMail(reminder(SALE, SHOP))
  equal(subject, 'Autumn firing opens soon')
  match(text, /It opens on 22 November 2026, 18:00 UTC\./)
  ok(text.includes(`${SHOP}/sales/autumn-firing`))
  match(text, /it is the only one/)
})

Deno.test('a code can be read in the list of mails; its link leads to a page with a button, which a mail scanner cannot use up', () => {
  const { subject, text, html } = renderMail(signInCode('482913', `${SHOP}/sign-in?token_hash=0f3a9c`))
  equal(subject, 'Your Stampede code: 482913')
  match(text, /\n {4}482913\n/)
  ok(html.includes(`href="${SHOP}/sign-in?token_hash=0f3a9c"`))
  doesNotMatch(html, /auth\/v1\/verify/)
})

Deno.test('a code for another e-mail signs nobody in, and the address before is told no more than a hint of it', () => {
  const code = renderMail(signInCode('482913', null))
  match(code.text, /\n {4}482913\n/)
  doesNotMatch(code.html, /token_hash|<a /)
  const { text, html } = renderMail(emailChanged('ada@example.com', SHOP))
  match(text, /From now on you sign in with a…@example\.com/)
  doesNotMatch(text + html, /ada@example/)
  ok(html.includes(`href="${SHOP}/account"`))
})

Deno.test('an answer is quoted as it was written, and leads to the thread', () => {
  const { subject, text, html } = renderMail(helpToShopper(THREAD, SHOP))
  equal(subject, 'Kiln & Co answered about order 7K2M-9QPD')
  ok(text.includes('> Hello,\n> the jar has a crack.\n>\n> Can you send another one?'))
  ok(html.includes('Hello,<br>the jar has a crack.'))
  ok(text.includes(`${SHOP}/orders/${THREAD.orderId}/help`))
  match(text, /answer this mail: it goes to help@kiln\.test/)
})

Deno.test('several messages are one mail, oldest first', () => {
  const messages = [{ text: 'First.' }, { text: 'Second.' }]
  const { text } = renderMail(helpToMerchant({ ...THREAD, messages }, SHOP))
  match(text, /Ada Lovelace wrote 2 messages/)
  ok(text.indexOf('First.') < text.indexOf('Second.'))
  ok(text.includes(`${SHOP}/dashboard/help/${THREAD.orderId}`))
})

Deno.test('a thousand messages at once are forty quotes', () => {
  const messages = Array.from({ length: 1_000 }, (_, n) => ({ text: `No ${n}` }))
  equal(helpToMerchant({ ...THREAD, messages }, SHOP).blocks.length, 40)
})

Deno.test('what would hide or turn text is not quoted', () => {
  const messages = [{ text: 'a\u0000b\u202ec\r\nd\n\n\n\n\ne\tf' }]
  const { blocks } = helpToShopper({ ...THREAD, messages }, SHOP)
  equal(blocks[0]?.kind === 'quote' && blocks[0].text, 'abc\nd\n\ne\tf')
})

Deno.test('words: one line, cut between characters, instants in UTC, addresses without holes', () => {
  equal(oneLine(' a\r\nb\t\u202ec '), 'a b c')
  equal(clip('🏺🏺🏺🏺', 3), '🏺🏺…')
  equal(instantOf('2026-01-02T23:05:00+01:00', sayIn('en')), '2 January 2026, 22:05 UTC')
  deepEqual(
    addressLines('Ada', { line1: ' ', postalCode: '1', city: 'Rome', country: 'xx', line2: 7 }, sayIn('en')),
    ['Ada', '1 Rome', 'xx'],
  )
})
