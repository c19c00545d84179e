import { expect, test } from 'vitest'
import { ADDRESS, makeAccount, makeGuest, proveEmail, saveAddress } from './account-people.ts'
import { makeSale, sql, uuid } from './fixtures.ts'
import { openTransaction } from './locks.ts'

const key = () => uuid().replaceAll('-', '')
const send = async (email: string, address = key()): Promise<number> =>
  (await sql`select take_code_send(${email}, ${address}) as wait`)[0]?.wait
const check = async (email: string): Promise<string> =>
  (await sql`select take_code_check(${email}) as answer`)[0]?.answer

test('an e-mail is proved for the account Auth has it for, and for no other and no guest', async () => {
  const email = `${uuid()}@shopper.test`
  const { id } = await makeAccount({ email, isProved: false })
  expect(await proveEmail(id, 'somebody@else.test')).toBe('unknown_account')
  expect(await proveEmail(await makeGuest(), email)).toBe('unknown_account')
  expect(await proveEmail(id, ` ${email.toUpperCase()} `)).toBe('proved')
  expect(await proveEmail(id, email)).toBe('already_proved')
})

test('another address of an account is told to the one before, once, and the first to nobody', async () => {
  const { id, email: before } = await makeAccount()
  const told = () => sql`select payload ->> 'before' as before from outbox
    where kind = 'email_changed_mail' and payload ->> 'shopper_id' = ${id} order by id`
  expect(await told()).toEqual([])
  const email = `${uuid()}@shopper.test`
  expect(await proveEmail(id, email)).toBe('unknown_account')
  await sql`update auth.users set email = ${email} where id = ${id}`
  expect(await proveEmail(id, email)).toBe('proved')
  expect(await proveEmail(id, email)).toBe('already_proved')
  expect(await told()).toEqual([{ before }])
  expect(await sql`select email from accounts where shopper_id = ${id}`).toEqual([{ email }])
})

test('the first proof voids a password and sessions somebody prepared without having the mailbox; a member keeps theirs', async () => {
  const sale = await makeSale()
  const prepare = async () => {
    const account = await makeAccount({ isProved: false })
    const [forged, own] = [uuid(), uuid()]
    await sql`update auth.users set encrypted_password = 'chosen by somebody else' where id = ${account.id}`
    await sql`insert into auth.sessions (id, user_id) values (${forged}, ${account.id}), (${own}, ${account.id})`
    return { ...account, forged, own }
  }
  const left = (id: string) => sql`select u.encrypted_password as password, array_agg(s.id) as sessions
    from auth.users u join auth.sessions s on s.user_id = u.id where u.id = ${id} group by 1`
  const shopper = await prepare()
  await proveEmail(shopper.id, shopper.email, shopper.own)
  expect(await left(shopper.id)).toMatchObject([{ password: null, sessions: [shopper.own] }])
  const member = await prepare()
  await sql`insert into merchant_members values (${sale.merchantId}, ${member.id}, 'packer')`
  await proveEmail(member.id, member.email, member.own)
  expect((await left(member.id))[0]).toMatchObject({ password: 'chosen by somebody else' })
})

test('codes are sent once in thirty seconds and six times an hour to an address', async () => {
  const email = key()
  expect(await send(email)).toBe(0)
  expect(await send(email)).toBeGreaterThan(25)
  for (let n = 0; n < 5; n++) {
    await sql`update code_tries set sent_at = now() - interval '31 seconds' where key = ${email}`
    expect(await send(email)).toBe(0)
  }
  await sql`update code_tries set sent_at = now() - interval '31 seconds' where key = ${email}`
  expect(await send(email)).toBeGreaterThan(3000)
  await sql`update code_tries set since = now() - interval '61 minutes' where key = ${email}`
  expect(await send(email)).toBe(0)
})

test('one network address cannot send codes to everybody', async () => {
  const address = key()
  await send(key(), address)
  await sql`update code_tries set sends = 60, sent_at = now() - interval '31 seconds' where key = ${address}`
  expect(await send(key(), address)).toBeGreaterThan(3000)
})

test('people behind one network address do not wait for each other', async () => {
  const address = key()
  expect(await send(key(), address)).toBe(0)
  expect(await send(key(), address)).toBe(0)
})

