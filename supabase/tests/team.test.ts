import { expect, test } from 'vitest'
import { makeSale, sql, uuid } from './fixtures.ts'
import { asRole } from './moves.ts'

type On = typeof sql

async function makePerson(): Promise<{ id: string; email: string }> {
  const id = uuid()
  const email = `${id}@example.com`
  await sql`insert into auth.users (id, email, email_confirmed_at) values (${id}, ${email}, now())`
  return { id, email }
}

async function makeTeam() {
  const { merchantId } = await makeSale()
  const [owner, packer, stranger] = [await makePerson(), await makePerson(), await makePerson()]
  await sql`insert into merchant_members values (${merchantId}, ${owner.id}, 'owner'), (${merchantId}, ${packer.id}, 'packer')`
  return { merchantId, owner, packer, stranger }
}

const one = async (call: PromiseLike<readonly Record<string, unknown>[]>) => String((await call)[0]?.outcome)
const as = (user: string, ask: (on: On) => Promise<string>, aal: 'aal1' | 'aal2' = 'aal2') =>
  asRole('authenticated', user, ask, aal)
const invite =
  (merchantId: string, email: string, role = 'packer') =>
  (on: On) =>
    one(on`select invite_member(${merchantId}, ${email}, ${role}) as outcome`)
const setRole = (merchantId: string, user: string, role: string) => (on: On) =>
  one(on`select set_member_role(${merchantId}, ${user}, ${role}) as outcome`)
const remove = (merchantId: string, user: string) => (on: On) =>
  one(on`select remove_member(${merchantId}, ${user}) as outcome`)
const accept = (token: string) => (on: On) => one(on`select accept_invitation(${token}) as outcome`)
const tokenFor = async (email: string) =>
  (
    await sql`select b.payload ->> 'token' as token from outbox b join invitations i on i.id::text = b.payload ->> 'invitation_id'
      where i.email = ${email} order by b.id desc limit 1`
  )[0]?.token as string
const rolesOf = async (merchantId: string) =>
  Object.fromEntries(
    (await sql`select user_id, role from merchant_members where merchant_id = ${merchantId}`).map((row) => [
      row.user_id,
      row.role,
    ]),
  )

test('an invited person joins with the role of the invitation, once, and the log says so', async () => {
  const { merchantId, owner, stranger } = await makeTeam()
  expect(await as(owner.id, invite(merchantId, ` ${stranger.email.toUpperCase()} `, 'manager'))).toBe(
    'invited',
  )
  const token = await tokenFor(stranger.email)
  const [stored] = await sql`select token_digest from invitations where email = ${stranger.email}`
  expect(Buffer.from(stored?.token_digest).toString()).not.toContain(token)
  const answers = await Promise.all([1, 2, 3].map(() => as(stranger.id, accept(token), 'aal1')))
  expect(answers).toEqual(['joined', 'joined', 'joined'])
  expect(await rolesOf(merchantId)).toMatchObject({ [stranger.id]: 'manager' })
  const log = await sql`select action, moved_by from audit_log where merchant_id = ${merchantId} order by id`
  expect(log).toEqual([
    { action: 'invite_member', moved_by: owner.id },
    { action: 'join_team', moved_by: stranger.id },
  ])
  // Removed, the link that let them in lets them in no more.
  expect(await as(owner.id, remove(merchantId, stranger.id))).toBe('removed')
  expect(await as(stranger.id, accept(token))).toBe('accepted')
  expect(Object.keys(await rolesOf(merchantId))).toHaveLength(2)
})

