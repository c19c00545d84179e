import { randomUUID } from 'node:crypto'
import { createClient } from '@supabase/supabase-js'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { eventually, type PaymentBench, startPaymentBench, type TestSale } from './testing.ts'

let bench: PaymentBench
beforeAll(async () => {
  bench = await startPaymentBench()
})
afterEach(async () => expect(await bench.findGaps()).toEqual([]))
afterAll(() => bench.stop())

/** A new account; anonymous without an address. */
async function signUp(email: string | null): Promise<string> {
  const { urls, keys } = bench.cloud.config
  const { auth } = createClient(urls.api, keys.publishableKey, { auth: { persistSession: false } })
  const { data, error } = email
    ? await auth.signUp({ email, password: 'correct horse' })
    : await auth.signInAnonymously()
  if (error || !data.user) throw new Error(`Nobody signed up: ${error?.message}`)
  return data.user.id
}

/** Somebody holds the only unit, the shopper waits for two, and it is given back. The id of the offer's outbox row. */
async function offerTo(shopperId: string, sale: TestSale): Promise<string> {
  const { sql } = bench
  const holder = randomUUID()
  const claimId = await bench.claim(holder, sale)
  const [joined] = await sql`
    select outcome from join_line(array[${randomUUID()}]::uuid[], array[${shopperId}]::uuid[], array[${sale.itemId}]::uuid[], array[2]::int[])`
  expect(joined?.outcome).toBe('waiting')
  await sql`select release_claim(${claimId}, ${holder})`
  const [row] = await sql<{ id: string }[]>`
    select o.id from outbox o join waits w on w.id = (o.payload ->> 'wait_id')::uuid
    where o.kind = 'offer_mail' and w.shopper_id = ${shopperId}`
  if (!row) throw new Error('Nothing was written down for the offer.')
  return row.id
}

async function expectDone(rowId: string): Promise<void> {
  await eventually(async () => {
    const [row] = await bench.sql`select done_at, last_error from outbox where id = ${rowId}`
    expect(row).toMatchObject({ done_at: expect.any(Date), last_error: null })
  })
}

async function inbox(): Promise<string> {
  return (await fetch(`${bench.cloud.config.urls.local}/local/inbox`)).text()
}

test('a signed-in shopper in line is told by mail that one came back, of how many, and until when', async () => {
  const email = `line-${randomUUID()}@shopper.test`
  const [sale, shopperId] = [await bench.makeSale({ stock: 1 }), await signUp(email)]
  await expectDone(await offerTo(shopperId, sale))
  const page = await inbox()
  expect(page).toContain(email)
  const [claim] = await bench.sql<{ at: string }[]>`
    select to_char(expires_at at time zone 'UTC', 'HH24:MI') as at from claims where shopper_id = ${shopperId}`
  expect(page).toContain(`One came back: yours until ${claim?.at} UTC`)
})

test.each([
  ['an anonymous shopper', () => signUp(null)],
  ['a shopper whose account is gone', async () => randomUUID()],
])('%s has no address: nothing is sent, and the row is done', async (_name, newShopper) => {
  const before = await inbox()
  await expectDone(await offerTo(await newShopper(), await bench.makeSale({ stock: 1 })))
  expect(await inbox()).toBe(before)
})

test('an offer that is over before its mail goes out is not mailed', async () => {
  const email = `late-${randomUUID()}@shopper.test`
  const [sale, shopperId] = [await bench.makeSale({ stock: 1 }), await signUp(email)]
  const rowId = await bench.sql.begin(async (tx) => {
    // Nobody can take the row before this transaction ends, and then the claim is over already.
    const holder = randomUUID()
    const claimId = await bench.claim(holder, sale)
    await tx`select join_line(array[${randomUUID()}]::uuid[], array[${shopperId}]::uuid[], array[${sale.itemId}]::uuid[], array[1]::int[])`
    await tx`select release_claim(${claimId}, ${holder})`
    await tx`select release_claim(id, shopper_id) from claims where shopper_id = ${shopperId}`
    const [row] = await tx`select o.id from outbox o join waits w on w.id = (o.payload ->> 'wait_id')::uuid
      where w.shopper_id = ${shopperId}`
    return String(row?.id)
  })
  await expectDone(rowId)
  expect(await inbox()).not.toContain(email)
})
