import { expect, test } from 'vitest'
import {
  auditOf,
  claimOne,
  claimStock,
  getItem,
  makeSale,
  openOrder,
  settle,
  sql,
  startPayment,
  type TestSale,
  uuid,
} from './fixtures.ts'
import { asRole, logOf, type Move, moveSale, moves } from './moves.ts'

const done: Record<Move, string> = {
  pause: 'paused',
  resume: 'resumed',
  extend: 'extended',
  close: 'closed',
  cancel: 'cancelled',
  withdraw: 'withdrawn',
  restock: 'restocked',
}
const makeReady = (move: Move) => makeSale({ status: move === 'resume' ? 'paused' : 'scheduled' })
const statusOf = async (sale: TestSale) =>
  (await sql`select status from sales where id = ${sale.saleId}`)[0]?.status

test.each(moves)(
  '%s: owners, managers and the platform may; packers, strangers and visitors may not',
  async (move) => {
    const found: Record<string, string> = {}
    for (const role of ['owner', 'manager', 'packer', 'stranger', 'other owner'] as const) {
      const sale = await makeReady(move)
      const user = uuid()
      const other = await makeSale()
      const merchant = role === 'other owner' ? other.merchantId : sale.merchantId
      const member = role === 'other owner' ? 'owner' : role
      if (role !== 'stranger')
        await sql`insert into merchant_members values (${merchant}, ${user}, ${member})`
      found[role] = await asRole('authenticated', user, (on) => moveSale(move, sale, { on }))
      expect(await logOf(sale)).toHaveLength(found[role] === done[move] ? 1 : 0)
    }
    const sale = await makeReady(move)
    found.anon = await asRole('anon', null, (on) => moveSale(move, sale, { on }))
    found.service_role = await asRole('service_role', null, (on) => moveSale(move, sale, { on }))
    const another = await makeReady(move)
    found.postgres = await moveSale(move, another)
    expect(found).toEqual({
      owner: done[move],
      manager: done[move],
      packer: 'not_allowed',
      stranger: 'not_allowed',
      'other owner': 'not_allowed',
      anon: 'refused',
      service_role: done[move],
      postgres: done[move],
    })
  },
)

test.each(moves)(
  '%s is done and written down once, however often it is asked with one request id',
  async (move) => {
    const sale = await makeReady(move)
    const user = uuid()
    await sql`insert into merchant_members values (${sale.merchantId}, ${user}, 'manager')`
    const request = uuid()
    const ask = () =>
      asRole('authenticated', user, (on) =>
        moveSale(move, sale, { on, request, reason: '  A pallet fell.  ' }),
      )
    const answers = await Promise.all(Array.from({ length: 5 }, ask))
    expect(answers.sort()).toEqual([...Array(4).fill('repeated'), done[move]].sort())
    expect(await ask()).toBe('repeated')
    expect(await logOf(sale)).toMatchObject([{ move, reason: 'A pallet fell.', moved_by: user }])
    expect(await auditOf(sale.saleId)).toEqual([])
  },
)

test.each(moves)('%s without a reason, a request id or a thing to move changes nothing', async (move) => {
  const sale = await makeReady(move)
  for (const reason of [null, '', '   ', 'x'.repeat(501)])
    expect(await moveSale(move, sale, { reason })).toBe('invalid')
  expect(await moveSale(move, sale, { request: null })).toBe('invalid')
  const unknown = move === 'withdraw' || move === 'restock' ? 'unknown_item' : 'unknown_sale'
  expect(await moveSale(move, { ...sale, saleId: uuid(), itemId: uuid() })).toBe(unknown)
  expect(await logOf(sale)).toEqual([])
})

test('what was done is history: nobody changes the log', async () => {
  const sale = await makeSale()
  await moveSale('pause', sale)
  for (const broken of [
    sql`update merchant_moves set reason = 'another' where sale_id = ${sale.saleId}`,
    sql`delete from merchant_moves where sale_id = ${sale.saleId}`,
    sql`truncate merchant_moves`,
  ])
    await expect(broken).rejects.toMatchObject({ code: 'ST001' })
})

test('a sale is paused and resumed, and a move that changes nothing says so and is not written down', async () => {
  const sale = await makeSale()
  expect(await moveSale('resume', sale)).toBe('not_paused')
  expect(await moveSale('pause', sale)).toBe('paused')
  expect(await moveSale('pause', sale)).toBe('already_paused')
  expect((await claimOne({ item: sale.itemId })).outcome).toBe('not_open')
  expect(await moveSale('resume', sale)).toBe('resumed')
  expect((await claimOne({ item: sale.itemId })).outcome).toBe('claimed')
  expect((await logOf(sale)).map((row) => row.move)).toEqual(['pause', 'resume'])
})

