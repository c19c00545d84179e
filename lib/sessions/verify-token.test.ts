import { createServer, type Server } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isBusy } from '#lib/http/busy.ts'
import { createTokenVerifier } from './verify-token.ts'

const shopperId = '6f1c3f2e-0000-4000-8000-000000000001'

let server: Server
let url: string
let fetches: number
let isAway: boolean
let key: CryptoKey
let rsaKey: CryptoKey

/** Auth's address for its public keys, with the key of today and one of another kind. */
beforeEach(async () => {
  const pair = await generateKeyPair('ES256')
  const rsaPair = await generateKeyPair('RS256')
  key = pair.privateKey
  rsaKey = rsaPair.privateKey
  const rsaJwk = { ...(await exportJWK(rsaPair.publicKey)), kid: 'rsa', use: 'sig' }
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }
  fetches = 0
  isAway = false
  server = createServer((_request, response) => {
    fetches += 1
    if (isAway) response.writeHead(503).end()
    else response.end(JSON.stringify({ keys: [jwk, rsaJwk] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})
afterEach(() => server.close())

function claimsWith(change: Record<string, unknown>) {
  const nowSeconds = Math.floor(Date.now() / 1000)
  const iss = `${url}/auth/v1`
  return { sub: shopperId, iss, aud: 'authenticated', role: 'authenticated', exp: nowSeconds + 60, ...change }
}

function token(change: Record<string, unknown> = {}, kid = 'one'): Promise<string> {
  return new SignJWT(claimsWith(change)).setProtectedHeader({ alg: 'ES256', kid }).sign(key)
}

describe('a session’s token', () => {
  it('says who the shopper is, and is checked once for as long as it is good', async () => {
    const verify = createTokenVerifier(url)
    const good = await token({ is_anonymous: true })
    const first = await verify(good)
    expect(first).toMatchObject({ shopperId, isAnonymous: true })
    expect(await verify(good)).toBe(first)
    expect(fetches).toBe(1)
  })

  it('is refused from the moment it ends, also when it was good before', async () => {
    const verify = createTokenVerifier(url)
    const brief = await token({ exp: Math.floor(Date.now() / 1000) + 1 })
    expect(await verify(brief)).not.toBeNull()
    const end = Date.now() + 1100
    while (Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await verify(brief)).toBeNull()
  })

  it.each<[string, Record<string, unknown>]>([
    ['another issuer', { iss: 'https://elsewhere.example/auth/v1' }],
    ['another audience', { aud: 'anon' }],
    ['another role', { role: 'service_role' }],
    ['no shopper', { sub: undefined }],
    ['a shopper that is no UUID', { sub: 'root' }],
    ['no end', { exp: undefined }],
  ])('is refused with %s', async (_name, change) => {
    expect(await createTokenVerifier(url)(await token(change))).toBeNull()
  })

  it('is refused when it is signed in another way than ES256, even by a key that Auth publishes', async () => {
    const rsa = await new SignJWT(claimsWith({}))
      .setProtectedHeader({ alg: 'RS256', kid: 'rsa' })
      .sign(rsaKey)
    expect(await createTokenVerifier(url)(rsa)).toBeNull()
  })

  it('is refused when it is not a token, or too long to be one', async () => {
    const verify = createTokenVerifier(url)
    for (const text of ['', 'x', 'a.b.c', 'sb_secret_x', `${await token()}x`, 'a'.repeat(1_000_000)]) {
      expect(await verify(text)).toBeNull()
    }
  })

  it('that names unknown keys makes nobody fetch the keys over and over', async () => {
    const verify = createTokenVerifier(url)
    expect(await verify(await token())).not.toBeNull()
    for (let n = 0; n < 20; n += 1) expect(await verify(await token({}, `made-up-${n}`))).toBeNull()
    expect(fetches).toBe(1)
  })

  it('is neither good nor bad while the keys cannot be fetched, and is checked once they can', async () => {
    const verify = createTokenVerifier(url)
    isAway = true
    const good = await token()
    await expect(verify(good)).rejects.toSatisfy(isBusy)
    isAway = false
    expect(await verify(good)).not.toBeNull()
  })
})
