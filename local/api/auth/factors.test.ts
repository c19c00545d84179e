import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataOf, signUp, startTestApi, type TestApi } from '../testing.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({ isTotpEnabled: true })
})
afterAll(() => api.stop())

const codeOf = (secret: string) => generateSync({ secret })
const wrongFor = (secret: string) => String((Number(codeOf(secret)) + 1) % 1_000_000).padStart(6, '0')

async function enrolled() {
  const someone = await signUp(api)
  const factor = dataOf(await someone.client.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'Phone' }))
  const verified = await someone.client.auth.mfa.challengeAndVerify({
    factorId: factor.id,
    code: codeOf(factor.totp.secret),
  })
  return { ...someone, factor, secret: factor.totp.secret, raised: dataOf(verified) }
}

describe('a second factor, by unmodified supabase-js', () => {
  it('is set up with a picture and a secret, and counts once a code was shown', async () => {
    const { client } = await signUp(api)
    const { id, totp } = dataOf(
      await client.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'Phone', issuer: 'Stampede' }),
    )
    expect(totp.qr_code).toMatch(/^data:image\/svg\+xml;utf-8,<svg /)
    expect(totp.uri).toMatch(/^otpauth:\/\/totp\/Stampede:person-.*secret=/)
    expect(totp.secret).toMatch(/^[A-Z2-7]{32}$/)
    const before = dataOf(await client.auth.mfa.listFactors())
    expect([before.totp.length, before.all.length]).toEqual([0, 1])
    expect(dataOf(await client.auth.mfa.getAuthenticatorAssuranceLevel())).toMatchObject({
      currentLevel: 'aal1',
      nextLevel: 'aal1',
    })
    const challenge = dataOf(await client.auth.mfa.challenge({ factorId: id }))
    expect(challenge.expires_at * 1000).toBeGreaterThan(Date.now() + 290_000)
    const wrong = await client.auth.mfa.verify({
      factorId: id,
      challengeId: challenge.id,
      code: wrongFor(totp.secret),
    })
    expect(wrong.error).toMatchObject({
      status: 422,
      code: 'mfa_verification_failed',
      message: 'Invalid TOTP code entered',
    })
    dataOf(
      await client.auth.mfa.verify({ factorId: id, challengeId: challenge.id, code: codeOf(totp.secret) }),
    )
    const level = dataOf(await client.auth.mfa.getAuthenticatorAssuranceLevel())
    expect(level).toMatchObject({ currentLevel: 'aal2', nextLevel: 'aal2' })
    expect(
      level.currentAuthenticationMethods.map((proof) => (typeof proof === 'string' ? proof : proof.method)),
    ).toEqual(['totp', 'password'])
    expect(dataOf(await client.auth.mfa.listFactors()).totp).toMatchObject([{ id, status: 'verified' }])
    const claims = dataOf(await client.auth.getClaims()).claims
    expect(claims.aal).toBe('aal2')
  })

  it('stays shown over a refresh; the refresh token from before is spent', async () => {
    const { client, session } = await enrolled()
    const shownAt = async () =>
      dataOf(await client.auth.getClaims()).claims.amr?.flatMap((proof) =>
        typeof proof !== 'string' && proof.method === 'totp' ? [proof.timestamp] : [],
      )
    const before = await shownAt()
    expect(before).toEqual([expect.any(Number)])
    // A second later the token is new, and the moment in it is still the one in which the code was typed.
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect(dataOf(await client.auth.refreshSession()).session?.access_token).toBeTruthy()
    expect(await shownAt()).toEqual(before)
    expect(dataOf(await client.auth.mfa.getAuthenticatorAssuranceLevel()).currentLevel).toBe('aal2')
    const { error } = await api.client().auth.refreshSession({ refresh_token: session.refresh_token })
    expect(error?.code).toBe('refresh_token_not_found')
  })

  it('is asked for at the next sign-in, and ends the other sessions that have not shown it', async () => {
    const { person, client, secret, factor } = await enrolled()
    const [one, two] = [api.client(), api.client()]
    for (const device of [one, two]) dataOf(await device.auth.signInWithPassword(person))
    expect(dataOf(await one.auth.mfa.getAuthenticatorAssuranceLevel())).toMatchObject({
      currentLevel: 'aal1',
      nextLevel: 'aal2',
    })
    const change = await one.auth.updateUser({ password: 'another horse' })
    expect(change.error).toMatchObject({ status: 401, code: 'insufficient_aal' })
    expect((await one.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'Mine' })).error).toMatchObject({
      status: 403,
      code: 'insufficient_aal',
    })
    expect((await one.auth.mfa.unenroll({ factorId: factor.id })).error).toMatchObject({
      status: 422,
      code: 'insufficient_aal',
    })
    dataOf(await one.auth.mfa.challengeAndVerify({ factorId: factor.id, code: codeOf(secret) }))
    expect((await two.auth.getUser()).error).not.toBeNull()
    expect((await client.auth.getUser()).error).toBeNull()
  })

  it('is removed by who has just shown it, and the session falls back', async () => {
    const { client, factor } = await enrolled()
    dataOf(await client.auth.mfa.unenroll({ factorId: factor.id }))
    dataOf(await client.auth.refreshSession())
    expect(dataOf(await client.auth.mfa.getAuthenticatorAssuranceLevel())).toMatchObject({
      currentLevel: 'aal1',
      nextLevel: 'aal1',
    })
    expect(dataOf(await client.auth.mfa.listFactors()).all).toEqual([])
  })
})

