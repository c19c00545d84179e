import { expect, test } from 'vitest'
import { auditOf, claimOne, claimStock, getItem, makeSale, sql, uuid } from './fixtures.ts'
import { openTransaction } from './locks.ts'

const link = async (shopper: string | null, account: string | null) =>
  (await sql`select link_shoppers(${shopper}, ${account}) as outcome`)[0]?.outcome
const idsOf = async (shopper: string) =>
  new Set((await sql`select unnest(ids_of_person(${shopper})) as id`).map((row) => row.id))
const people = (count: number) => Array.from({ length: count }, () => uuid())

test('a guest who signs in to an account is one person with it, both ways', async () => {
  const [guest = '', account = '', stranger = ''] = people(3)
  expect(await link(guest, account)).toBe('linked')
  expect(await link(guest, account)).toBe('already_linked')
  expect(await link(account, guest)).toBe('already_linked')
  expect(await idsOf(guest)).toEqual(new Set([guest, account]))
  expect(await idsOf(account)).toEqual(new Set([guest, account]))
  expect(await idsOf(stranger)).toEqual(new Set([stranger]))
})

test('nobody is linked to nobody, nor to themselves', async () => {
  const [shopper = ''] = people(1)
  expect(await link(null, shopper)).toBe('invalid')
  expect(await link(shopper, null)).toBe('invalid')
  expect(await link(shopper, shopper)).toBe('already_linked')
  expect(await sql`select 1 from shopper_people where shopper_id = ${shopper}`).toEqual([])
})

test('links add up: a chain, a circle and two groups that meet are one person, in whatever order they are made', async () => {
  const [a = '', b = '', c = '', d = '', e = ''] = people(5)
  const everybody = new Set([a, b, c, d, e])
  for (const order of [
    [
      [a, b],
      [b, c],
      [c, d],
      [d, e],
      [e, a],
    ],
    [
      [d, e],
      [c, d],
      [b, c],
      [a, b],
      [a, e],
    ],
    [
      [a, b],
      [d, e],
      [b, c],
      [e, b],
      [c, a],
    ],
  ] as const) {
    await sql`delete from shopper_people where shopper_id = any (${[...everybody]}::uuid[])`
    for (const [shopper, account] of order) await link(shopper, account)
    for (const id of everybody) expect(await idsOf(id)).toEqual(everybody)
    const rows =
      await sql`select distinct person_id from shopper_people where shopper_id = any (${[...everybody]}::uuid[])`
    expect(rows).toHaveLength(1)
  }
})

test('many links at once, crossing each other, end as one person', async () => {
  const ids = people(8)
  await Promise.all(ids.map((id, n) => link(id, ids[(n + 1) % ids.length] ?? '')))
  for (const id of ids) expect(await idsOf(id)).toEqual(new Set(ids))
})

test('the limit counts over all sessions of a person: one after the other, in one batch, and what came before', async () => {
  const sale = await makeSale({ stock: 50, limit: 3 })
  const [guest = '', account = '', tablet = ''] = people(3)
  await claimOne({ shopper: guest, item: sale.itemId })
  await link(guest, account)
  await link(tablet, account)
  expect((await claimOne({ shopper: account, item: sale.itemId, quantity: 3 })).outcome).toBe('limit_reached')
  const answers = await claimStock([
    { shopper: account, item: sale.itemId },
    { item: sale.itemId, quantity: 3 },
    { shopper: tablet, item: sale.itemId, quantity: 2 },
    { shopper: tablet, item: sale.itemId },
    { shopper: guest, item: sale.itemId },
  ])
  expect(answers.map((answer) => answer.outcome)).toEqual([
    'claimed',
    'claimed',
    'limit_reached',
    'claimed',
    'limit_reached',
  ])
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('the limit counts over the sessions of a person on two connections at once', async () => {
  const sale = await makeSale({ stock: 50, limit: 2 })
  const ids = people(4)
  for (const id of ids) await link(id, ids[0] ?? '')
  const answers = await Promise.all(
    ids.flatMap((shopper) => Array.from({ length: 3 }, () => claimOne({ shopper, item: sale.itemId }))),
  )
  expect(answers.filter((answer) => answer.outcome === 'claimed')).toHaveLength(2)
  expect(await getItem(sale.itemId)).toMatchObject({ held: 2 })
})

test('two who turn out to be one keep what they have, over the limit together, and get no more', async () => {
  const sale = await makeSale({ stock: 50, limit: 2 })
  const [guest = '', account = ''] = people(2)
  await claimOne({ shopper: guest, item: sale.itemId, quantity: 2 })
  await claimOne({ shopper: account, item: sale.itemId, quantity: 2 })
  await link(guest, account)
  expect((await claimOne({ shopper: guest, item: sale.itemId })).outcome).toBe('limit_reached')
  expect(await getItem(sale.itemId)).toMatchObject({ held: 4 })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('a link that is made while a claim waits for its item counts for that claim', async () => {
  const sale = await makeSale({ stock: 50, limit: 1 })
  const [guest = '', account = ''] = people(2)
  await claimOne({ shopper: guest, item: sale.itemId })
  const blocker = await openTransaction()
  await blocker.sql`select 1 from sale_items where id = ${sale.itemId} for update`
  const claiming = claimOne({ shopper: account, item: sale.itemId })
  await blocker.untilWaitedFor()
  await link(guest, account)
  await blocker.commit()
  expect((await claiming).outcome).toBe('limit_reached')
})

test('a request id is a shopper’s: the other session of the person gets no claim by it', async () => {
  const sale = await makeSale({ stock: 50, limit: 5 })
  const [guest = '', account = ''] = people(2)
  await link(guest, account)
  const request = uuid()
  const [mine, theirs] = await claimStock([
    { request, shopper: guest, item: sale.itemId },
    { request, shopper: account, item: sale.itemId },
  ])
  expect([mine?.outcome, theirs?.outcome]).toEqual(['claimed', 'claimed'])
  expect(mine?.claim_id).not.toBe(theirs?.claim_id)
})
