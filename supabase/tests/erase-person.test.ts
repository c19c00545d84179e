import { expect, test } from 'vitest'
import { buy, makeAccount, makeGuest, saveAddress, signIn, startPaying } from './account-people.ts'
import {
  auditOf,
  claimOne,
  gapsOf,
  getClaim,
  getItem,
  getOrder,
  getWait,
  joinOne,
  makeSale,
  settle,
  sql,
  tick,
  uuid,
} from './fixtures.ts'
import { PERSON_TABLES } from './person-columns.ts'

const erase = async (id: string, email: string): Promise<string> =>
  (await sql`select erase_person(${id}, ${email}) as outcome`)[0]?.outcome

/** Where any of these words stands, in any text, JSON or name column of the shop's and Auth's tables. */
async function findEverywhere(words: string[]): Promise<string[]> {
  const columns = await sql`
    select n.nspname as schema, c.relname as table, a.attname as column
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_type t on t.oid = a.atttypid
    where n.nspname in ('public', 'auth', 'ledger', 'realtime') and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and (t.typcategory in ('S', 'A') or t.typname in ('json', 'jsonb', 'uuid'))`
  expect(columns.length).toBeGreaterThan(100)
  const found: string[] = []
  for (const { schema, table, column } of columns) {
    const [row] = await sql`select count(*)::int as count from ${sql(`${schema}.${table}`)}
      where lower(${sql(column)}::text) like any (${words.map((word) => `%${word.toLowerCase()}%`)})`
    if (row?.count > 0) found.push(`${schema}.${table}.${column}`)
  }
  return found
}

/** Somebody with everything there is: as a guest first, then with an account. */
async function makePerson() {
  const tag = uuid().slice(0, 8)
  const words = [`ada-${tag}@shopper.test`, `Ada Byron ${tag}`, `Weserstraße ${tag}`]
  const [email = '', name = '', line1 = ''] = words
  const guest = await makeGuest()
  const account = await makeAccount({ email })
  const sale = await makeSale({ limit: 20, stock: 20 })
  const old = await buy(guest, sale, { email, name, line1 })
  await sql`select ship_order(${old.orderId}, 'DHL', ${`P${tag.toUpperCase()}`}, null, null, ${uuid()})`
  const [parcel] = await sql`select id from shipments where order_id = ${old.orderId}`
  await sql`select mark_delivered(${parcel?.id}, ${uuid()})`
  await sql`select add_help_message(${old.orderId}, ${sale.merchantId}, 'shopper', ${guest}, ${`I am ${name}`}, ${uuid()}, 9)`
  await signIn(guest, account.id)
  await sql`select name_account(${account.id}, ${name})`
  await saveAddress(account.id, uuid(), { name, line1 })
  await sql`select remember_customer(${account.id}, ${`cus_${tag}`})`
  await sql`insert into auth.identities (id, provider, provider_id, user_id, identity_data)
    values (gen_random_uuid(), 'email', ${account.id}, ${account.id}, ${sql.json({ email })})`
  await sql`insert into auth.sessions (id, user_id) values (gen_random_uuid(), ${account.id})`
  await sql`insert into reminders (sale_id, user_id) values (${sale.saleId}, ${account.id})`
  await sql`insert into push_settings (user_id, kind, is_on) values (${account.id}, 'offer', true)`
  await sql`insert into auth.audit_log_entries (id, payload) values (gen_random_uuid(),
    ${sql.json({ actor_id: account.id, actor_username: email, action: 'login' })})`
  return { words, email, name, line1, guest, account: account.id, sale, old, customer: `cus_${tag}` }
}

