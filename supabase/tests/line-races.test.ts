import { expect, test } from 'vitest'
import {
  auditOf,
  claimOne,
  getItem,
  getWait,
  joinLine,
  joinOne,
  leaveLine,
  makeSale,
  releaseClaim,
  runOut,
  sql,
  tick,
  uuid,
} from './fixtures.ts'
import { openTransaction } from './locks.ts'

const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000)
/** A small linear generator: the same seed gives the same plan. */
function random(): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

test('who joins while the last unit is just given back gets it or is told to claim: never a place beside a free unit', async () => {
  const ends = new Set<string>()
  for (let round = 0; round < 25; round++) {
    const sale = await makeSale({ stock: 1 })
    const shopper = uuid()
    const claim = await claimOne({ shopper, item: sale.itemId })
    const [place] = await Promise.all([joinOne({ item: sale.itemId }), releaseClaim(claim.claim_id, shopper)])
    ends.add(place.outcome)
    const free = (await getItem(sale.itemId))?.free
    if (place.outcome === 'units_free') expect(free).toBe(1)
    else expect([(await getWait(place.wait_id))?.status, free]).toEqual(['offered', 0])
    expect(await auditOf(sale.saleId)).toEqual([])
  }
  expect([...ends].every((end) => end === 'units_free' || end === 'waiting')).toBe(true)
})

test('a release that meets somebody joining waits for them, and its unit is theirs', async () => {
  const sale = await makeSale({ stock: 1 })
  const shopper = uuid()
  const claim = await claimOne({ shopper, item: sale.itemId })
  const joining = await openTransaction()
  const [place] = await joining.sql`
    select * from join_line(array[gen_random_uuid()], array[gen_random_uuid()], array[${sale.itemId}::uuid], array[1])`
  expect(place?.outcome).toBe('waiting')
  const releasing = releaseClaim(claim.claim_id, shopper)
  await joining.untilWaitedFor()
  await joining.commit()
  expect(await releasing).toBe('released')
  expect(await getWait(place?.wait_id)).toMatchObject({ status: 'offered' })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('who joins behind a release that is not done yet finds the unit free', async () => {
  const sale = await makeSale({ stock: 1 })
  const shopper = uuid()
  const claim = await claimOne({ shopper, item: sale.itemId })
  const releasing = await openTransaction()
  await releasing.sql`select release_claim(${claim.claim_id}, ${shopper})`
  const joining = joinOne({ item: sale.itemId })
  await releasing.untilWaitedFor()
  await releasing.commit()
  expect((await joining).outcome).toBe('units_free')
})

test('a fresh claim that waits behind a release never gets the unit of those in line', async () => {
  const sale = await makeSale({ stock: 1 })
  const shopper = uuid()
  const claim = await claimOne({ shopper, item: sale.itemId })
  const place = await joinOne({ item: sale.itemId })
  const releasing = await openTransaction()
  await releasing.sql`select release_claim(${claim.claim_id}, ${shopper})`
  const fresh = Promise.all([claimOne({ item: sale.itemId }), claimOne({ item: sale.itemId })])
  await releasing.untilWaitedFor(2)
  await releasing.commit()
  expect((await fresh).map((answer) => answer.outcome)).toEqual(['all_held', 'all_held'])
  expect(await getWait(place.wait_id)).toMatchObject({ status: 'offered' })
})

test('the same request to join from many connections at once has one place', async () => {
  const sale = await makeSale({ stock: 1 })
  await claimOne({ item: sale.itemId })
  const ask = { shopper: uuid(), request: uuid(), item: sale.itemId }
  const places = await Promise.all(
    Array.from({ length: 10 }, (_, n) => joinOne(n % 2 ? ask : { ...ask, request: uuid() })),
  )
  expect(places.filter((place) => place.outcome === 'waiting')).toHaveLength(1)
  expect(new Set(places.map((place) => place.wait_id)).size).toBe(1)
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('who leaves at the moment of their offer has left: the unit is the next one’s, never lost and never both’s', async () => {
  for (let round = 0; round < 15; round++) {
    const sale = await makeSale({ stock: 1 })
    const shopper = uuid()
    const claim = await claimOne({ shopper, item: sale.itemId })
    const leaver = uuid()
    const [first, second] = await joinLine([{ shopper: leaver, item: sale.itemId }, { item: sale.itemId }])
    const [left] = await Promise.all([
      leaveLine(first?.wait_id ?? null, leaver),
      releaseClaim(claim.claim_id, shopper),
    ])
    expect(left).toBe('left')
    expect(await getWait(first?.wait_id ?? null)).toMatchObject({ status: 'left' })
    expect(await getWait(second?.wait_id ?? null)).toMatchObject({ status: 'offered' })
    expect(await auditOf(sale.saleId)).toEqual([])
  }
})

test('two ticks at once offer every unit once', async () => {
  const sale = await makeSale({ stock: 20 })
  const claims = await Promise.all(
    Array.from({ length: 10 }, () => claimOne({ item: sale.itemId, quantity: 2 })),
  )
  await joinLine(Array.from({ length: 15 }, () => ({ item: sale.itemId, quantity: 1 })))
  await runOut(claims.map((claim) => claim.claim_id))
  await Promise.all(Array.from({ length: 4 }, tick))
  expect(await getItem(sale.itemId)).toMatchObject({ free: 5, held: 15 })
  const offered = await sql`select 1 from waits where item_id = ${sale.itemId} and status = 'offered'`
  expect(offered).toHaveLength(15)
  expect(await auditOf(sale.saleId)).toEqual([])
})

test(`in a crowd of claims, joins, releases and leaves places stay gapless and are served in order (seed ${seed})`, async () => {
  const sale = await makeSale({ stock: 5, limit: 2 })
  const below = random()
  const crowd = Array.from({ length: 60 }, () => ({
    shopper: uuid(),
    joins: below(2) + 1,
    quantity: below(2) + 1,
  }))
  await Promise.all(
    crowd.map(async ({ shopper, joins, quantity }, n) => {
      for (let round = 0; round < joins; round++) {
        const claim = await claimOne({ shopper, item: sale.itemId, quantity })
        if (claim.outcome === 'claimed') {
          await releaseClaim(claim.claim_id, shopper)
          continue
        }
        const place = await joinOne({ shopper, item: sale.itemId, quantity })
        if (place.wait_id && n % 3 === 0) await leaveLine(place.wait_id, shopper)
        const wait = await getWait(place.wait_id)
        if (wait?.claim_id && n % 2) await releaseClaim(wait.claim_id, shopper)
      }
    }),
  )
  const waits =
    await sql`select place, status, offered_at from waits where item_id = ${sale.itemId} order by place`
  expect(waits.map((wait) => Number(wait.place))).toEqual(waits.map((_, n) => n + 1))
  const offers = waits.filter((wait) => wait.offered_at)
  expect(offers.map((offer) => offer.offered_at)).toEqual(
    offers.map((offer) => offer.offered_at).sort((a, b) => a - b),
  )
  // Nobody waits beside a free unit, and nobody was passed: whoever still waits came after all who were served.
  const item = await getItem(sale.itemId)
  const waiting = waits.filter((wait) => wait.status === 'waiting')
  if (waiting.length > 0) expect(item?.free).toBe(0)
  const lastServed = Math.max(0, ...offers.map((offer) => Number(offer.place)))
  expect(waiting.filter((wait) => Number(wait.place) < lastServed)).toEqual([])
  expect(await auditOf(sale.saleId)).toEqual([])
})
