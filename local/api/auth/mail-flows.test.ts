import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSmtp } from '../../mail/smtp.ts'
import { type MailStore, openMailStore } from '../../mail/store.ts'
import { testLog } from '../../testing.ts'
import { readSettings } from '../settings.ts'
import { dataOf, startTestApi, type TestApi } from '../testing.ts'

let api: TestApi
let mails: MailStore
let smtp: { close(): Promise<void> }
beforeAll(async () => {
  const { mailTemplates, isChangeConfirmedTwice } = readSettings({})
  api = await startTestApi({ mailTemplates, isChangeConfirmedTwice })
  mails = openMailStore(api.config.stateDir)
  smtp = await startSmtp(api.config, mails, testLog)
})
afterAll(async () => {
  await smtp.close()
  await api.stop()
})

const person = (name: string) => ({ email: `${name}@stampede.test`, password: 'correct horse' })

async function mailFor(email: string) {
  await expect.poll(() => mails.list(email).length).toBeGreaterThan(0)
  const { subject = '', text = '', html = '' } = mails.list(email)[0] ?? {}
  const link = /href="(http[^"]+verify[^"]+)"/.exec(html)?.[1] ?? ''
  return {
    code: /\b(\d{6})\b/.exec(text)?.[1] ?? '',
    link: link.replaceAll('&amp;', '&'),
    subject,
    text,
    html,
  }
}

it('signs in by a code that came by mail, with a token that verifies locally', async () => {
  const { email, password } = person('ada')
  dataOf(await api.client().auth.signUp({ email, password }))
  const client = api.client()
  expect((await client.auth.signInWithOtp({ email })).error).toBeNull()
  const { code, subject, text } = await mailFor(email)
  // The words of supabase/templates, which hosted Auth sends as well.
  expect(subject).toBe(`Your Stampede code: ${code}`)
  expect(text).toContain('It is good for an hour, and once.')
  expect((await client.auth.verifyOtp({ email, token: '000000', type: 'email' })).error?.status).toBe(403)
  const { user, session } = dataOf(await client.auth.verifyOtp({ email, token: code, type: 'email' }))
  expect(user).toMatchObject({ email, is_anonymous: false })
  const { claims, header } = dataOf(await client.auth.getClaims())
  expect(header.alg).toBe('ES256')
  expect(claims).toMatchObject({ sub: user?.id, aal: 'aal1', amr: [{ method: 'otp' }] })
  const next = dataOf(await client.auth.refreshSession())
  expect(next.session?.refresh_token).not.toBe(session?.refresh_token)
  expect((await client.auth.verifyOtp({ email, token: code, type: 'email' })).error?.status).toBe(403)
})

it('sends the code in the language that the account was made with', async () => {
  const email = 'dora@stampede.test'
  const options = { data: { language: 'de' } }
  expect((await api.client().auth.signInWithOtp({ email, options })).error).toBeNull()
  const { code, subject, html } = await mailFor(email)
  expect(subject).toBe(`Dein Stampede-Code: ${code}`)
  expect(html).toMatch(/^<!doctype html>\s*<html lang="de" dir="ltr">/)
  expect(html.match(/<html/g)).toHaveLength(1)
  const verified = await api.client().auth.verifyOtp({ email, token: code, type: 'email' })
  expect(dataOf(verified).user?.user_metadata).toMatchObject({ language: 'de' })
})

it('gives an account another address by the code that went there, and never before', async () => {
  const before = person('eve')
  const after = 'eve-anew@stampede.test'
  dataOf(await api.client().auth.signUp(person('taken')))
  const client = api.client()
  const { user } = dataOf(await client.auth.signUp(before))
  expect((await client.auth.updateUser({ email: person('taken').email })).error?.code).toBe('email_exists')
  const asked = dataOf(await client.auth.updateUser({ email: after })).user
  expect(asked).toMatchObject({ id: user?.id, email: before.email, new_email: after })
  const { code, html } = await mailFor(after)
  // It is for who is signed in already: a link that signs in would be one for whoever reads it.
  expect(html).not.toContain('token_hash')
  expect(mails.list(before.email)).toEqual([])
  const wrong = { email: after, token: '000000', type: 'email_change' } as const
  expect((await client.auth.verifyOtp(wrong)).error?.status).toBe(403)
  expect(dataOf(await client.auth.getUser()).user?.email).toBe(before.email)
  const proved = dataOf(await client.auth.verifyOtp({ ...wrong, token: code }))
  expect(proved.user).toMatchObject({ id: user?.id, email: after })
  expect(dataOf(await client.auth.getClaims()).claims).toMatchObject({ sub: user?.id, email: after })
  expect((await client.auth.verifyOtp({ ...wrong, token: code })).error?.status).toBe(403)
  expect((await api.client().auth.signInWithPassword(before)).error?.code).toBe('invalid_credentials')
})

it('brings a forgotten password back by a link that leads through the API to the shop', async () => {
  const { email, password } = person('bob')
  dataOf(await api.client().auth.signUp({ email, password }))
  const redirectTo = `${api.config.urls.shop}/sign-in`
  expect((await api.client().auth.resetPasswordForEmail(email, { redirectTo })).error).toBeNull()
  const { link } = await mailFor(email)
  expect(link.startsWith(`${api.url}/auth/v1/verify?`)).toBe(true)
  const answer = await fetch(link, { redirect: 'manual' })
  expect(answer.status).toBe(303)
  const target = new URL(answer.headers.get('location') ?? '')
  expect(target.origin).toBe(new URL(api.config.urls.shop).origin)
  const fields = new URLSearchParams(target.hash.slice(1))
  const client = api.client()
  const tokens = {
    access_token: fields.get('access_token') ?? '',
    refresh_token: fields.get('refresh_token') ?? '',
  }
  dataOf(await client.auth.setSession(tokens))
  expect(dataOf(await client.auth.getClaims()).claims).toMatchObject({ email, amr: [{ method: 'recovery' }] })
  dataOf(await client.auth.updateUser({ password: 'better horse' }))
  dataOf(await api.client().auth.signInWithPassword({ email, password: 'better horse' }))
  const again = new URL((await fetch(link, { redirect: 'manual' })).headers.get('location') ?? '')
  expect(again.hash).toContain('error')
})

it('with confirmations on, keeps an anonymous user anonymous until the address is confirmed', async () => {
  const strict = await startTestApi({ isEmailConfirmed: false })
  const inbox = openMailStore(strict.config.stateDir)
  const server = await startSmtp(strict.config, inbox, testLog)
  try {
    const { email } = person('cleo')
    const client = strict.client()
    const { user } = dataOf(await client.auth.signInAnonymously())
    const changed = dataOf(await client.auth.updateUser({ email })).user
    expect(changed).toMatchObject({ id: user?.id, is_anonymous: true, new_email: email })
    await expect.poll(() => inbox.list(email).length).toBe(1)
    const code = /\b(\d{6})\b/.exec(inbox.list(email)[0]?.text ?? '')?.[1] ?? ''
    const verified = dataOf(await client.auth.verifyOtp({ email, token: code, type: 'email_change' }))
    expect(verified.user).toMatchObject({ id: user?.id, email, is_anonymous: false })
    const { error, data } = await strict.client().auth.signUp(person('dora'))
    expect(error).toBeNull()
    expect(data.session).toBeNull()
    const early = await strict.client().auth.signInWithPassword(person('dora'))
    expect(early.error?.code).toBe('email_not_confirmed')
  } finally {
    await server.close()
    await strict.stop()
  }
})
