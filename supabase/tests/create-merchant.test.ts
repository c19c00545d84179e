import { expect, test } from 'vitest'
import { sql, uuid } from './fixtures.ts'
import { asRole } from './moves.ts'

type Opened = { outcome: string; merchant_id: string | null }

/** Somebody with an account whose address a code has proved; not, where it is said. */
async function makePerson({ isProved = true } = {}): Promise<string> {
  const id = uuid()
  const email = `${id}@example.com`
  await sql`insert into auth.users (id, email, email_confirmed_at) values (${id}, ${email}, now())`
  if (isProved) await sql`insert into accounts (shopper_id, email) values (${id}, ${email})`
  return id
}

type Words = { request?: string | null; name?: string; email?: string; currency?: string }

async function open(person: string | null, words: Words = {}): Promise<Opened> {
  const { request = uuid(), name = 'Kiln & Co', email = 'help@kiln.example', currency = 'EUR' } = words
  const [row] = await sql<Opened[]>`
    select * from create_merchant(${person}, ${request}, ${name}, ${email}, ${currency})`
  if (!row) throw new Error('Nothing was answered.')
  return row
}

const storesOf = async (person: string) =>
  Number((await sql`select count(*) from merchant_members where user_id = ${person}`)[0]?.count)

test('who opens a store is its owner, it has settings, and its log begins with it', async () => {
  const person = await makePerson()
  const { outcome, merchant_id } = await open(person, { name: '  Kiln & Co ' })
  expect(outcome).toBe('created')
  const [merchant] =
    await sql`select name, slug, support_email, currency from merchants where id = ${merchant_id}`
  expect(merchant).toMatchObject({ name: 'Kiln & Co', support_email: 'help@kiln.example', currency: 'EUR' })
  expect(merchant?.slug).toMatch(/^kiln-co(-\d+)?$/)
  expect(await sql`select user_id, role from merchant_members where merchant_id = ${merchant_id}`).toEqual([
    { user_id: person, role: 'owner' },
  ])
  expect(await sql`select action, moved_by from audit_log where merchant_id = ${merchant_id}`).toEqual([
    { action: 'open_store', moved_by: person },
  ])
  expect(
    await sql`select version::int, shipping_cents from store_settings where merchant_id = ${merchant_id}`,
  ).toEqual([{ version: 0, shipping_cents: null }])
})

test('one request opens one store, however often it is sent, and is nobody else’s', async () => {
  const [person, other, request] = [await makePerson(), await makePerson(), uuid()]
  const answers = await Promise.all([1, 2, 3, 4].map(() => open(person, { request })))
  expect(new Set(answers.map(({ outcome, merchant_id }) => `${outcome} ${merchant_id}`)).size).toBe(1)
  expect(answers[0]?.outcome).toBe('created')
  expect(await storesOf(person)).toBe(1)
  expect(await open(other, { request })).toEqual({ outcome: 'invalid', merchant_id: null })
})

test('a person opens five stores at most, side by side too', async () => {
  const person = await makePerson()
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, n) => open(person, { name: `${person} ${n}` })),
  )
  expect(answers.map(({ outcome }) => outcome).sort()).toEqual([
    ...Array.from({ length: 5 }, () => 'created'),
    ...Array.from({ length: 3 }, () => 'too_many'),
  ])
  expect(await storesOf(person)).toBe(5)
})

test('an address that no code has proved, or that was changed since, opens nothing', async () => {
  const [unproved, moved] = [await makePerson({ isProved: false }), await makePerson()]
  await sql`update auth.users set email = ${`${uuid()}@example.com`} where id = ${moved}`
  const guest = await makePerson()
  await sql`update auth.users set is_anonymous = true where id = ${guest}`
  for (const person of [unproved, moved, guest, uuid(), null])
    expect((await open(person)).outcome).toBe('not_confirmed')
})

test('what is no name, no address or no currency opens nothing', async () => {
  const person = await makePerson()
  for (const words of [
    { name: ' ' },
    { name: 'x'.repeat(121) },
    { email: 'nobody' },
    { currency: 'euro' },
    { request: null },
  ])
    expect((await open(person, words)).outcome).toBe('invalid')
  expect(await storesOf(person)).toBe(0)
})

test('only the shop’s server opens stores: what the installation allows is not asked of a browser', async () => {
  const person = await makePerson()
  for (const [role, user] of [
    ['anon', null],
    ['authenticated', person],
  ] as const)
    expect(
      await asRole(role, user, async (on) =>
        String(
          (
            await on`select outcome from create_merchant(${person}, ${uuid()}, 'Mine', 'a@b.example', 'EUR')`
          )[0]?.outcome,
        ),
      ),
    ).toBe('refused')
})