test('an invitation is for one confirmed address, seven days, and until it is taken back', async () => {
  const { merchantId, owner, packer, stranger } = await makeTeam()
  await as(owner.id, invite(merchantId, stranger.email))
  const token = await tokenFor(stranger.email)
  expect(await as(packer.id, accept(token))).toBe('wrong_address')
  expect(await as(uuid(), accept(token))).toBe('wrong_address')
  expect(await as(stranger.id, accept(uuid()))).toBe('unknown')
  await sql`update auth.users set email_confirmed_at = null where id = ${stranger.id}`
  expect(await as(stranger.id, accept(token))).toBe('not_confirmed')
  await sql`update auth.users set email_confirmed_at = now() where id = ${stranger.id}`
  await sql`update invitations set expires_at = now() - interval '1 second' where email = ${stranger.email}`
  expect(await as(stranger.id, accept(token))).toBe('expired')
  await sql`update invitations set expires_at = now() + interval '1 day', created_at = now() - interval '2 minutes' where email = ${stranger.email}`
  expect(await as(owner.id, invite(merchantId, stranger.email))).toBe('invited')
  expect(await as(stranger.id, accept(token))).toBe('withdrawn')
  const second = await tokenFor(stranger.email)
  const [row] = await sql`select id from invitations where email = ${stranger.email} and withdrawn_at is null`
  const withdraw = (on: On) => one(on`select withdraw_invitation(${row?.id}) as outcome`)
  expect(await as(stranger.id, withdraw)).toBe('unknown')
  expect(await as(packer.id, withdraw)).toBe('not_allowed')
  expect(await as(owner.id, withdraw, 'aal1')).toBe('second_factor')
  expect(await as(owner.id, withdraw)).toBe('withdrawn')
  expect(await as(stranger.id, accept(second))).toBe('withdrawn')
  expect(Object.keys(await rolesOf(merchantId))).toHaveLength(2)
})

test('who may not is refused, and whom one may not invite is told', async () => {
  const { merchantId, owner, packer, stranger } = await makeTeam()
  const other = await makeTeam()
  for (const [who, answer] of [
    [packer.id, 'not_allowed'],
    [stranger.id, 'not_allowed'],
    [other.owner.id, 'not_allowed'],
  ] as const) {
    expect(await as(who, invite(merchantId, 'new@example.com'))).toBe(answer)
    expect(await as(who, setRole(merchantId, packer.id, 'owner'))).toBe(answer)
    expect(await as(who, remove(merchantId, owner.id))).toBe(answer)
  }
  expect(await as(owner.id, invite(merchantId, 'new@example.com'), 'aal1')).toBe('second_factor')
  expect(await as(owner.id, invite(merchantId, 'nobody'))).toBe('invalid')
  expect(await as(owner.id, invite(merchantId, 'new@example.com', 'king'))).toBe('invalid')
  expect(await as(owner.id, invite(merchantId, packer.email))).toBe('already_member')
  expect(await as(owner.id, invite(merchantId, 'new@example.com'))).toBe('invited')
  expect(await as(owner.id, invite(merchantId, 'new@example.com'))).toBe('too_many')
  expect(await as(owner.id, setRole(merchantId, stranger.id, 'packer'))).toBe('unknown_member')
})

test('the secret of a link leaves the outbox once the mail is sent', async () => {
  const { merchantId, owner, stranger } = await makeTeam()
  await as(owner.id, invite(merchantId, stranger.email))
  expect(await tokenFor(stranger.email)).toMatch(/^[0-9a-f-]{36}$/)
  await sql`update outbox set done_at = now() where kind = 'invitation_mail' and merchant_id = ${merchantId}`
  expect(await tokenFor(stranger.email)).toBeNull()
})

test('a shop keeps an owner, whoever writes and however many go at once', async () => {
  const { merchantId, owner, packer } = await makeTeam()
  expect(await as(owner.id, remove(merchantId, owner.id))).toBe('last_owner')
  expect(await as(owner.id, setRole(merchantId, owner.id, 'packer'))).toBe('last_owner')
  expect(await as(owner.id, setRole(merchantId, packer.id, 'owner'))).toBe('changed')
  const answers = await Promise.all([
    as(owner.id, remove(merchantId, owner.id)),
    as(packer.id, setRole(merchantId, packer.id, 'manager')),
  ])
  expect(answers.toSorted()[0]).toMatch(/changed|last_owner/)
  expect(answers).toContain('last_owner')
  expect(Object.values(await rolesOf(merchantId)).filter((role) => role === 'owner')).toHaveLength(1)
  for (const broken of [
    sql`delete from merchant_members where merchant_id = ${merchantId}`,
    sql`update merchant_members set role = 'packer' where merchant_id = ${merchantId}`,
  ])
    await expect(broken).rejects.toMatchObject({ code: 'ST001' })
})

