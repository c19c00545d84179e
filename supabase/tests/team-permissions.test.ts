import { beforeAll, expect, test } from 'vitest'
import { ACTIONS, PERMISSIONS, SECOND_FACTOR_MAX_AGE_SECONDS } from '#lib/team/permissions.ts'
import { makePaidOrder } from './after-sale.ts'
import { makeSale, sql, uuid } from './fixtures.ts'
import { asRole } from './moves.ts'
import { isAllowed, makePeople, type Person } from './people.ts'

type On = typeof sql
/** What each role does with it: deeds.test.ts. */
const sale = { merchantId: '', saleId: '', itemId: '' }
let people: Map<string, Person>

beforeAll(async () => {
  Object.assign(sale, await makeSale({ stock: 1000 }))
  people = await makePeople(sale.merchantId)
  people.set('shopper', { user: uuid(), role: 'authenticated' })
})

const outcome = async (call: PromiseLike<readonly Record<string, unknown>[]>) =>
  String((await call)[0]?.outcome ?? 'null')

test('the screens and the database have the same table of permissions', async () => {
  const rows =
    await sql`select action, role, needs_second_factor, second_factor_max_age_seconds from member_actions order by action, role`
  const written = ACTIONS.flatMap((action) =>
    PERMISSIONS[action].roles.map((role) => ({
      action,
      role,
      needs_second_factor: PERMISSIONS[action].needsSecondFactor,
      second_factor_max_age_seconds: PERMISSIONS[action].needsSecondFactor
        ? SECOND_FACTOR_MAX_AGE_SECONDS
        : null,
    })),
  )
  const key = (row: { action?: string; role?: string }) => `${row.action} ${row.role}`
  expect([...rows].sort((a, b) => key(a).localeCompare(key(b)))).toEqual(
    written.sort((a, b) => key(a).localeCompare(key(b))),
  )
})

test.each(ACTIONS)('%s: may() answers every role, stranger and visitor as the table says', async (action) => {
  for (const [name, who] of people) {
    const ask = (on: On) => outcome(on`select may(${sale.merchantId}, ${action}) as outcome`)
    const expected = who.role === 'anon' ? 'refused' : String(isAllowed(who, action))
    expect([name, await asRole(who.role, who.user, ask, who.aal)]).toEqual([name, expected])
  }
  const platform = (on: On) => outcome(on`select may(${sale.merchantId}, ${action}) as outcome`)
  expect(await asRole('service_role', null, platform)).toBe('true')
  expect(await platform(sql)).toBe('true')
})

test('once a person has a second factor, their password alone opens nothing of the merchant', async () => {
  const user = uuid()
  await sql`insert into auth.users (id, email) values (${user}, ${`${user}@example.com`})`
  await sql`insert into merchant_members values (${sale.merchantId}, ${user}, 'owner')`
  const why = (aal: 'aal1' | 'aal2') =>
    asRole(
      'authenticated',
      user,
      (on) => outcome(on`select why_not(${sale.merchantId}, 'ship') as outcome`),
      aal,
    )
  expect(await why('aal1')).toBe('null')
  await sql`insert into auth.mfa_factors (id, user_id, factor_type, status) values (${uuid()}, ${user}, 'totp', 'unverified')`
  expect(await why('aal1')).toBe('null')
  await sql`update auth.mfa_factors set status = 'verified' where user_id = ${user}`
  expect(await why('aal1')).toBe('second_factor')
  expect(await why('aal2')).toBe('null')
  const { orderId } = await makePaidOrder(1, {}, sale as never)
  await sql`select add_help_message(${orderId}, ${sale.merchantId}, 'shopper', ${uuid()}, 'Hello', ${uuid()}, 9)`
  const seen = (aal: 'aal1' | 'aal2') =>
    asRole(
      'authenticated',
      user,
      (on) =>
        outcome(on`select concat_ws(' ', (select count(*) from orders) > 0,
            (select count(*) from my_sales()) > 0, (select count(*) from products) > 0, (select count(*) from list_help()) > 0,
            (select count(*) from list_team(${sale.merchantId})) > 0) as outcome`),
      aal,
    )
  expect(await seen('aal2')).toBe('t t t t t')
  // Products of announced sales are everybody's.
  expect(await seen('aal1')).toBe('f f t f f')
})

test('what was done is in the log with who did it, and nobody changes the log', async () => {
  const { orderId } = await makePaidOrder(1, {}, sale as never)
  const manager = people.get('manager')?.user ?? ''
  const cancel = (on: On) => outcome(on`select cancel_paid_order(${orderId}, ' lost ', ${uuid()}) as outcome`)
  expect(await asRole('authenticated', manager, cancel)).toBe('cancelled')
  const rows =
    await sql`select action, moved_by, detail ->> 'reason' as reason from audit_log where subject_id = ${orderId}`
  expect(rows).toEqual([{ action: 'cancel_order', moved_by: manager, reason: 'lost' }])
  for (const broken of [
    sql`update audit_log set action = 'ship_order' where subject_id = ${orderId}`,
    sql`delete from audit_log where subject_id = ${orderId}`,
    sql`truncate audit_log`,
  ])
    await expect(broken).rejects.toMatchObject({ code: 'ST001' })
  const forge = (on: On) =>
    outcome(on`select write_log(${sale.merchantId}, 'ship_order', 'order', ${orderId}) as outcome`)
  expect(await asRole('authenticated', manager, forge)).toBe('refused')
})
