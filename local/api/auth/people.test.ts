import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataOf, newPerson, signUp, startTestApi, type TestApi } from '../testing.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())

describe('people with a password', () => {
  it('signs up, and is confirmed at once', async () => {
    const { user, session, person } = await signUp(api)
    expect(user).toMatchObject({ email: person.email, is_anonymous: false, role: 'authenticated' })
    expect(user.identities?.map((identity) => identity.provider)).toEqual(['email'])
    expect(user.app_metadata).toEqual({ provider: 'email', providers: ['email'] })
    expect(session.expires_in).toBe(3600)
  })

  it('refuses an address that is taken, in any spelling', async () => {
    const { person } = await signUp(api)
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
    const { person, user } = await signUp(api)
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
    const { client, person } = await signUp(api)
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
    const { client } = await signUp(api)
    dataOf(await client.auth.updateUser({ data: { shoe: 42, hat: 'M' } }))
    const { user } = dataOf(await client.auth.updateUser({ data: { hat: null } }))
    expect(user?.user_metadata).toMatchObject({ shoe: 42 })
    expect(user?.user_metadata).not.toHaveProperty('hat')
  })
})
