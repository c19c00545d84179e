import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'
import { createTokens } from './tokens.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())

describe('tokens that are not ours', () => {
  const claims = () => {
    const now = Math.floor(Date.now() / 1000)
    const iss = `${api.url}/auth/v1`
    const aud = 'authenticated'
    return {
      iss,
      aud,
      sub: crypto.randomUUID(),
      role: 'authenticated',
      session_id: crypto.randomUUID(),
      exp: now + 60,
    }
  }
  const tokens = () => createTokens(api.config.keys.jwtSigningKey, api.config.keys.liteJwtSecret, '')
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const ask = async (token: string, path: string) => {
    const headers = { apikey: api.config.keys.publishableKey, authorization: `Bearer ${token}` }
    const answer = await fetch(`${api.url}${path}`, { headers })
    return { status: answer.status, body: await answer.json() }
  }
  const forgeries: [string, () => string][] = [
    ['algorithm none', () => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims())}.`],
    ['algorithm none with a signature', () => `${encode({ alg: 'none' })}.${encode(claims())}.AAAA`],
    ['HS256 with the secret lite has', () => tokens().signForLite(claims())],
    ['another issuer', () => tokens().sign({ ...claims(), iss: 'https://elsewhere.test' })],
    ['a stronger role', () => tokens().sign({ ...claims(), role: 'service_role' })],
    [
      'changed claims',
      () => {
        const [head, , signature] = tokens().sign(claims()).split('.')
        return `${head}.${encode({ ...claims(), sub: crypto.randomUUID() })}.${signature}`
      },
    ],
  ]

  it.each(forgeries)('refuses %s', async (_, forge) => {
    const data = await ask(forge(), '/rest/v1/anything')
    expect(data).toMatchObject({ status: 401, body: { code: 'PGRST301' } })
    const user = await ask(forge(), '/auth/v1/user')
    expect(user).toMatchObject({ status: 403, body: { error_code: 'bad_jwt' } })
  })

  it('refuses a token of yesterday', async () => {
    const old = tokens().sign({ ...claims(), exp: Math.floor(Date.now() / 1000) - 1 })
    expect(await ask(old, '/rest/v1/anything')).toMatchObject({ status: 401, body: { code: 'PGRST303' } })
    expect(await ask(old, '/auth/v1/user')).toMatchObject({ status: 403, body: { error_code: 'bad_jwt' } })
  })
})