test('afterwards nothing of the person is found in any text column, and the books still add up', async () => {
  const person = await makePerson()
  const { sale } = person
  const held = await claimOne({ shopper: person.account, item: sale.itemId, quantity: 2 })
  const full = await makeSale({ stock: 1 })
  await claimOne({ item: full.itemId })
  const place = await joinOne({ shopper: person.account, item: full.itemId })
  const declined = await startPaying(person.account, await makeSale())
  await sql`select hold_claims_of_order_again(${declined.orderId}, 'No funds.')`
  await sql`update orders set email = ${person.email}, name = ${person.name} where id = ${declined.orderId}`
  expect((await findEverywhere(person.words)).length).toBeGreaterThan(8)

  expect(await erase(person.account, ` ${person.email.toUpperCase()}`)).toBe('erased')
  expect(await findEverywhere(person.words)).toEqual([])
  expect(await getClaim(held.claim_id)).toMatchObject({ status: 'released' })
  expect(await getWait(place.wait_id)).toMatchObject({ status: 'left' })
  expect(await getItem(sale.itemId)).toMatchObject({ held: 0, sold: 1 })
  expect(await getOrder(declined.orderId)).toMatchObject({ status: 'cancelled' })
  expect(await getOrder(person.old.orderId)).toMatchObject({
    status: 'delivered',
    total_cents: '1000',
    name: 'Erased',
    address: { country: 'DE' },
  })
  expect(await sql`select body from help_messages where order_id = ${person.old.orderId}`).toEqual([
    { body: '(erased)' },
  ])
  const work =
    await sql`select kind from outbox where kind = 'delete_customer' and payload ->> 'customer_id' = ${person.customer}
    or kind = 'cancel_intent' and order_id = ${declined.orderId}`
  expect(work.map((row) => row.kind).sort()).toEqual(['cancel_intent', 'delete_customer'])
  expect(await sql`select 1 from auth.users where id in (${person.account}, ${person.guest})`).toEqual([])
  for (const [table, fate] of Object.entries(PERSON_TABLES)) {
    if (fate.erase !== 'row') continue
    expect(
      await sql`select 1 from ${sql(table)} t where to_jsonb(t) ->> ${table.startsWith('push') || table === 'reminders' ? 'user_id' : 'shopper_id'} = ${person.account}`,
    ).toEqual([])
  }
  for (const one of [sale, full]) expect(await auditOf(one.saleId)).toEqual([])
  expect(await gapsOf(sale.saleId)).toEqual([])
  // Again, with the session that is still in a browser somewhere: the same answer, and nothing happens.
  expect(await erase(person.account, person.email)).toBe('erased')
})

test('what a parcel needs stays until it has arrived, and goes then by itself', async () => {
  const person = await makePerson()
  const order = await buy(person.account, person.sale, person)
  expect(await erase(person.account, person.email)).toBe('erased')
  expect(await getOrder(order.orderId)).toMatchObject({ status: 'paid', name: person.name })
  const left = await findEverywhere(person.words)
  expect(left.sort()).toEqual([
    'public.orders.address',
    'public.orders.email',
    'public.orders.name',
    'public.orders.search_text',
  ])
  await sql`select ship_order(${order.orderId}, 'DHL', 'PARCELX1', null, null, ${uuid()})`
  await tick()
  expect(await getOrder(order.orderId)).toMatchObject({ status: 'shipped', name: person.name })
  const [parcel] = await sql`select id from shipments where order_id = ${order.orderId}`
  await sql`select mark_delivered(${parcel?.id}, ${uuid()})`
  await tick()
  expect(await findEverywhere(person.words)).toEqual([])
})

test('a parcel whose arrival nobody reports keeps the address for sixty days', async () => {
  const person = await makePerson()
  const order = await buy(person.account, person.sale, person)
  await sql`select ship_order(${order.orderId}, 'Bike', null, null, null, ${uuid()})`
  await erase(person.account, person.email)
  expect(await getOrder(order.orderId)).toMatchObject({ name: person.name })
  await sql`update shipments set shipped_at = now() - interval '61 days' where order_id = ${order.orderId}`
  await tick()
  expect(await getOrder(order.orderId)).toMatchObject({ name: 'Erased' })
})

test('while something is being paid it is refused and nothing changes; afterwards it works', async () => {
  const person = await makePerson()
  const paying = await startPaying(person.account, person.sale)
  const held = await claimOne({ shopper: person.account, item: person.sale.itemId })
  expect(await erase(person.account, person.email)).toBe('being_paid')
  expect(await getClaim(held.claim_id)).toMatchObject({ status: 'held' })
  expect(await sql`select 1 from accounts where shopper_id = ${person.account}`).toHaveLength(1)
  await settle(paying.intent, paying.total)
  expect(await erase(person.account, person.email)).toBe('erased')
})

test('another e-mail, no e-mail and a member of a merchant are refused', async () => {
  const person = await makePerson()
  expect(await erase(person.account, 'other@shopper.test')).toBe('wrong_email')
  expect(await erase(person.account, '')).toBe('wrong_email')
  await sql`insert into merchant_members values (${person.sale.merchantId}, ${person.account}, 'packer')`
  expect(await erase(person.account, person.email)).toBe('is_member')
  expect(await getOrder(person.old.orderId)).toMatchObject({ name: person.name })
})

test('messages are history for everybody else: only an order that was asked for loses them, and only to “(erased)”', async () => {
  const person = await makePerson()
  const change = (body: string) =>
    sql`update help_messages set body = ${body} where order_id = ${person.old.orderId}`
  await expect(change('(erased)')).rejects.toMatchObject({ code: 'ST001' })
  await sql`insert into order_erasures (order_id) values (${person.old.orderId})`
  await expect(change('something else')).rejects.toMatchObject({ code: 'ST001' })
})
