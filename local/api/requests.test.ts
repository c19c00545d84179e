import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())

type Sent = { method?: string; headers?: Record<string, string>; body?: string; key?: string | null }

async function send(path: string, { method = 'GET', headers = {}, body, key }: Sent = {}) {
  const apikey = key === undefined ? api.config.keys.publishableKey : key
  const answer = await fetch(`${api.url}${path}`, {
    method,
    headers: { ...(apikey === null ? {} : { apikey }), 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) }
}

describe('keys', () => {
  const paths = ['/rest/v1/anything', '/auth/v1/user', '/auth/v1/settings', '/auth/v1/admin/users']

  it.each(paths)('are needed for %s', async (path) => {
    const missing = await send(path, { key: null })
    expect(missing).toMatchObject({ status: 401, body: { message: 'No API key found in request' } })
    const almost = `${api.config.keys.publishableKey.slice(0, -1)}!`
    for (const key of ['sb_publishable_wrong', 'sb_secret_', almost, 'x'.repeat(5000)]) {
      expect(await send(path, { key })).toMatchObject({ status: 401, body: { message: 'Invalid API key' } })
    }
  })

  it('count as well in the address, and not beside a wrong one', async () => {
    const path = `/auth/v1/settings?apikey=${api.config.keys.publishableKey}`
    expect((await send(path, { key: null })).status).toBe(200)
    const headers = { authorization: 'Bearer sb_secret_wrong' }
    expect((await send('/auth/v1/settings', { headers })).status).toBe(401)
  })

  it('that are secret are refused from a browser', async () => {
    const headers = { 'user-agent': 'Mozilla/5.0 (Linux; Android 16) Chrome/150' }
    const answer = await send('/rest/v1/anything', { key: api.config.keys.secretKey, headers })
    expect(answer).toMatchObject({
      status: 401,
      body: { message: 'Forbidden use of secret API key in browser' },
    })
  })
})

describe('what is not there', () => {
  it.each([
    '/_system/info',
    '/_system',
    '/rest/v1/../../_system/info',
    '/auth/v1/../../_system/info',
    '/rest/v1/%2e%2e/%2e%2e/_system/info',
    '/storage/v1/bucket',
    '/graphql/v1',
    '/static/main.js',
    '/',
  ])('is 404 with a code: %s', async (path) => {
    const answer = await send(path, { key: api.config.keys.secretKey })
    expect(answer).toMatchObject({ status: 404, body: { code: expect.any(String) } })
    expect(JSON.stringify(answer.body)).not.toContain(api.config.keys.adminDbPassword)
  })

  it.each(['/rest/v1/%E0%A4%A', '/rest/v1/rpc/%E0%A4%A', '/auth/v1/%ff'])(
    'is 400 where it is no address: %s',
    async (path) => {
      expect((await send(path, { method: 'POST', body: '{}' })).status).toBe(400)
    },
  )

  it('is 405 for methods nobody has', async () => {
    expect(await send('/rest/v1/anything', { method: 'PROPFIND' })).toMatchObject({
      status: 405,
      body: { code: 'method_not_allowed' },
    })
  })

  it.each([
    ['GET', '/auth/v1/nothing', 404, 'not_found'],
    ['DELETE', '/auth/v1/user', 405, 'method_not_allowed'],
    ['GET', '/auth/v1/signup', 405, 'method_not_allowed'],
    ['POST', '/auth/v1/factors', 401, 'no_authorization'],
    ['POST', '/auth/v1/factors/1/verify', 401, 'no_authorization'],
    ['GET', '/auth/v1/admin/users', 404, 'admin_not_available'],
    ['GET', '/auth/v1/admin/users/00000000-0000-4000-8000-000000000000', 403, 'not_admin'],
    ['POST', '/auth/v1/token?grant_type=magic', 400, 'unsupported_grant_type'],
    ['POST', '/auth/v1/otp', 400, 'validation_failed'],
    ['POST', '/auth/v1/verify', 400, 'validation_failed'],
    ['POST', '/auth/v1/logout', 401, 'no_authorization'],
    ['PUT', '/auth/v1/user', 401, 'no_authorization'],
  ])('%s %s is %i %s', async (method, path, status, code) => {
    expect(await send(path, { method })).toMatchObject({ status, body: { error_code: code } })
  })

  it('never shows the tables of auth, nor those of other schemas, not even to the secret key', async () => {
    const { secretKey: key } = api.config.keys
    for (const schema of ['auth', 'storage', 'realtime', 'supabase_migrations']) {
      const headers = { 'accept-profile': schema, 'content-profile': schema }
      expect(await send('/rest/v1/users', { key, headers })).toMatchObject({
        status: 406,
        body: { code: 'PGRST106' },
      })
      const call = await send('/rest/v1/rpc/uid', { method: 'POST', key, headers, body: '{}' })
      expect(call).toMatchObject({ status: 406, body: { code: 'PGRST106' } })
    }
  })
})

describe('bodies', () => {
  const big = JSON.stringify({ data: { text: 'x'.repeat(1024 * 1024) } })

  it.each([
    ['/auth/v1/signup', '{"email":'],
    ['/auth/v1/signup', '[]'],
    ['/auth/v1/signup', '"text"'],
    ['/auth/v1/token?grant_type=password', 'not json'],
    ['/rest/v1/rpc/anything', '{"a":'],
    ['/rest/v1/rpc/anything', '[1]'],
    ['/rest/v1/rpc/anything', 'null'],
    ['/rest/v1/anything', '{'],
  ])('of %s that are not what they should be get a 400: %s', async (path, body) => {
    const answer = await send(path, { method: 'POST', body })
    expect(answer.status).toBe(400)
    expect(answer.body.error_code ?? answer.body.code).toEqual(expect.any(String))
  })

  it.each(['/auth/v1/signup', '/rest/v1/rpc/anything', '/rest/v1/anything'])(
    'over 1 MB are refused: %s',
    async (path) => {
      expect(await send(path, { method: 'POST', body: big })).toMatchObject({ status: 413 })
    },
  )

  it('over 1 MB are refused without a length as well', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { apikey: api.config.keys.publishableKey }
      const sending = request(`${api.url}/auth/v1/signup`, { method: 'POST', headers })
      sending.once('error', reject)
      sending.once('response', (answer) => resolve(answer.resume().statusCode))
      for (let i = 0; i < 40; i += 1) sending.write('x'.repeat(64 * 1024))
      sending.end()
    })
    expect(status).toBe(413)
  })

  it.each([
    [{ email: 5, password: 'long enough' }],
    [{ email: 'a@stampede.test', password: ['long enough'] }],
    [{ data: 'text' }],
    [{ data: [1] }],
    [{ email: { $ne: null }, password: 'long enough' }],
  ])('with fields of the wrong type get a 400: %j', async (fields) => {
    for (const route of ['signup', 'otp', 'recover']) {
      if (!('email' in fields) && route !== 'signup') continue
      const answer = await send(`/auth/v1/${route}`, { method: 'POST', body: JSON.stringify(fields) })
      expect(answer).toMatchObject({ status: 400, body: { error_code: 'validation_failed' } })
    }
  })

  it('with a zero character get a 4xx', async () => {
    const body = JSON.stringify({ data: { text: 'a\u0000b' } })
    const answer = await send('/auth/v1/signup', { method: 'POST', body })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    const email = JSON.stringify({ email: 'a\u0000b@stampede.test', password: 'long enough' })
    expect((await send('/auth/v1/signup', { method: 'POST', body: email })).status).toBe(400)
  })

  it('change nothing when they are refused', async () => {
    const rows = await api.sql`select count(*)::int as n from auth.users`
    expect(rows[0]?.n).toBe(0)
  })
})

