import { expect, test } from 'vitest'
import { sql, uuid } from './fixtures.ts'

/** Somebody Auth knows: with an account, or a guest. */
async function person(isGuest: boolean): Promise<string> {
  const id = uuid()
  await sql`insert into auth.users (id, is_anonymous) values (${id}, ${isGuest})`
  return id
}

const remember = async (shopper: string, customer: string) =>
  (await sql`select remember_customer(${shopper}, ${customer}) as customer`)[0]?.customer
const customerOf = async (shopper: string) =>
  (await sql`select has_account, customer_id from stripe_customer_of(${shopper})`)[0]
const name = () => `cus_${uuid()}`

test('a shopper with an account has one Stripe customer, the first that was made, however many make one', async () => {
  const shopper = await person(false)
  expect(await customerOf(shopper)).toEqual({ has_account: true, customer_id: null })
  const made = await Promise.all(Array.from({ length: 8 }, () => remember(shopper, name())))
  expect(new Set(made).size).toBe(1)
  expect(await customerOf(shopper)).toEqual({ has_account: true, customer_id: made[0] })
  expect(await remember(shopper, name())).toBe(made[0])
})

test('several requests that bring the same customer at once all hear of it', async () => {
  for (let round = 0; round < 20; round++) {
    const [shopper, customer] = [await person(false), name()]
    const heard = await Promise.all(Array.from({ length: 10 }, () => remember(shopper, customer)))
    expect(new Set(heard)).toEqual(new Set([customer]))
  }
})

test('a guest and somebody unknown have none, and cannot be given one', async () => {
  const guest = await person(true)
  for (const shopper of [guest, uuid()]) {
    expect(await remember(shopper, name())).toBeNull()
    expect(await customerOf(shopper)).toEqual({ has_account: false, customer_id: null })
  }
  const forced = sql`insert into stripe_customers (shopper_id, customer_id) values (${guest}, ${name()})`
  await expect(forced).rejects.toMatchObject({ code: 'ST002' })
})

test('a customer that is gone at Stripe is forgotten, but never the one that came after it', async () => {
  const shopper = await person(false)
  const [old, next] = [name(), name()]
  await remember(shopper, old)
  await sql`select forget_customer(${shopper}, ${old})`
  expect(await customerOf(shopper)).toMatchObject({ customer_id: null })
  expect(await remember(shopper, next)).toBe(next)
  await sql`select forget_customer(${shopper}, ${old})`
  expect(await customerOf(shopper)).toMatchObject({ customer_id: next })
})

test('one customer is never two people, and never becomes another', async () => {
  const [one, two] = [await person(false), await person(false)]
  const customer = await remember(one, name())
  await expect(remember(two, customer)).rejects.toMatchObject({ code: 'ST003' })
  const changed = sql`update stripe_customers set customer_id = ${name()} where shopper_id = ${one}`
  await expect(changed).rejects.toMatchObject({ code: 'ST001' })
})

test('a guest who makes an account gets a customer then, and an account that is given up leaves none', async () => {
  const shopper = await person(true)
  await sql`update auth.users set is_anonymous = false where id = ${shopper}`
  const customer = name()
  expect(await remember(shopper, customer)).toBe(customer)
  await sql`delete from auth.users where id = ${shopper}`
  expect(await sql`select 1 from stripe_customers where customer_id = ${customer}`).toEqual([])
})