test('a code is tried five times, then needs a new one; after an hour it is over', async () => {
  const email = key()
  expect(await check(email)).toBe('expired')
  await send(email)
  const answers = []
  for (let n = 0; n < 6; n++) answers.push(await check(email))
  expect(answers).toEqual(['try', 'try', 'try', 'try', 'try', 'too_many'])
  await sql`update code_tries set sent_at = now() - interval '31 seconds' where key = ${email}`
  await send(email)
  expect(await check(email)).toBe('try')
  await sql`update code_tries set sent_at = now() - interval '61 minutes' where key = ${email}`
  expect(await check(email)).toBe('expired')
})

test('once a code was taken the next may be sent at once, and the old one is over', async () => {
  const email = key()
  await send(email)
  await sql`select forget_code(${email})`
  expect(await check(email)).toBe('expired')
  expect(await send(email)).toBe(0)
})

test('a try that waits for another is counted after it: five at once are five', async () => {
  const email = key()
  await send(email)
  for (let n = 0; n < 4; n++) await check(email)
  const fifth = await openTransaction()
  expect((await fifth.sql`select take_code_check(${email}) as answer`)[0]?.answer).toBe('try')
  const sixth = check(email)
  await fifth.untilWaitedFor()
  await fifth.commit()
  expect(await sixth).toBe('too_many')
})

const addressesOf = (shopper: string) =>
  sql`select id, name, is_default from shopper_addresses where shopper_id = ${shopper} order by created_at`

test('the first address is the default, another becomes it when asked, and the newest when it is removed', async () => {
  const { id } = await makeAccount()
  const [home, work, other] = [uuid(), uuid(), uuid()]
  expect(await saveAddress(id, home, { name: 'Home' })).toBe('saved')
  expect(await saveAddress(id, work, { name: 'Work' })).toBe('saved')
  expect(await saveAddress(id, other, { name: 'Other' })).toBe('saved')
  expect((await addressesOf(id)).map((row) => row.is_default)).toEqual([true, false, false])
  expect(await saveAddress(id, work, { name: 'Work' }, true)).toBe('saved')
  expect((await addressesOf(id)).map((row) => row.is_default)).toEqual([false, true, false])
  // The default cannot be unset by saving it: one is always there.
  expect(await saveAddress(id, work, { name: 'Works' }, false)).toBe('saved')
  expect((await addressesOf(id)).map((row) => row.is_default)).toEqual([false, true, false])
  const remove = async (which: string) =>
    (await sql`select remove_address(${id}, ${which}) as outcome`)[0]?.outcome
  expect(await remove(work)).toBe('removed')
  expect(await remove(work)).toBe('unknown_address')
  expect(await addressesOf(id)).toMatchObject([
    { id: home, is_default: false },
    { id: other, is_default: true },
  ])
})

test('ten addresses at most, also when twenty are saved at once; a guest has none; nobody changes another’s', async () => {
  const { id } = await makeAccount()
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => saveAddress(id)))
  expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(10)
  expect(outcomes.filter((outcome) => outcome === 'too_many')).toHaveLength(10)
  expect((await addressesOf(id)).filter((row) => row.is_default)).toHaveLength(1)
  expect(await saveAddress(await makeGuest())).toBe('no_account')
  const [theirs] = await addressesOf(id)
  const stranger = await makeAccount()
  expect(await saveAddress(stranger.id, theirs?.id)).toBe('unknown_address')
  expect((await sql`select remove_address(${stranger.id}, ${theirs?.id}) as outcome`)[0]?.outcome).toBe(
    'unknown_address',
  )
})

test.each([
  { name: '' },
  { name: 'x'.repeat(121) },
  { line1: 'one\u0007two' },
  { postalCode: '' },
  { country: 'Germany' },
  { city: 'x'.repeat(81) },
])('an address that cannot be printed on a label is refused: %j', async (fields) => {
  const { id } = await makeAccount()
  expect(await saveAddress(id, uuid(), { ...ADDRESS, ...fields })).toBe('invalid')
  expect(await addressesOf(id)).toEqual([])
})

test('a name is kept as typed, without the spaces around it', async () => {
  const { id } = await makeAccount()
  const name = async (text: string) => (await sql`select name_account(${id}, ${text}) as outcome`)[0]?.outcome
  expect(await name(' Ada Byron ')).toBe('named')
  expect(await name('a\nb')).toBe('invalid')
  expect(await name('x'.repeat(121))).toBe('invalid')
  expect((await sql`select name from accounts where shopper_id = ${id}`)[0]?.name).toBe('Ada Byron')
})
