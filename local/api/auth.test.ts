import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataOf, startTestApi, type TestApi } from './testing.ts'
import { createTokens } from './tokens.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())

let people = 0
const newPerson = () => {
  people += 1
  return { email: `person-${people}@stampede.test`, password: 'correct horse' }
}

async function signUp(person = newPerson()) {
  const client = api.client()
  const { user, session } = dataOf(await client.auth.signUp(person))
  if (!user || !session) throw new Error('Signing up gave no session.')
  return { client, user, session, person }
}

/** A client that records the paths it asks for. */
function recordingClient() {
  const paths: string[] = []
  const fetchAndNote: typeof fetch = (input, init) => {
    paths.push(new URL(input instanceof Request ? input.url : input).pathname)
    return fetch(input, init)
  }
  return { client: api.client(undefined, { global: { fetch: fetchAndNote } }), paths }
}

describe('people with a password', () => {
  it('signs up, and is confirmed at once', async () => {
    const { user, session, person } = await signUp()
    expect(user).toMatchObject({ email: person.email, is_anonymous: false, role: 'authenticated' })
    expect(user.identities?.map((identity) => identity.provider)).toEqual(['email'])
    expect(user.app_metadata).toEqual({ provider: 'email', providers: ['email'] })
    expect(session.expires_in).toBe(3600)
  })

  it('refuses an address that is taken, in any spelling', async () => {
    const { person } = await signUp()
    const { error } = await api.client().auth.signUp({ ...person, email: person.email.toUpperCase() })
    expect(error).toMatchObject({ status: 422, code: 'user_already_exists' })
  })

  it('lets one of two simultaneous sign-ups have the address', async () => {
    const person = newPerson()
    const answers = await Promise.all([1, 2, 3].map(() => api.client().auth.signUp(person)))
    expect(answers.filter((answer) => !answer.error)).toHaveLength(1)
    const rows = await api.sql`select count(*)::int as n from auth.users where email = ${person.email}`
    expect(rows[0]?.n).toBe(1)
  })

  it.each([
    ['a short password', { email: 'a@stampede.test', password: '12345' }, 422, 'weak_password'],
    ['an endless password', { email: 'a@stampede.test', password: 'x'.repeat(73) }, 400, 'validation_failed'],
    ['no address', { email: 'nobody', password: '123456' }, 400, 'validation_failed'],
    ['markup for an address', { email: '<a@b.c>', password: '123456' }, 400, 'validation_failed'],
  ])('refuses %s', async (_, credentials, status, code) => {
    const { error } = await api.client().auth.signUp(credentials)
    expect(error).toMatchObject({ status, code })
  })

  it('signs in with the right password only', async () => {
    const { person, user } = await signUp()
    const { user: again } = dataOf(await api.client().auth.signInWithPassword(person))
    expect(again?.id).toBe(user.id)
    for (const wrong of [
      { ...person, password: 'wrong horse' },
      { ...person, email: 'nobody@stampede.test' },
    ]) {
      const { error } = await api.client().auth.signInWithPassword(wrong)
      expect(error).toMatchObject({
        status: 400,
        code: 'invalid_credentials',
        message: 'Invalid login credentials',
      })
    }
  })

  it('changes the password: the old one and all other sessions end', async () => {
    const { client, person } = await signUp()
    const other = api.client()
    const elsewhere = dataOf(await other.auth.signInWithPassword(person))
    expect((await client.auth.updateUser({ password: person.password })).error?.code).toBe('same_password')
    dataOf(await client.auth.updateUser({ password: 'better horse' }))
    expect((await api.client().auth.signInWithPassword(person)).error?.code).toBe('invalid_credentials')
    dataOf(await api.client().auth.signInWithPassword({ ...person, password: 'better horse' }))
    const { error } = await other.auth.refreshSession({
      refresh_token: elsewhere.session?.refresh_token ?? '',
    })
    expect(error?.code).toBe('refresh_token_not_found')
    expect((await client.auth.getUser()).error).toBeNull()
  })

  it('keeps metadata, and removes what is set to null', async () => {
    const { client } = await signUp()
    dataOf(await client.auth.updateUser({ data: { shoe: 42, hat: 'M' } }))
    const { user } = dataOf(await client.auth.updateUser({ data: { hat: null } }))
    expect(user?.user_metadata).toMatchObject({ shoe: 42 })
    expect(user?.user_metadata).not.toHaveProperty('hat')
  })
})

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
    const began = performance.now()
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
    expect(performance.now() - began).toBeLessThan(5000)
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
    const { person } = await signUp()
    const client = api.client()
    dataOf(await client.auth.signInAnonymously())
    const { error } = await client.auth.updateUser({ email: person.email })
    expect(error).toMatchObject({ status: 422, code: 'email_exists' })
    expect(dataOf(await client.auth.getUser()).user).toMatchObject({ is_anonymous: true, email: '' })
  })
})

describe('sessions', () => {
  it('exchanges a refresh token, and gives the successor again when the answer was lost', async () => {
    const { client, session, user } = await signUp()
    const { session: second } = dataOf(await client.auth.refreshSession())
    expect(second?.refresh_token).not.toBe(session.refresh_token)
    expect(second?.user.id).toBe(user.id)
    const { session: repeated } = dataOf(await api.client().auth.refreshSession(session))
    expect(repeated?.refresh_token).toBe(second?.refresh_token)
  })

  it('gives simultaneous exchanges of one token the same successor', async () => {
    const { session } = await signUp()
    const answers = await Promise.all([1, 2, 3, 4].map(() => api.client().auth.refreshSession(session)))
    const tokens = new Set(answers.map((answer) => dataOf(answer).session?.refresh_token))
    expect(tokens.size).toBe(1)
  })

  it('ends the session when a token used long ago comes back', async () => {
    const { session } = await signUp()
    const { session: second } = dataOf(await api.client().auth.refreshSession(session))
    if (!second) throw new Error('no second session')
    const { session: third } = dataOf(await api.client().auth.refreshSession(second))
    await api.sql`update auth.refresh_tokens set updated_at = now() - interval '1 minute' where revoked`
    const { error } = await api.client().auth.refreshSession(session)
    expect(error).toMatchObject({ status: 400, code: 'refresh_token_already_used' })
    await api.sql`update auth.refresh_tokens set updated_at = now() - interval '1 minute' where revoked`
    const late = await api.client().auth.refreshSession({ refresh_token: third?.refresh_token ?? '' })
    expect(late.error?.code).toBe('refresh_token_already_used')
  })

  it('refuses a refresh token that never was', async () => {
    const { error } = await api.client().auth.refreshSession({ refresh_token: 'made-up' })
    expect(error).toMatchObject({ status: 400, code: 'refresh_token_not_found' })
  })

  it('signs out one, the others, or all', async () => {
    const { client, session, person } = await signUp()
    const other = api.client()
    dataOf(await other.auth.signInWithPassword(person))
    expect((await client.auth.signOut({ scope: 'others' })).error).toBeNull()
    expect((await other.auth.getUser()).error?.name).toBe('AuthSessionMissingError')
    expect((await client.auth.getUser()).error).toBeNull()
    expect((await client.auth.signOut()).error).toBeNull()
    const asked = await api.client().auth.getUser(session.access_token)
    expect(asked.error?.name).toBe('AuthSessionMissingError')
    const { error } = await api.client().auth.refreshSession(session)
    expect(error?.code).toBe('refresh_token_not_found')
  })
})

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