test('everybody leaves by themselves, without a second factor, and sees nothing from then on', async () => {
  const { merchantId, packer } = await makeTeam()
  const see = (on: On) => one(on`select count(*) as outcome from list_team(${merchantId})`)
  expect(await as(packer.id, see, 'aal1')).toBe('2')
  expect(await as(packer.id, remove(merchantId, packer.id), 'aal1')).toBe('removed')
  expect(await as(packer.id, see)).toBe('0')
  expect(await as(packer.id, (on) => one(on`select count(*) as outcome from invitations`))).toBe('0')
})

test('the log is found by person, action, thing and time, page by page, by owners and managers of that shop only', async () => {
  const { merchantId, owner, packer } = await makeTeam()
  const other = await makeTeam()
  await sql`insert into audit_log (merchant_id, action, subject_kind, subject_id, moved_by, at)
    select ${merchantId}, case when n % 2 = 0 then 'ship_order' else 'refund_order' end, 'order', (n % 10)::text,
      case when n % 3 = 0 then ${packer.id}::uuid else ${owner.id}::uuid end, timestamptz '2026-01-01' + n * interval '1 hour'
    from generate_series(1, 500) n`
  const count = (filter: string) => (on: On) =>
    one(on.unsafe(`select count(*) as outcome from read_log('${merchantId}', p_limit => 1000 ${filter})`))
  expect(await as(owner.id, count(''))).toBe('500')
  expect(await as(owner.id, count(`, p_moved_by => '${packer.id}'`))).toBe('166')
  expect(await as(owner.id, count(`, p_action => 'ship_order'`))).toBe('250')
  expect(await as(owner.id, count(`, p_subject_kind => 'order', p_subject_id => '3'`))).toBe('50')
  expect(await as(owner.id, count(`, p_from => '2026-01-02', p_to => '2026-01-03'`))).toBe('24')
  const page = await sql`select id, email from read_log(${merchantId}, p_limit => 50)`
  const next = await sql`select id from read_log(${merchantId}, p_limit => 50, p_after => ${page.at(-1)?.id})`
  expect(next).toHaveLength(50)
  expect(Number(next[0]?.id)).toBeLessThan(Number(page.at(-1)?.id))
  const back = await sql`select id from read_log(${merchantId}, p_limit => 50, p_before => ${next[0]?.id})`
  expect(back.map(({ id }) => id)).toEqual(page.map(({ id }) => id))
  const third =
    await sql`select id from read_log(${merchantId}, p_limit => 50, p_after => ${next.at(-1)?.id})`
  const second = await sql`select id from read_log(${merchantId}, p_limit => 50, p_before => ${third[0]?.id})`
  expect(second.map(({ id }) => id)).toEqual(next.map(({ id }) => id))
  expect(page.map((row) => row.email)).toContain(owner.email)
  for (const who of [packer.id, other.owner.id, uuid()]) expect(await as(who, count(''))).toBe('0')
})