describe('errors of Auth', () => {
  const wrong = JSON.stringify({ email: 'nobody@stampede.test', password: 'wrong horse' })
  const path = '/auth/v1/token?grant_type=password'

  it('have codes for clients of 2024 and later', async () => {
    const headers = { 'x-supabase-api-version': '2024-01-01' }
    const answer = await send(path, { method: 'POST', body: wrong, headers })
    expect(answer.body).toEqual({ code: 'invalid_credentials', message: 'Invalid login credentials' })
    expect(answer.headers.get('x-supabase-api-version')).toBe('2024-01-01')
    expect(answer.headers.get('x-sb-error-code')).toBe('invalid_credentials')
  })

  it('have the older form for others', async () => {
    const answer = await send(path, { method: 'POST', body: wrong })
    expect(answer.body).toEqual({
      code: 400,
      error_code: 'invalid_credentials',
      msg: 'Invalid login credentials',
    })
    expect(answer.headers.get('x-supabase-api-version')).toBeNull()
  })
})

describe('pages of other origins', () => {
  it.each(['/auth/v1/token', '/rest/v1/sales', '/functions/v1/hello', '/realtime/v1/api/broadcast'])(
    'may ask before they send to %s',
    async (path) => {
      const headers = {
        origin: 'http://localhost:3000',
        'access-control-request-method': 'POST',
        'access-control-request-headers':
          'apikey,authorization,x-client-info,x-supabase-api-version,content-type',
      }
      const answer = await send(path, { method: 'OPTIONS', headers, key: null })
      expect(answer.status).toBe(204)
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      expect(answer.headers.get('access-control-allow-methods')).toContain('PATCH')
      expect(answer.headers.get('access-control-allow-headers')).toContain('x-supabase-api-version')
    },
  )

  it('may read answers and refusals', async () => {
    for (const path of ['/auth/v1/settings', '/auth/v1/user', '/rest/v1/nothing', '/functions/v1/nothing']) {
      expect((await send(path)).headers.get('access-control-allow-origin')).toBe('*')
    }
  })
})

it('says that it is well, and gives public keys only', async () => {
  expect(await send('/health', { key: null })).toMatchObject({ status: 200, body: { status: 'ok' } })
  const { body } = await send('/auth/v1/.well-known/jwks.json', { key: null })
  expect(body.keys).toEqual([expect.objectContaining({ kty: 'EC', alg: 'ES256', use: 'sig' })])
  expect(body.keys[0]).not.toHaveProperty('d')
})
