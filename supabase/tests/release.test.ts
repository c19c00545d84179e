import { expect, test } from 'vitest'
import { auditOf, claimOne, getClaim, getItem, makeSale, sql, startPayment, uuid } from './fixtures.ts'
import { openTransaction } from './locks.ts'

const release = async (claim: string | null, shopper: string) =>
  (await sql`select release_claim(${claim}, ${shopper}) as outcome`)[0]?.outcome

test('a shopper gives a claim back once, however often they ask, and its units are free again', async () => {
  const sale = await makeSale({ stock: 5 })
  const shopper = uuid()
  const claim = await claimOne({ shopper, item: sale.itemId, quantity: 3 })
  const answers = await Promise.all(Array.from({ length: 6 }, () => release(claim.claim_id, shopper)))
  expect(answers.filter((answer) => answer === 'released')).toHaveLength(1)
  expect(answers.filter((answer) => answer === 'already_released')).toHaveLength(5)
  expect(await getItem(sale.itemId)).toMatchObject({ free: 5, held: 0 })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('nobody releases the claim of somebody else', async () => {
  const sale = await makeSale()
  const claim = await claimOne({ item: sale.itemId })
  expect(await release(claim.claim_id, uuid())).toBe('unknown_claim')
  expect(await release(uuid(), uuid())).toBe('unknown_claim')
  expect(await getClaim(claim.claim_id)).toMatchObject({ status: 'held' })
})

test('a claim that is being paid is not released by its shopper nor by time', async () => {
  const sale = await makeSale({ holdSeconds: 1, paySeconds: 1 })
  const { shopper, claim } = await startPayment(sale)
  expect(await release(claim.claim_id, shopper)).toBe('not_held')
  await sql`select pg_sleep(1.1)`
  await sql`select release_expired_claims()`
  expect(await getClaim(claim.claim_id)).toMatchObject({ status: 'paying' })
})

test('a claim whose time is up is released with its units, and one that has time is not', async () => {
  const sale = await makeSale({ stock: 3, holdSeconds: 1 })
  const short = await claimOne({ item: sale.itemId })
  await sql`update sales set hold_seconds = 300 where id = ${sale.saleId}`
  const long = await claimOne({ item: sale.itemId })
  await sql`select pg_sleep(1.05)`
  await Promise.all(Array.from({ length: 4 }, () => sql`select release_expired_claims()`))
  expect(await getClaim(short.claim_id)).toMatchObject({ status: 'released' })
  expect(await getClaim(long.claim_id)).toMatchObject({ status: 'held' })
  expect(await getItem(sale.itemId)).toMatchObject({ free: 2, held: 1 })
  const movements =
    await sql`select kind, cause from stock_movements where claim_id = ${short.claim_id} order by id`
  expect(movements).toEqual([
    { kind: 'claimed', cause: 'claim_stock' },
    { kind: 'released', cause: 'expired' },
  ])
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('housekeeping never waits for a claim: what is locked is left for the next second', async () => {
  const sale = await makeSale({ holdSeconds: 1 })
  const claim = await claimOne({ item: sale.itemId })
  await sql`select pg_sleep(1.05)`
  const blocker = await sql.reserve()
  await blocker`begin`
  await blocker`select 1 from sale_items where id = ${sale.itemId} for update`
  await sql.begin(async (tx) => {
    await tx`set local lock_timeout = '200ms'`
    await tx`select release_expired_claims()`
  })
  expect(await getClaim(claim.claim_id)).toMatchObject({ status: 'held' })
  await blocker`commit`
  blocker.release()
  await sql`select release_expired_claims()`
  expect(await getClaim(claim.claim_id)).toMatchObject({ status: 'released' })
})

test('released units can be claimed by somebody else', async () => {
  const sale = await makeSale({ stock: 1 })
  const shopper = uuid()
  const claim = await claimOne({ shopper, item: sale.itemId })
  expect((await claimOne({ item: sale.itemId })).outcome).toBe('all_held')
  await release(claim.claim_id, shopper)
  expect(await claimOne({ item: sale.itemId })).toMatchObject({ outcome: 'claimed', position: '2' })
})

test('a release that waits for its item keeps nobody from the claim: items come first, then claims, everywhere', async () => {
  const sale = await makeSale({ stock: 1 })
  const shopper = uuid()
  const claim = await claimOne({ shopper, item: sale.itemId })
  const other = await openTransaction()
  await other.sql`select 1 from sale_items where id = ${sale.itemId} for no key update`
  const releasing = release(claim.claim_id, shopper)
  await other.untilWaitedFor()
  await other.sql`select 1 from claims where id = ${claim.claim_id} for update nowait`
  await other.commit()
  expect(await releasing).toBe('released')
})
