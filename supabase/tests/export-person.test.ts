import { expect, test } from 'vitest'
import { buy, makeAccount, makeGuest, saveAddress, signIn } from './account-people.ts'
import { claimOne, joinOne, makeSale, sql, uuid } from './fixtures.ts'
import { NOT_A_PERSON, PERSON_COLUMN, PERSON_TABLES } from './person-columns.ts'

const exportOf = async (id: string) => (await sql`select export_person(${id}) as data`)[0]?.data

test('every table that names a person is exported and erased, or says why not', async () => {
  const columns = await sql`
    select c.relname as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.attname ~ ${PERSON_COLUMN}`
  const named = columns
    .filter((row) => !(`${row.table}.${row.column}` in NOT_A_PERSON))
    .map((row) => row.table)
  expect([...new Set(named)].sort()).toEqual(Object.keys(PERSON_TABLES).sort())
  for (const [table, fate] of Object.entries(PERSON_TABLES)) {
    if (fate.export === null || fate.erase === 'stays')
      expect([table, fate.why]).toEqual([table, expect.stringMatching(/./)])
  }
})

test('the export has everything about the person, from the time as a guest as well, and nothing about anybody else', async () => {
  const [sale, full] = [await makeSale({ limit: 9 }), await makeSale({ stock: 1 })]
  const account = await makeAccount()
  const guest = await makeGuest()
  const mine = { email: account.email, name: 'Ada Byron', line1: 'Weserstraße 12' }
  const order = await buy(guest, sale, mine)
  await sql`select add_help_message(${order.orderId}, ${sale.merchantId}, 'shopper', ${guest}, 'Blue, please', ${uuid()}, 9)`
  await sql`select add_help_message(${order.orderId}, ${sale.merchantId}, 'merchant', ${uuid()}, 'Gladly', ${uuid()}, 9)`
  await sql`select ship_order(${order.orderId}, 'DHL', 'PARCEL77', null, null, ${uuid()})`
  await claimOne({ shopper: guest, item: sale.itemId, quantity: 2 })
  await claimOne({ item: full.itemId })
  await joinOne({ shopper: guest, item: full.itemId })
  await sql`insert into reminders (sale_id, user_id) values (${full.saleId}, ${guest})`
  await sql`insert into push_settings (user_id, kind, is_on) values (${guest}, 'offer', true)`
  await signIn(guest, account.id)
  await saveAddress(account.id, uuid(), { line1: 'Second street 2' })
  await sql`select remember_customer(${account.id}, ${`cus_${account.id}`})`
  await buy(uuid(), sale, { email: 'other@shopper.test', name: 'Somebody Else' })

  const data = await exportOf(account.id)
  expect(data).toMatchObject({
    is_complete: true,
    account: { email: account.email, is_guest: false, stripe_customer_id: `cus_${account.id}` },
    addresses: [{ line1: 'Second street 2', is_default: true }],
    orders: [
      {
        status: 'shipped',
        name: 'Ada Byron',
        address: { line1: 'Weserstraße 12' },
        lines: [{ product: 'Thing 0', quantity: 1, unit_price_cents: 1000 }],
        money: [{ kind: 'charged', amount_cents: 1000 }],
        parcels: [{ tracking_number: 'PARCEL77' }],
        help: [
          { from: 'shopper', text: 'Blue, please' },
          { from: 'merchant', text: 'Gladly' },
        ],
      },
    ],
    claims: [
      { quantity: 2, status: 'held' },
      { quantity: 1, status: 'paid' },
    ],
    reminders: [{ sale: 'Test sale' }],
    notifications: [{ kind: 'offer', is_on: true }],
    waits: [{ status: 'waiting', place: expect.any(Number) }],
  })
  expect(data.known_as.map((one: { id: string }) => one.id).sort()).toEqual([guest, account.id].sort())
  const exported = new Set(Object.values(PERSON_TABLES).flatMap((fate) => fate.export ?? []))
  expect([...exported].filter((key) => !(key in data))).toEqual([])
  expect(JSON.stringify(data)).not.toMatch(/Somebody Else|other@shopper/)
})

test('a guest gets their data too, an unknown id nothing', async () => {
  const sale = await makeSale()
  const guest = await makeGuest()
  await claimOne({ shopper: guest, item: sale.itemId })
  expect(await exportOf(guest)).toMatchObject({
    account: { is_guest: true },
    claims: [{ status: 'held' }],
    orders: [],
  })
  expect(await exportOf(uuid())).toBeNull()
})
