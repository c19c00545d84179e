import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataOf, signUp, startTestApi, type TestApi } from '../testing.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())

describe('sessions', () => {
  it('exchanges a refresh token, and gives the successor again when the answer was lost', async () => {
    const { client, session, user } = await signUp(api)
    const { session: second } = dataOf(await client.auth.refreshSession())
    expect(second?.refresh_token).not.toBe(session.refresh_token)
    expect(second?.user.id).toBe(user.id)
    const { session: repeated } = dataOf(await api.client().auth.refreshSession(session))
    expect(repeated?.refresh_token).toBe(second?.refresh_token)
  })

  it('gives simultaneous exchanges of one token the same successor', async () => {
    const { session, user } = await signUp(api)
    const waiting = async () => {
      const [row] =
        await api.sql`select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock'`
      return row?.n
    }
    const answers = await api.sql.begin(async (tx) => {
      // With the session's row held here, both requests are under way before either can go on.
      await tx`select 1 from auth.sessions where user_id = ${user.id} for update`
      const asked = [1, 2].map(() => api.client().auth.refreshSession(session))
      await expect.poll(waiting).toBe(2)
      return asked
    })
    const tokens = (await Promise.all(answers)).map((answer) => dataOf(answer).session?.refresh_token)
    expect(new Set(tokens).size).toBe(1)
  })

  it('ends the session when a token used long ago comes back', async () => {
    const { session } = await signUp(api)
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
    const { client, session, person } = await signUp(api)
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