test('ten recovery codes: shown for a second factor only, each good once, guessing is bounded', async () => {
  const { merchantId, owner } = await makeTeam()
  const make = (aal: 'aal1' | 'aal2') =>
    as(owner.id, async (on) => String((await on`select make_recovery_codes() as codes`)[0]?.codes), aal)
  expect(await make('aal1')).toBe('null')
  const old = await asRole(
    'authenticated',
    owner.id,
    async (on) => String((await on`select make_recovery_codes() as codes`)[0]?.codes),
    'aal2',
    901,
  )
  expect(old).toBe('null')
  const codes = (await make('aal2')).split(',')
  expect(new Set(codes).size).toBe(10)
  expect(codes.every((code) => /^[0-9a-f]{4}(-[0-9a-f]{4}){3}$/.test(code))).toBe(true)
  await sql`insert into auth.mfa_factors (id, user_id, factor_type, status) values (${uuid()}, ${owner.id}, 'totp', 'verified')`
  await sql`insert into auth.sessions (id, user_id, aal) values (${uuid()}, ${owner.id}, 'aal2')`
  const spend = (user: string, code: string) =>
    as(user, (on) => one(on`select use_recovery_code(${code}) as outcome`), 'aal1')
  expect(await spend((await makePerson()).id, codes[0] ?? '')).toBe('wrong')
  for (let n = 0; n < 10; n += 1) expect(await spend(owner.id, '0000-0000-0000-0000')).toBe('wrong')
  expect(await spend(owner.id, codes[0] ?? '')).toBe('too_many')
  await sql`update recovery_codes set tries_since = now() - interval '61 minutes' where user_id = ${owner.id}`
  const answers = await Promise.all([1, 2].map(() => spend(owner.id, (codes[0] ?? '').replaceAll('-', ' '))))
  expect(answers.toSorted()).toEqual(['removed', 'wrong'])
  expect(await sql`select 1 from auth.mfa_factors where user_id = ${owner.id}`).toHaveLength(0)
  expect((await sql`select aal from auth.sessions where user_id = ${owner.id}`)[0]?.aal).toBe('aal1')
  expect(await spend(owner.id, codes[1] ?? '')).toBe('wrong')
  const log = await sql`select action from audit_log where merchant_id = ${merchantId} order by id`
  expect(log.map((row) => row.action)).toEqual(['make_recovery_codes', 'use_recovery_code'])
})

test('whoever changes how a person signs in, the person hears of it', async () => {
  const { owner } = await makeTeam()
  const told = async () =>
    (
      await sql`select payload ->> 'what' as what from outbox
        where kind = 'security_mail' and payload ->> 'user_id' = ${owner.id} order by id`
    ).map((row) => row.what)
  const addApp = async () => {
    const id = uuid()
    await sql`insert into auth.mfa_factors (id, user_id, factor_type, status) values (${id}, ${owner.id}, 'totp', 'unverified')`
    await sql`update auth.mfa_factors set status = 'verified' where id = ${id}`
    // Shown again, which changes nothing.
    await sql`update auth.mfa_factors set status = 'verified', updated_at = now() where id = ${id}`
  }
  const make = () =>
    as(owner.id, async (on) => String((await on`select make_recovery_codes() as codes`)[0]?.codes))
  await sql`insert into auth.mfa_factors (id, user_id, factor_type, status) values (${uuid()}, ${owner.id}, 'totp', 'unverified')`
  await sql`delete from auth.mfa_factors where user_id = ${owner.id}`
  expect(await told()).toEqual([])
  await addApp()
  const first = await make()
  expect(await told()).toEqual(['app_added'])
  const [code] = (await make()).split(',')
  expect(first).not.toContain(code)
  expect(await told()).toEqual(['app_added', 'codes_renewed'])
  await as(owner.id, (on) => one(on`select use_recovery_code(${code ?? ''}) as outcome`), 'aal1')
  expect(await told()).toEqual(['app_added', 'codes_renewed', 'code_used'])
  await addApp()
  await sql`delete from auth.mfa_factors where user_id = ${owner.id}`
  expect((await told()).slice(3)).toEqual(['app_added', 'app_removed'])
  // First codes long after the app were not made on the way of setting it up.
  await addApp()
  await sql`update auth.mfa_factors set created_at = now() - interval '1 day' where user_id = ${owner.id}`
  await make()
  expect((await told()).slice(5)).toEqual(['app_added', 'codes_renewed'])
})