test('a sale that has not begun can be paused, and does not begin until it is resumed', async () => {
  const sale = await makeSale({ opensIn: 60 })
  expect(await moveSale('pause', sale)).toBe('paused')
  await sql`update sales set opens_at = clock_timestamp() where id = ${sale.saleId}`
  expect((await claimOne({ item: sale.itemId })).outcome).toBe('not_open')
  expect(await moveSale('resume', sale)).toBe('resumed')
  expect((await claimOne({ item: sale.itemId })).outcome).toBe('claimed')
})

test('what is over stays over: nothing but a withdrawal is done to it', async () => {
  for (const sale of [
    await makeSale({ status: 'closed' }),
    await makeSale({ status: 'cancelled' }),
    await makeSale({ opensIn: -120, closesIn: -1 }),
  ]) {
    for (const move of ['pause', 'resume', 'extend', 'close', 'cancel', 'restock'] as const)
      expect([move, await moveSale(move, sale)]).toEqual([move, 'ended'])
    expect(await moveSale('withdraw', sale)).toBe('withdrawn')
    expect(await auditOf(sale.saleId)).toEqual([])
  }
})

test('a closing time moves later only, by a month at most, and the log says from when to when', async () => {
  const sale = await makeSale({ closesIn: 3600 })
  const [before] = await sql`select closes_at from sales where id = ${sale.saleId}`
  for (const closesIn of [-60, 1800, 32 * 24 * 3600])
    expect(await moveSale('extend', sale, { closesIn })).toBe('not_later')
  for (const closesAt of [before?.closes_at.toISOString(), null, 'infinity']) {
    const [row] =
      await sql`select extend_sale(${sale.saleId}, ${closesAt}::text::timestamptz, 'because', ${uuid()}) as outcome`
    expect(row?.outcome).toBe('not_later')
  }
  expect(await moveSale('extend', sale, { closesIn: 7200 })).toBe('extended')
  const [after] = await sql`select closes_at from sales where id = ${sale.saleId}`
  expect(after?.closes_at - before?.closes_at).toBeGreaterThan(3_500_000)
  const [log] = await logOf(sale)
  expect(new Date(log?.detail.closed_at_before)).toEqual(before?.closes_at)
  expect(new Date(log?.detail.closes_at)).toEqual(after?.closes_at)
})

test('a withdrawal takes free units only, never what a shopper holds', async () => {
  const sale = await makeSale({ stock: 10 })
  await claimOne({ item: sale.itemId, quantity: 6 })
  expect(await moveSale('withdraw', sale, { quantity: 5 })).toBe('not_enough_free')
  expect(await moveSale('withdraw', sale, { quantity: 0 })).toBe('invalid')
  expect(await moveSale('withdraw', sale, { quantity: -1 })).toBe('invalid')
  expect(await moveSale('withdraw', sale, { quantity: 3 })).toBe('withdrawn')
  expect(await getItem(sale.itemId)).toMatchObject({ stock: 10, free: 1, held: 6, withdrawn: 3 })
  expect(await moveSale('withdraw', sale, { quantity: null })).toBe('withdrawn')
  expect(await moveSale('withdraw', sale, { quantity: null })).toBe('not_enough_free')
  expect(await getItem(sale.itemId)).toMatchObject({ free: 0, held: 6, withdrawn: 4 })
  expect((await logOf(sale)).map((row) => [row.move, row.quantity])).toEqual([
    ['withdraw', 3],
    ['withdraw', 1],
  ])
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('withdrawals at once never take more than is free', async () => {
  const sale = await makeSale({ stock: 10 })
  const answers = await Promise.all([
    ...Array.from({ length: 5 }, () => moveSale('withdraw', sale, { quantity: 3 })),
    claimStock([{ item: sale.itemId }]),
  ])
  expect(answers.filter((answer) => answer === 'withdrawn')).toHaveLength(3)
  expect(await getItem(sale.itemId)).toMatchObject({ withdrawn: 9 })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('a restock puts a sold-out item on sale again', async () => {
  const sale = await makeSale({ stock: 1 })
  const { intent, total } = await startPayment(sale)
  await settle(intent, total)
  expect((await claimOne({ item: sale.itemId })).outcome).toBe('sold_out')
  for (const quantity of [0, -1, null, 10_000_001])
    expect(await moveSale('restock', sale, { quantity })).toBe('invalid')
  expect(await moveSale('restock', sale, { quantity: 10_000_000 })).toBe('too_many')
  expect(await moveSale('restock', sale, { quantity: 2 })).toBe('restocked')
  expect((await claimOne({ item: sale.itemId, quantity: 2 })).outcome).toBe('claimed')
  expect(await getItem(sale.itemId)).toMatchObject({ stock: 3, free: 0, held: 2, sold: 1 })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('a closed sale gives no more claims, and what is held may still be paid', async () => {
  const sale = await makeSale()
  const shopper = uuid()
  await claimOne({ shopper, item: sale.itemId })
  expect(await moveSale('close', sale)).toBe('closed')
  expect(await statusOf(sale)).toBe('closed')
  expect((await claimOne({ item: sale.itemId })).outcome).toBe('closed')
  expect((await openOrder(shopper, sale.saleId)).outcome).toBe('opened')
})