describe('what a second factor refuses', () => {
  it('a challenge is answered once, in its time, by its own factor', async () => {
    const { client, factor, secret } = await enrolled()
    const { id } = dataOf(await client.auth.mfa.challenge({ factorId: factor.id }))
    const verify = (challengeId: string) =>
      client.auth.mfa.verify({ factorId: factor.id, challengeId, code: codeOf(secret) })
    dataOf(await verify(id))
    expect((await verify(id)).error?.code).toBe('mfa_ip_address_mismatch')
    const late = dataOf(await client.auth.mfa.challenge({ factorId: factor.id }))
    await api.sql`update auth.mfa_challenges set created_at = now() - interval '6 minutes' where id = ${late.id}`
    expect((await verify(late.id)).error?.code).toBe('mfa_challenge_expired')
    expect((await verify('not-an-id')).error).toMatchObject({ status: 404, code: 'mfa_challenge_not_found' })
  })

  it('two answers to one challenge at once: one session is raised', async () => {
    const { client, factor, secret } = await enrolled()
    const { id } = dataOf(await client.auth.mfa.challenge({ factorId: factor.id }))
    const input = { factorId: factor.id, challengeId: id, code: codeOf(secret) }
    const answers = await Promise.all([client.auth.mfa.verify(input), client.auth.mfa.verify(input)])
    expect(answers.filter((answer) => answer.error === null)).toHaveLength(1)
  })

  it('nobody asks or answers for somebody else, and guests have none', async () => {
    const { factor } = await enrolled()
    const { client: other } = await signUp(api)
    for (const answer of [
      await other.auth.mfa.challenge({ factorId: factor.id }),
      await other.auth.mfa.unenroll({ factorId: factor.id }),
    ])
      expect(answer.error).toMatchObject({ status: 404, code: 'mfa_factor_not_found' })
    const guest = api.client()
    await guest.auth.signInAnonymously()
    expect((await guest.auth.mfa.enroll({ factorType: 'totp' })).error).toMatchObject({
      status: 403,
      code: 'no_authorization',
    })
  })

  it('a name twice, and an eleventh factor', async () => {
    const { client } = await signUp(api)
    const enroll = (friendlyName: string) => client.auth.mfa.enroll({ factorType: 'totp', friendlyName })
    dataOf(await enroll('Phone'))
    expect((await enroll('Phone')).error).toMatchObject({ status: 422, code: 'mfa_factor_name_conflict' })
    for (let n = 2; n <= 10; n += 1) dataOf(await enroll(`Phone ${n}`))
    expect((await enroll('Phone 11')).error?.code).toBe('too_many_enrolled_mfa_factors')
  })

  it('guessing: after fifteen codes a minute even the right one has to wait', async () => {
    const { client, factor, secret } = await enrolled()
    const { id } = dataOf(await client.auth.mfa.challenge({ factorId: factor.id }))
    const verify = (code: string) => client.auth.mfa.verify({ factorId: factor.id, challengeId: id, code })
    for (let n = 0; n < 14; n += 1)
      expect((await verify(wrongFor(secret))).error?.code).toBe('mfa_verification_failed')
    expect((await verify(codeOf(secret))).error).toMatchObject({
      status: 429,
      code: 'over_request_rate_limit',
    })
  })

  it('the secret key lists and removes what somebody lost; others may not', async () => {
    const { client, user, factor } = await enrolled()
    const admin = api.client(api.config.keys.secretKey).auth.admin.mfa
    const listed = dataOf(await admin.listFactors({ userId: user.id })).factors
    expect(JSON.stringify(listed)).toContain(factor.id)
    expect(JSON.stringify(listed)).not.toContain(factor.totp.secret)
    const refused = await client.auth.admin.mfa.deleteFactor({ userId: user.id, id: factor.id })
    expect(refused.error?.code).toBe('not_admin')
    dataOf(await admin.deleteFactor({ userId: user.id, id: factor.id }))
    expect(dataOf(await client.auth.mfa.listFactors()).all).toEqual([])
  })
})
