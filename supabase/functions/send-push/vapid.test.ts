import { strict as assert } from 'node:assert'
import { createECDH } from 'node:crypto'
import { retryAfterOf } from './deliver.ts'
import { authorizationFor, PushOffError, readVapidKeys } from './vapid.ts'

/** As the tool makes them: 43 characters, which one pair in 256 of the bare curve has not. */
function newPair(): { publicKey: string; privateKey: string } {
  const pair = createECDH('prime256v1')
  const publicKey = pair.generateKeys('base64url')
  const privateKey = pair.getPrivateKey('base64url')
  return privateKey.length === 43 ? { publicKey: String(publicKey), privateKey } : newPair()
}

function setKeys(publicKey: string, privateKey: string, subject: string): void {
  Deno.env.set('VAPID_PUBLIC_KEY', publicKey)
  Deno.env.set('VAPID_PRIVATE_KEY', privateKey)
  Deno.env.set('VAPID_SUBJECT', subject)
}

const SUBJECT = 'mailto:push@shop.test'

Deno.test('keys that are missing, malformed or of two pairs turn push off with a sentence that says which', () => {
  const { publicKey, privateKey } = newPair()
  const wrong: [string, string, string, RegExp][] = [
    ['', privateKey, SUBJECT, /VAPID_PUBLIC_KEY is not set/],
    ['BAD', privateKey, SUBJECT, /VAPID_PUBLIC_KEY has another form/],
    [publicKey, '', SUBJECT, /VAPID_PRIVATE_KEY is not set/],
    [publicKey, privateKey.slice(1), SUBJECT, /VAPID_PRIVATE_KEY has another form/],
    [publicKey, newPair().privateKey, SUBJECT, /is not that of/],
    [publicKey, 'A'.repeat(43), SUBJECT, /is not that of/],
    [publicKey, privateKey, '', /VAPID_SUBJECT is not set/],
    [publicKey, privateKey, 'mailto:<push@shop.test>', /VAPID_SUBJECT has another form/],
    [publicKey, privateKey, 'mailto:root@localhost', /VAPID_SUBJECT has another form/],
  ]
  for (const [pub, priv, subject, sentence] of wrong) {
    setKeys(pub, priv, subject)
    assert.throws(
      () => readVapidKeys(),
      (error: Error) =>
        error instanceof PushOffError && sentence.test(error.message) && !error.message.includes(priv || '-'),
    )
  }
  setKeys(publicKey, privateKey, SUBJECT)
  assert.deepEqual(readVapidKeys(), { publicKey, privateKey, subject: SUBJECT })
})

Deno.test('one token is signed for each push service, for half a day', () => {
  const keys = { ...newPair(), subject: SUBJECT }
  const header = authorizationFor('https://fcm.googleapis.com', keys)
  assert.equal(authorizationFor('https://fcm.googleapis.com', keys), header)
  assert.notEqual(authorizationFor('https://web.push.apple.com', keys), header)
  const claims = JSON.parse(atob(header.split('.')[1] ?? ''))
  assert.equal(claims.aud, 'https://fcm.googleapis.com')
  assert.equal(claims.sub, SUBJECT)
  const hours = (claims.exp * 1000 - Date.now()) / 3_600_000
  assert.ok(hours > 11 && hours < 24)
})

Deno.test('Retry-After is seconds or a date, and never a day', () => {
  const of = (value?: string) =>
    retryAfterOf(new Headers(value === undefined ? {} : { 'retry-after': value }))
  assert.equal(of(), null)
  assert.equal(of('7'), 7_000)
  assert.equal(of('999999'), 3_600_000)
  assert.equal(of('soon'), null)
  const inTenSeconds = of(new Date(Date.now() + 10_000).toUTCString())
  assert.ok(inTenSeconds !== null && inTenSeconds > 7_000 && inTenSeconds <= 10_000)
  assert.equal(of(new Date(Date.now() - 10_000).toUTCString()), 0)
})
