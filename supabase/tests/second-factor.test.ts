import { expect, test } from 'vitest'
import { ACTIONS, PERMISSIONS, SECOND_FACTOR_MAX_AGE_SECONDS } from '#lib/team/permissions.ts'
import { makeSale, sql, uuid } from './fixtures.ts'
import { asRole } from './moves.ts'

test('for money and the team the second factor was shown lately; for everything else, at all', async () => {
  const { merchantId } = await makeSale()
  const owner = uuid()
  await sql`insert into merchant_members values (${merchantId}, ${owner}, 'owner')`
  for (const action of ACTIONS) {
    const why = (secondsAgo: number) =>
      asRole(
        'authenticated',
        owner,
        async (on) => String((await on`select why_not(${merchantId}, ${action}) as outcome`)[0]?.outcome),
        'aal2',
        secondsAgo,
      )
    const isAsked = PERMISSIONS[action].needsSecondFactor
    expect([action, await why(SECOND_FACTOR_MAX_AGE_SECONDS - 60)]).toEqual([action, 'null'])
    expect([action, await why(SECOND_FACTOR_MAX_AGE_SECONDS + 5)]).toEqual([
      action,
      isAsked ? 'second_factor' : 'null',
    ])
  }
  await expect(
    sql`update member_actions set second_factor_max_age_seconds = null where action = 'refund' and role = 'owner'`,
  ).rejects.toMatchObject({ constraint_name: 'member_actions_second_factor_is_recent' })
})

test('a token that does not say when its second factor was shown has shown none lately', async () => {
  const nowSeconds = Math.floor(Date.now() / 1000)
  const recent = async (claims: object) => {
    const [row] = await sql.begin(async (tx) => {
      await tx`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`
      return tx`select has_recent_second_factor() as is_recent`
    })
    return row?.is_recent
  }
  const totp = { method: 'totp', timestamp: nowSeconds }
  expect(
    await recent({ aal: 'aal2', amr: [{ method: 'password', timestamp: nowSeconds - 9999 }, totp] }),
  ).toBe(true)
  for (const claims of [
    {},
    { aal: 'aal2' },
    { aal: 'aal2', amr: null },
    { aal: 'aal2', amr: ['pwd', 'otp'] },
    { aal: 'aal2', amr: [{ method: 'password', timestamp: nowSeconds }] },
    { aal: 'aal2', amr: [{ method: 'totp', timestamp: String(nowSeconds) }] },
    { aal: 'aal2', amr: [{ method: 'totp', timestamp: nowSeconds - 901 }] },
    { aal: 'aal1', amr: [totp] },
    { amr: [totp] },
  ])
    expect([claims, await recent(claims)]).toEqual([claims, false])
})
