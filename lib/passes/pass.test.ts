import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passCookieName, passTokensOf, signPass, verifyPass } from './pass.ts'

const secret = 'a secret of at least thirty-two characters'
const pass = {
  shopperId: '6f1c3f2e-0000-4000-8000-000000000001',
  saleId: '6f1c3f2e-0000-4000-8000-0000000000ff',
  expiresAtMs: 1_800_000_000_000,
}
const before = pass.expiresAtMs - 1

describe('pass', () => {
  it('says who, for which sale and until when to whoever knows the secret', () => {
    expect(verifyPass(signPass(pass, secret), secret, before)).toEqual(pass)
  })

  it('is worth nothing from the millisecond it runs out', () => {
    expect(verifyPass(signPass(pass, secret), secret, pass.expiresAtMs)).toBeNull()
  })

  it('is worth nothing under another secret', () => {
    expect(verifyPass(signPass(pass, `${secret}!`), secret, before)).toBeNull()
  })

  it('is worth nothing once any one of its characters is changed, added or taken away', () => {
    const token = signPass(pass, secret)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ .'
    for (let at = 0; at < token.length; at += 1) {
      for (const other of alphabet) {
        if (token[at] === other) continue
        expect(verifyPass(token.slice(0, at) + other + token.slice(at + 1), secret, before)).toBeNull()
      }
      expect(verifyPass(token.slice(0, at) + token.slice(at + 1), secret, before)).toBeNull()
    }
    expect(verifyPass(`${token}A`, secret, before)).toBeNull()
  })

  it('is signed by the HMAC that every other program computes, whatever the length of the secret', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200 }), (key) => {
        const bytes = Buffer.from(signPass(pass, key), 'base64url')
        const mac = createHmac('sha256', key).update('stampede pass\n').update(bytes.subarray(0, 39)).digest()
        expect(bytes.subarray(39).equals(mac)).toBe(true)
      }),
    )
  })

  it('never throws, whatever is sent', () => {
    fc.assert(fc.property(fc.string(), (text) => verifyPass(text, secret, before) === null))
  })

  it('is kept apart from the passes of other sales', () => {
    const cookies = new Map([
      [passCookieName(pass.saleId), 'one'],
      ['sb-abc-auth-token', 'session'],
      [passCookieName(pass.shopperId), 'two'],
    ])
    expect(passTokensOf(cookies)).toEqual(['one', 'two'])
  })
})
