import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataOf, newPerson, signUp, startTestApi, type TestApi } from '../testing.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())

/** A client that records the paths it asks for. */
function recordingClient() {
  const paths: string[] = []
  const fetchAndNote: typeof fetch = (input, init) => {
    paths.push(new URL(input instanceof Request ? input.url : input).pathname)
    return fetch(input, init)
  }
  return { client: api.client(undefined, { global: { fetch: fetchAndNote } }), paths }
}

describe('anonymous shoppers', () => {
  it('has the user and the claims of a hosted anonymous session', async () => {
    const { client, paths } = recordingClient()
    const { user, session } = dataOf(
      await client.auth.signInAnonymously({ options: { data: { from: 'phone' } } }),
    )
    expect(user).toMatchObject({
      email: '',
      phone: '',
      is_anonymous: true,
      role: 'authenticated',
      identities: [],
      user_metadata: { from: 'phone' },
    })
    const { claims, header } = dataOf(await client.auth.getClaims())
    expect(header).toMatchObject({ alg: 'ES256', kid: api.config.keys.jwtSigningKey.kid })
    expect(claims).toMatchObject({
      iss: `${api.url}/auth/v1`,
      aud: 'authenticated',
      sub: user?.id,
      role: 'authenticated',
      email: '',
      phone: '',
      app_metadata: {},
      user_metadata: { from: 'phone' },
      aal: 'aal1',
      is_anonymous: true,
      amr: [{ method: 'anonymous', timestamp: expect.any(Number) }],
      session_id: expect.any(String),
      exp: session?.expires_at,
    })
    // Verified with the public key, not by asking.
    expect(paths).toEqual(['/auth/v1/signup', '/auth/v1/.well-known/jwks.json'])
  })

  it('signs in five hundred shoppers who arrive at once', async () => {
    const sign = () =>
      fetch(`${api.url}/auth/v1/signup`, {
        method: 'POST',
        headers: { apikey: api.config.keys.publishableKey, 'content-type': 'application/json' },
        body: '{}',
      })
    const answers = await Promise.all(Array.from({ length: 500 }, sign))
    expect(answers.every((answer) => answer.status === 200)).toBe(true)
    const bodies = await Promise.all(answers.map((answer) => answer.json()))
    expect(new Set(bodies.map((body) => body.user.id)).size).toBe(500)
  })

  it('becomes a permanent user and keeps the id', async () => {
    const client = api.client()
    const person = newPerson()
    const before = dataOf(await client.auth.signInAnonymously()).user
    const early = await client.auth.updateUser({ password: person.password })
    expect(early.error).toMatchObject({ status: 422, code: 'validation_failed' })
    const { user } = dataOf(await client.auth.updateUser(person))
    expect(user).toMatchObject({ id: before?.id, email: person.email, is_anonymous: false })
    expect(dataOf(await client.auth.getClaims()).claims.is_anonymous).toBe(true)
    dataOf(await client.auth.refreshSession())
    expect(dataOf(await client.auth.getClaims()).claims).toMatchObject({
      is_anonymous: false,
      email: person.email,
    })
    expect(dataOf(await api.client().auth.signInWithPassword(person)).user?.id).toBe(before?.id)
  })

  it('cannot take an address that somebody has', async () => {
    const { person } = await signUp(api)
    const client = api.client()
    dataOf(await client.auth.signInAnonymously())
    const { error } = await client.auth.updateUser({ email: person.email })
    expect(error).toMatchObject({ status: 422, code: 'email_exists' })
    expect(dataOf(await client.auth.getUser()).user).toMatchObject({ is_anonymous: true, email: '' })
  })
})

it('refuses the client that signs in too often, and nobody else', async () => {
  const strict = await startTestApi({ anonymousPerHour: 2 })
  try {
    const answers = []
    for (let i = 0; i < 3; i += 1) answers.push(await strict.client().auth.signInAnonymously())
    expect(answers.map((answer) => answer.error?.code ?? 'signed in')).toEqual([
      'signed in',
      'signed in',
      'over_request_rate_limit',
    ])
    const headers = { 'sb-forwarded-for': '198.51.100.7' }
    const server = strict.client(strict.config.keys.secretKey, { global: { headers } })
    expect((await server.auth.signInAnonymously()).error).toBeNull()
    const pretender = strict.client(undefined, { global: { headers } })
    expect((await pretender.auth.signInAnonymously()).error?.code).toBe('over_request_rate_limit')
  } finally {
    await strict.stop()
  }
})
