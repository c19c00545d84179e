import { expect, test } from 'vitest'
import {
  claimOne,
  joinOne,
  makeSale,
  settle,
  sql,
  startPayment,
  type TestSale,
  tick,
  uuid,
} from './fixtures.ts'

type Room = {
  sale: Record<string, string>
  items: Record<string, number>[]
  totals: Record<string, number>
  shows_money: boolean
  samples: (number | null)[][]
  health: Record<string, number | string | null>
  moves: { move: string; by: string | null; reason: string; quantity: number | null }[]
}

/** What somebody signed in is shown, or null. */
async function roomFor(userId: string, saleId: string, since: string | null = null): Promise<Room | null> {
  return sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: userId, role: 'authenticated' })}, true),
      set_config('role', 'authenticated', true)`
    return (await tx`select control_room(${saleId}, ${since}) as room`)[0]?.room as Room | null
  })
}

async function memberOf(sale: TestSale, role: string): Promise<string> {
  const id = uuid()
  await sql`insert into merchant_members values (${sale.merchantId}, ${id}, ${role})`
  return id
}

const orderOf = async (orderId: string, status: string) =>
  sql`update orders set status = ${status} where id = ${orderId}`

test('a member of any role sees the room, another merchant’s owner, a stranger and nobody see nothing', async () => {
  const [sale, other] = [await makeSale(), await makeSale()]
  for (const role of ['owner', 'manager', 'packer'])
    expect((await roomFor(await memberOf(sale, role), sale.saleId))?.sale.id).toBe(sale.saleId)
  expect(await roomFor(await memberOf(other, 'owner'), sale.saleId)).toBeNull()
  expect(await roomFor(uuid(), sale.saleId)).toBeNull()
  expect(await roomFor(await memberOf(sale, 'owner'), uuid())).toBeNull()
  await expect(
    sql.begin(async (tx) => {
      await tx`select set_config('role', 'anon', true)`
      await tx`select control_room(${sale.saleId})`
    }),
  ).rejects.toMatchObject({ code: '42501' })
})

test('totals are exact before and after they are added up, and take back what was refunded whole', async () => {
  const sale = await makeSale({ stock: 20, priceCents: 1000 })
  const owner = await memberOf(sale, 'owner')
  const payment = await startPayment(sale, 2)
  await settle(payment.intent, payment.total)
  const paid = { paid_orders: 1, paid_cents: 2000, paid_claims: 1 }
  expect((await roomFor(owner, sale.saleId))?.totals).toEqual(paid)
  await tick()
  expect((await roomFor(owner, sale.saleId))?.totals).toEqual(paid)
  expect(await sql`select 1 from sale_count_changes where sale_id = ${sale.saleId}`).toHaveLength(0)
  await tick()
  expect((await roomFor(owner, sale.saleId))?.totals).toEqual(paid)
  await orderOf(payment.order.order_id, 'refunded')
  expect((await roomFor(owner, sale.saleId))?.totals).toEqual({
    paid_orders: 0,
    paid_cents: 0,
    paid_claims: 0,
  })
})

test('paid orders and money are what my_sales counts row by row', async () => {
  const sale = await makeSale({ stock: 50 })
  const owner = await memberOf(sale, 'owner')
  for (const then of ['paid', 'part_refunded', 'refunded', 'cancelled']) {
    const payment = await startPayment(sale)
    await settle(payment.intent, payment.total)
    if (then !== 'paid') await orderOf(payment.order.order_id, then)
  }
  const [counted] = await sql`
    select count(*)::int as orders, sum(total_cents)::int as cents from orders
    where sale_id = ${sale.saleId} and status in ('paid', 'shipped', 'delivered', 'part_refunded')`
  const totals = (await roomFor(owner, sale.saleId))?.totals
  expect([totals?.paid_orders, totals?.paid_cents]).toEqual([counted?.orders, counted?.cents])
  expect(counted?.orders).toBe(2)
})

test('a declined payment and refusals are counted by reason; what nobody refuses by is not', async () => {
  const sale = await makeSale({ stock: 20 })
  const owner = await memberOf(sale, 'owner')
  const payment = await startPayment(sale)
  await sql`select decline_order(${`evt_${uuid()}`}, 'payment_intent.payment_failed', ${payment.intent}, 'Your card was declined.')`
  const three = Array.from({ length: 4 }, () => sale.saleId)
  await sql`select note_refusals(${three}::uuid[],
    ${['refused_sold_out', 'refused_busy', 'paid_cents', 'refused_nonsense']}::text[], ${[70, 3, 5_000_000, 1]}::int[])`
  await sql`select note_refusals(${[sale.saleId, uuid()]}::uuid[], ${['refused_sold_out', 'refused_sold_out']}::text[], ${[30, 5]}::int[])`
  await tick()
  expect((await roomFor(owner, sale.saleId))?.totals).toEqual({
    declined: 1,
    refused_sold_out: 100,
    refused_busy: 3,
  })
})

test('a live sale is sampled while it changes; a quiet step leaves no row; since gives only what is new', async () => {
  const sale = await makeSale({ stock: 5, closesIn: 600 })
  const owner = await memberOf(sale, 'owner')
  // Each step of five seconds is brought about by setting back when the last one was.
  const nextStep = async () => {
    await sql`update sale_samples set at = at - interval '5 seconds' where sale_id = ${sale.saleId}`
    await sql`update count_clock set sampled_at = sampled_at - interval '5 seconds'`
    await tick()
  }
  await nextStep()
  await claimOne({ item: sale.itemId, quantity: 4 })
  await nextStep()
  await nextStep()
  await claimOne({ item: sale.itemId, quantity: 1 })
  await joinOne({ item: sale.itemId })
  await nextStep()
  const samples = (await roomFor(owner, sale.saleId))?.samples ?? []
  expect(samples.map(([, claims, free, held, , waiting]) => [claims, free, held, waiting])).toEqual([
    [0, 5, 0, 0],
    [1, 1, 4, 0],
    [2, 0, 5, 1],
  ])
  const since = new Date((samples[1]?.[0] ?? 0) * 1000).toISOString()
  expect((await roomFor(owner, sale.saleId, since))?.samples).toEqual(samples.slice(2))
})

test('a packer is told how many orders there are and of no money, neither in the totals nor in a sample', async () => {
  const sale = await makeSale({ stock: 5, closesIn: 600 })
  const payment = await startPayment(sale, 2)
  await settle(payment.intent, payment.total)
  const [packer, manager] = [await memberOf(sale, 'packer'), await memberOf(sale, 'manager')]
  const told = async (who: string) => {
    const room = await roomFor(who, sale.saleId)
    const { paid_orders, paid_cents } = room?.totals ?? {}
    return { paid_orders, paid_cents, shows: room?.shows_money, samples: room?.samples.map((row) => row[7]) }
  }
  for (const _ of ['counted', 'added up']) {
    expect(await told(packer)).toMatchObject({ paid_orders: 1, paid_cents: undefined, shows: false })
    expect(await told(manager)).toMatchObject({ paid_orders: 1, paid_cents: payment.total, shows: true })
    await sql`update count_clock set sampled_at = '-infinity'`
    await tick()
  }
  expect((await told(packer)).samples).toEqual([null])
  expect((await told(manager)).samples).toEqual([payment.total])
})

test('a draft and a sale long over are not sampled', async () => {
  const sales = [await makeSale({ status: 'draft' }), await makeSale({ opensIn: -9000, closesIn: -4000 })]
  await sql`update count_clock set sampled_at = '-infinity'`
  await tick()
  expect(
    await sql`select 1 from sale_samples where sale_id = any (${sales.map((sale) => sale.saleId)})`,
  ).toHaveLength(0)
})

test('two ticks at once add each change once', async () => {
  const sale = await makeSale()
  for (let n = 0; n < 50; n += 1)
    await sql`select note_refusals(array[${sale.saleId}]::uuid[], array['refused_sold_out'], array[1])`
  await Promise.all(Array.from({ length: 6 }, () => sql`select keep_sale_counts(20)`))
  for (let n = 0; n < 5; n += 1) await sql`select keep_sale_counts(20)`
  const [row] = await sql`select total::int from sale_totals where sale_id = ${sale.saleId}`
  expect(row?.total).toBe(50)
  expect(await sql`select 1 from sale_count_changes where sale_id = ${sale.saleId}`).toHaveLength(0)
})

test('moves are listed with who and why, the last first', async () => {
  const sale = await makeSale()
  const owner = await memberOf(sale, 'owner')
  await sql`select pause_sale(${sale.saleId}, 'The printer is on fire', ${uuid()})`
  await sql`select restock(${sale.itemId}, 3, 'Found a box', ${uuid()})`
  expect((await roomFor(owner, sale.saleId))?.moves).toMatchObject([
    { move: 'restock', quantity: 3, reason: 'Found a box', by: null },
    { move: 'pause', quantity: null, reason: 'The printer is on fire' },
  ])
})

test('work that is late or given up is seen by the merchant whose it is, and by nobody else', async () => {
  const [sale, other] = [await makeSale(), await makeSale()]
  const payment = await startPayment(sale)
  await sql`insert into outbox (kind, payload, run_after) values ('order_mail', ${sql.json({ order_id: payment.order.order_id })}, now() - interval '5 minutes')`
  await sql`insert into outbox (kind, payload, parked_at) values ('order_mail', ${sql.json({ order_id: payment.order.order_id })}, now())`
  await sql`update orders set pay_expires_at = now() - interval '2 minutes' where id = ${payment.order.order_id}`
  const mine = await roomFor(await memberOf(sale, 'manager'), sale.saleId)
  expect(mine?.health).toMatchObject({ due: 1, parked: 1, paying: 1, silent: 1 })
  const theirs = await roomFor(await memberOf(other, 'manager'), other.saleId)
  expect(theirs?.health).toMatchObject({ due: 0, parked: 0, paying: 0, silent: 0 })
})
