import postgres from 'postgres'
import { afterAll, expect, inject, test } from 'vitest'
import {
  type Answer,
  auditOf,
  claimOne,
  claimStock,
  makeSale,
  openOrder,
  releaseClaim,
  runOut,
  settle,
  sql,
  startPayment,
  type TestSale,
  tick,
  uuid,
} from './fixtures.ts'

const admin = postgres(inject('adminDbUrl'), { max: 1 })
afterAll(() => admin.end())

const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000)

/** The shopper lets so many claims of one unit run out. */
async function lapse(sale: TestSale, shopper: string, times: number, item = sale.itemId): Promise<void> {
  for (let n = 0; n < times; n++) {
    const claim = await claimOne({ shopper, item })
    expect(claim.outcome).toBe('claimed')
    await runOut([claim.claim_id])
    await tick()
  }
}
/** As if so many seconds had passed since; only the superuser can make a lapse older, with all triggers off. */
const forget = (shopper: string, seconds: number) =>
  admin.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`update public.claims set lapsed_at = lapsed_at - ${seconds} * interval '1 second'
      where shopper_id = ${shopper} and lapsed_at is not null`
  })
const outcomes = (answers: Answer[]) => answers.map((answer) => answer.outcome)

test('lapses are forgiven as often as the sale says, and each one more lets hold one unit less', async () => {
  const sale = await makeSale({ stock: 20, limit: 3, lapsesForgiven: 2 })
  const shopper = uuid()
  await lapse(sale, shopper, 2)
  const all = await claimOne({ shopper, item: sale.itemId, quantity: 3 })
  expect(all.outcome).toBe('claimed')
  await releaseClaim(all.claim_id, shopper)
  await lapse(sale, shopper, 1)
  expect((await claimOne({ shopper, item: sale.itemId, quantity: 3 })).outcome).toBe('budget_spent')
  const two = await claimOne({ shopper, item: sale.itemId, quantity: 2 })
  expect(two.outcome).toBe('claimed')
  expect((await claimOne({ shopper, item: sale.itemId })).outcome).toBe('budget_spent')
  await releaseClaim(two.claim_id, shopper)
  await lapse(sale, shopper, 2)
  expect((await claimOne({ shopper, item: sale.itemId })).outcome).toBe('budget_spent')
  expect((await claimOne({ item: sale.itemId, quantity: 3 })).outcome).toBe('claimed')
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('a spent budget says when it grows again: when the oldest lapse leaves the window', async () => {
  const sale = await makeSale({ stock: 20, limit: 2, lapsesForgiven: 0, lapseWindowSeconds: 600 })
  const shopper = uuid()
  await lapse(sale, shopper, 1)
  await forget(shopper, 100)
  await lapse(sale, shopper, 1)
  const answer = await claimOne({ shopper, item: sale.itemId })
  expect(answer).toMatchObject({ outcome: 'budget_spent', claim_id: null })
  const [oldest] =
    await sql`select min(lapsed_at) + interval '600 seconds' as at from claims where shopper_id = ${shopper}`
  expect(answer.retry_at).toEqual(oldest?.at)
  // The older one is 500 seconds from being forgotten.
  await forget(shopper, 501)
  expect(await claimOne({ shopper, item: sale.itemId, quantity: 2 })).toMatchObject({
    outcome: 'budget_spent',
  })
  expect(await claimOne({ shopper, item: sale.itemId })).toMatchObject({ outcome: 'claimed', retry_at: null })
  await forget(shopper, 100)
  expect((await claimOne({ shopper, item: sale.itemId })).outcome).toBe('claimed')
})

test('a budget that is overdrawn says when the first unit of it comes back, not when the first lapse is forgotten', async () => {
  const sale = await makeSale({ stock: 20, limit: 3, items: 2, lapsesForgiven: 0, lapseWindowSeconds: 600 })
  const shopper = uuid()
  const asks = [0, 1].flatMap((n) =>
    Array.from({ length: 3 }, () => ({ shopper, item: sale.itemIds[n] ?? null })),
  )
  const claims = (await claimStock(asks)).map((answer) => answer.claim_id)
  await runOut(claims.slice(0, 3))
  await tick()
  await forget(shopper, 100)
  await runOut(claims.slice(3))
  await tick()
  const answer = await claimOne({ shopper, item: sale.itemId })
  expect(answer.outcome).toBe('budget_spent')
  const lapses =
    await sql`select lapsed_at + interval '600 seconds' as at from claims where shopper_id = ${shopper} order by 1`
  expect(answer.retry_at).toEqual(lapses[3]?.at)
  await forget(shopper, 501)
  expect((await claimOne({ shopper, item: sale.itemId })).outcome).toBe('budget_spent')
  await forget(shopper, 100)
  expect((await claimOne({ shopper, item: sale.itemId })).outcome).toBe('claimed')
})

test('the budget is one for all items of a sale, and another for another sale', async () => {
  const sale = await makeSale({ stock: 20, limit: 2, items: 2, lapsesForgiven: 0 })
  const other = await makeSale({ stock: 20, limit: 2, lapsesForgiven: 0 })
  const shopper = uuid()
  await lapse(sale, shopper, 1, sale.itemIds[0])
  expect((await claimOne({ shopper, item: sale.itemIds[1] ?? null, quantity: 2 })).outcome).toBe(
    'budget_spent',
  )
  expect((await claimOne({ shopper, item: sale.itemIds[1] ?? null })).outcome).toBe('claimed')
  expect((await claimOne({ shopper, item: sale.itemIds[0] ?? null })).outcome).toBe('budget_spent')
  expect((await claimOne({ shopper, item: other.itemId, quantity: 2 })).outcome).toBe('claimed')
})

test('the budget is a person’s: what one of their sessions let run out counts for the others', async () => {
  const sale = await makeSale({ stock: 20, limit: 1, lapsesForgiven: 0 })
  const guest = uuid()
  const account = uuid()
  await lapse(sale, guest, 1)
  await sql`select link_shoppers(${guest}, ${account})`
  expect((await claimOne({ shopper: account, item: sale.itemId })).outcome).toBe('budget_spent')
})

test('within one batch the elements of a shopper share the budget, and take nobody else down', async () => {
  const sale = await makeSale({ stock: 20, limit: 3, items: 2, lapsesForgiven: 0 })
  const shopper = uuid()
  await lapse(sale, shopper, 1)
  const answers = await claimStock([
    { shopper, item: sale.itemIds[0] ?? null },
    { shopper, item: sale.itemIds[1] ?? null, quantity: 2 },
    { item: sale.itemId, quantity: 3 },
    { shopper, item: sale.itemIds[1] ?? null },
    { shopper, item: sale.itemIds[0] ?? null },
  ])
  expect(outcomes(answers)).toEqual(['claimed', 'budget_spent', 'claimed', 'claimed', 'budget_spent'])
  expect(answers[1]?.retry_at).toBeInstanceOf(Date)
  expect(answers[0]?.retry_at).toBeNull()
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('what is given back, being paid or paid is no lapse, and paid units are not held', async () => {
  const sale = await makeSale({ stock: 20, limit: 5, lapsesForgiven: 0 })
  const { shopper, intent, total } = await startPayment(sale, 2)
  await tick()
  expect((await claimOne({ shopper, item: sale.itemId, quantity: 3 })).outcome).toBe('claimed')
  await settle(intent, total)
  const [claim] = await sql`select id from claims where shopper_id = ${shopper} and status = 'held'`
  for (let n = 0; n < 3; n++) {
    const given = await claimOne({ shopper: uuid(), item: sale.itemId })
    expect(given.outcome).toBe('claimed')
  }
  await releaseClaim(claim?.id, shopper)
  const [room] = await sql`select * from shopper_room(${sale.itemId}, ${shopper}, clock_timestamp())`
  expect(room).toEqual({ limit_room: 3, budget_room: null, retry_at: null })
  await lapse(sale, shopper, 1)
  // Five less one; the two that are paid are not held any more.
  const [after] =
    await sql`select limit_room, budget_room from shopper_room(${sale.itemId}, ${shopper}, clock_timestamp())`
  expect(after).toEqual({ limit_room: 3, budget_room: 4 })
})

test('a payment that came late after all takes its lapse back', async () => {
  const sale = await makeSale({ stock: 5, limit: 5, lapsesForgiven: 0 })
  const { shopper, intent, total, claim } = await startPayment(sale)
  await sql`select decline_order(null, 'test', ${intent}, 'declined')`
  await runOut([claim.claim_id])
  await tick()
  expect((await claimOne({ shopper, item: sale.itemId, quantity: 5 })).outcome).toBe('budget_spent')
  expect(await settle(intent, total)).toBe('settled')
  expect((await claimOne({ shopper, item: sale.itemId, quantity: 4 })).outcome).toBe('claimed')
})

test('a window of nothing remembers nothing', async () => {
  const sale = await makeSale({ stock: 20, limit: 1, lapsesForgiven: 0, lapseWindowSeconds: 0 })
  const shopper = uuid()
  await lapse(sale, shopper, 3)
  expect((await claimOne({ shopper, item: sale.itemId })).outcome).toBe('claimed')
})

test('a repeated request gets its claim back though the budget is spent', async () => {
  const sale = await makeSale({ stock: 20, limit: 1, lapsesForgiven: 0 })
  const ask = { shopper: uuid(), request: uuid(), item: sale.itemId }
  const claim = await claimOne(ask)
  await runOut([claim.claim_id])
  await tick()
  expect(await claimOne(ask)).toMatchObject({
    outcome: 'repeated',
    claim_id: claim.claim_id,
    status: 'released',
  })
  expect((await claimOne({ ...ask, request: uuid() })).outcome).toBe('budget_spent')
})

test(`the rule in one batch and the rule for one shopper are one rule (seed ${seed})`, async () => {
  let state = seed
  const below = (limit: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * limit)
  }
  const met = new Set<string>()
  for (let round = 0; round < 12; round++) {
    const sale = await makeSale({
      stock: 1000,
      items: 2,
      limit: 1 + below(5),
      lapsesForgiven: below(3),
      lapseWindowSeconds: [0, 300, 600][below(3)] ?? 600,
    })
    const shoppers = Array.from({ length: 5 }, () => uuid())
    if (below(2)) await sql`select link_shoppers(${shoppers[0] ?? ''}, ${shoppers[1] ?? ''})`
    for (let n = 0; n < 25; n++) {
      const shopper = shoppers[below(5)] ?? ''
      const claim = await claimOne({ shopper, item: sale.itemIds[below(2)] ?? null, quantity: 1 + below(2) })
      if (claim.outcome !== 'claimed') continue
      const fate = below(6)
      if (fate < 3) await runOut([claim.claim_id])
      if (fate < 3) await sql`select release_expired_claims()`
      if (fate === 3) await releaseClaim(claim.claim_id, shopper)
      if (fate === 4) await openOrder(shopper, sale.saleId)
      if (below(4) === 0) await forget(shopper, below(400))
    }
    for (const shopper of shoppers) {
      for (const item of sale.itemIds) {
        const [room] = await sql`select * from shopper_room(${item}, ${shopper}, clock_timestamp())`
        for (const quantity of [1, 2, 3]) {
          const answer = await claimOne({ shopper, item, quantity })
          const expected =
            quantity > room?.limit_room
              ? 'limit_reached'
              : room?.budget_room !== null && quantity > room?.budget_room
                ? 'budget_spent'
                : 'claimed'
          expect([round, quantity, answer.outcome]).toEqual([round, quantity, expected])
          if (expected === 'budget_spent') expect(answer.retry_at).toEqual(room?.retry_at)
          if (expected === 'claimed') await releaseClaim(answer.claim_id, shopper)
          met.add(expected)
        }
      }
    }
  }
  expect([...met].sort()).toEqual(['budget_spent', 'claimed', 'limit_reached'])
})
