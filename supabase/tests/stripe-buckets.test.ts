import postgres from 'postgres'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { sql } from './fixtures.ts'

const PER_SECOND = 200
const BURST = 10
const CONNECTIONS = 12

const many = postgres(inject('dbUrl'), { max: CONNECTIONS, onnotice: () => {} })
afterAll(() => many.end())

const take = async (kind: string, count = 1, by = sql): Promise<number> =>
  (await by`select take_stripe_tokens(${kind}, ${count}) as wait`)[0]?.wait

/** The bucket as it is set, full at this moment. */
const fill = (kind: string, perSecond: number, burst: number) =>
  sql`update stripe_buckets set per_second = ${perSecond}, burst = ${burst}, tokens = ${burst}, filled_at = clock_timestamp()
    where kind = ${kind}`

beforeEach(async () => {
  await fill('payments', PER_SECOND, BURST)
  await fill('housekeeping', PER_SECOND, BURST)
})

test('however many instances take at once, there are never more than the burst and what came since', async () => {
  const began = performance.now()
  const until = began + 1_500
  const taken = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      let mine = 0
      while (performance.now() < until) if ((await take('payments', 1, many)) === 0) mine += 1
      return mine
    }),
  )
  const total = taken.reduce((sum, mine) => sum + mine, 0)
  const seconds = (performance.now() - began) / 1000
  expect(total).toBeLessThanOrEqual(BURST + PER_SECOND * seconds)
  // More than the burst all the same: it fills while they take.
  expect(total).toBeGreaterThan(2 * BURST)
})

test('a whole day of rest fills the bucket to the burst and no further', async () => {
  await sql`update stripe_buckets set tokens = 0, filled_at = clock_timestamp() - interval '1 day', per_second = 1 where kind = 'payments'`
  for (let n = 0; n < BURST; n++) expect(await take('payments')).toBe(0)
  expect(await take('payments')).toBeGreaterThan(0)
})

test('who finds none is told how long it takes, and a clock that was set back fills nothing', async () => {
  await sql`update stripe_buckets set tokens = 0.5, per_second = 1, filled_at = clock_timestamp() where kind = 'payments'`
  const wait = await take('payments')
  expect(wait).toBeGreaterThan(400)
  expect(wait).toBeLessThanOrEqual(500)
  await sql`update stripe_buckets set filled_at = clock_timestamp() + interval '1 hour' where kind = 'payments'`
  expect(await take('payments')).toBe(500)
})

test('housekeeping that takes all of its own leaves the shoppers theirs', async () => {
  await sql`update stripe_buckets set per_second = 1`
  for (let n = 0; n < BURST; n++) expect(await take('housekeeping')).toBe(0)
  expect(await take('housekeeping')).toBeGreaterThan(0)
  expect(await take('payments')).toBe(0)
})

test.each([
  ['a bucket that is none', 'mail', 1],
  ['more than it ever holds', 'payments', BURST + 1],
  ['no tokens', 'payments', 0],
])('%s is the caller’s bug', async (_what, kind, count) => {
  await expect(take(kind, count)).rejects.toMatchObject({ code: 'ST003' })
})
