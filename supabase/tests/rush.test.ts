import postgres, { type Sql } from 'postgres'
import { expect, inject, test } from 'vitest'
import {
  auditOf,
  claimOne,
  claimStock,
  gapsOf,
  getClaim,
  getWait,
  joinOne,
  leaveLine,
  makeSale,
  openOrder,
  releaseClaim,
  runOut,
  settle,
  sql,
  type TestSale,
  tick,
  uuid,
} from './fixtures.ts'
import { type Move, moveSale, moves } from './moves.ts'

const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000)
const RUSH_MS = 4000

/** A small linear generator: the same seed gives the same plan to each of the connections. */
function randomOf(n: number): (below: number) => number {
  let state = (seed * 31 + n * 7919) % 2_147_483_648
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

/** Connections that all do `work` again and again while `during` runs, which begins once they are at it. */
async function rushOn(
  connections: number,
  work: (rush: Sql) => Promise<unknown>,
  during: () => Promise<void>,
): Promise<void> {
  let isRushing = true
  let rounds = 0
  const rush = postgres(inject('dbUrl'), { max: connections, onnotice: () => undefined })
  const rushing = Promise.all(
    Array.from({ length: connections }, async () => {
      for (; isRushing; rounds += 1) await work(rush)
    }),
  )
  try {
    while (rounds < 2 * connections) await new Promise(setImmediate)
    await during()
  } finally {
    isRushing = false
    await rushing
    await rush.end()
  }
}

test('however endless the rush on an item, claims that ran out are released within three ticks', async () => {
  const sale = await makeSale({ stock: 1_000_000, limit: 1000 })
  const over = await Promise.all(Array.from({ length: 5 }, () => claimOne({ item: sale.itemId })))
  await sql`update claims set expires_at = clock_timestamp() - interval '1.5 seconds' where item_id = ${sale.itemId}`
  // Whoever gave the item's lock back asks for it again at once: it is never free, and who skips what is locked never gets it.
  const takeLock = (rush: Sql) =>
    rush.begin(async (tx) => {
      await tx`select 1 from sale_items where id = ${sale.itemId} for no key update`
      await tx`select pg_sleep(0.01)`
    })
  await rushOn(4, takeLock, async () => {
    for (let n = 0; n < 3; n++) await tick()
    for (const claim of over) expect(await getClaim(claim.claim_id)).toMatchObject({ status: 'released' })
  })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('in an endless rush a unit that ran out is offered to the line within two ticks, and never to the rush', async () => {
  const sale = await makeSale({ stock: 1 })
  const claim = await claimOne({ item: sale.itemId })
  const place = await joinOne({ item: sale.itemId })
  const outcomes = new Set<string>()
  const ask = async (rush: Sql) => {
    const [answer] =
      await rush`select outcome from claim_stock(array[gen_random_uuid()], array[gen_random_uuid()], array[${sale.itemId}::uuid], array[1])`
    outcomes.add(answer?.outcome)
  }
  await rushOn(3, ask, async () => {
    await runOut([claim.claim_id])
    for (let n = 0; n < 2; n++) await tick()
    expect(await getWait(place.wait_id)).toMatchObject({ status: 'offered' })
  })
  expect([...outcomes]).toEqual(['all_held'])
})

/** What one connection of the crowd does next; every outcome is fine, an error is not. */
async function act(below: (n: number) => number, sale: TestSale, mine: Mine[]): Promise<void> {
  const shopper = mine[below(Math.max(mine.length, 1))]?.shopper ?? uuid()
  const items = [...sale.itemIds].sort(() => below(3) - 1).slice(0, 1 + below(3))
  const one = mine.splice(below(Math.max(mine.length, 1)), 1)[0]
  switch (below(8)) {
    case 0:
    case 1:
    case 2: {
      const answers = await claimStock(items.map((item) => ({ item, shopper, quantity: 1 + below(2) })))
      for (const { outcome, claim_id } of answers)
        if (outcome === 'claimed') mine.push({ shopper, claimId: claim_id })
      return
    }
    case 3: {
      const place = await joinOne({ item: items[0] ?? null, shopper })
      if (place.wait_id) mine.push({ shopper, waitId: place.wait_id })
      return
    }
    case 4:
      if (one?.claimId) await releaseClaim(one.claimId, one.shopper)
      if (one?.waitId) await leaveLine(one.waitId, one.shopper)
      return
    case 5:
      if (one?.claimId) await runOut([one.claimId]).catch(expectMove)
      return
    case 6: {
      const order = await openOrder(shopper, sale.saleId)
      if (order.outcome !== 'opened') return
      const intent = order.payment_intent_id ?? `pi_${uuid()}`
      // Cancelled in between is an answer too.
      await sql`select attach_intent(${order.order_id}, ${order.attempt}, ${intent})`.catch(expectMove)
      const fate = below(3)
      if (fate === 0) await settle(intent, Number(order.total_cents))
      if (fate === 1) await sql`select decline_order(null, 'test', ${intent}, 'declined')`
      if (fate === 2) await sql`select cancel_order(null, 'test', ${intent}, 'cancelled')`
      return
    }
    default:
      if (one) mine.push(one)
      await claimStock(items.map((item) => ({ item })))
  }
}
type Mine = { shopper: string; claimId?: string | null; waitId?: string }

/** A move that does not exist is refused with a code of ours: the crowd does not look before it leaps. */
function expectMove(error: { code?: string }): void {
  if (error.code !== 'ST002' && error.code !== 'ST003') throw error
}

test(`claims, releases, the line, orders, moves and two ticks at once never deadlock and lose nothing (seed ${seed})`, async () => {
  const sales = [
    await makeSale({ stock: 12, items: 4, limit: 6, lapsesForgiven: 1000 }),
    await makeSale({ stock: 5, items: 3, limit: 3 }),
  ] as const
  const untilMs = Date.now() + RUSH_MS
  const errors: unknown[] = []
  let done = 0
  const worker = async (n: number, work: (below: (limit: number) => number) => Promise<unknown>) => {
    const below = randomOf(n)
    while (Date.now() < untilMs) {
      await work(below).catch((error) => errors.push(error))
      done += 1
    }
  }
  const crowd = Array.from({ length: 6 }, (_, n) => {
    const mine = sales.map((): Mine[] => [])
    return worker(n, (below) => {
      const which = below(2)
      return act(below, sales[which] ?? sales[0], mine[which] ?? [])
    })
  })
  const calm = moves.filter((move): move is Move => move !== 'close' && move !== 'cancel')
  const merchant = worker(100, (below) => {
    const sale = sales[below(2)] ?? sales[0]
    const itemId = sale.itemIds[below(sale.itemIds.length)] ?? sale.itemId
    return moveSale(
      calm[below(calm.length)] ?? 'pause',
      { ...sale, itemId },
      { closesIn: 3700 + below(9999) },
    )
  })
  const housekeeping = [worker(200, tick), worker(201, tick)]
  await Promise.all([...crowd, merchant, ...housekeeping])
  expect(errors).toEqual([])
  expect(done).toBeGreaterThan(100)
  for (const [n, sale] of sales.entries()) {
    await moveSale('resume', sale)
    expect([n, await auditOf(sale.saleId)]).toEqual([n, []])
    expect([n, await gapsOf(sale.saleId)]).toEqual([n, []])
    await moveSale(n ? 'close' : 'cancel', sale)
    expect([n, await auditOf(sale.saleId)]).toEqual([n, []])
    const idle = await sql`select 1 from waits where sale_id = ${sale.saleId} and status = 'waiting'`
    expect(idle).toEqual([])
  }
}, 30_000)
