import { randomUUID } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type PaymentDeps, payForOrder, type Tap } from '#lib/payments/pay-for-order.ts'
import { makeSale, type TestSale } from '../functions/testing.ts'
import { startTestDatabase, type TestDatabase } from '../testing.ts'
import type { RequestFault } from './faults.ts'
import { startTestSandbox, type TestSandbox, tokenFor } from './testing.ts'

/** What Stripe answers, when it answers badly, for every request whose path ends like this. */
let faulty: { path: RegExp; fault: RequestFault } | null = null

let database: TestDatabase
let sandbox: TestSandbox
let sql: Sql
let deps: PaymentDeps
let sale: TestSale

beforeAll(async () => {
  const onRequest = (_method: string, path: string) => (faulty?.path.test(path) ? faulty.fault : null)
  ;[database, sandbox] = await Promise.all([
    startTestDatabase(),
    startTestSandbox({ faults: { onRequest, onDelivery: () => null } }),
  ])
  sql = postgres(database.dbUrl, { max: 4, onnotice: () => undefined })
  const silent = { warn: () => undefined, error: () => undefined }
  const returnUrl = () => 'http://127.0.0.1:3000/'
  deps = { sql, stripe: sandbox.stripe, log: silent, returnUrl, hasStripeJs: false }
  sale = await makeSale(sql, 50, 240)
})
afterEach(async () => {
  faulty = null
  expect(await sql`select * from audit_stock()`).toHaveLength(0)
})
afterAll(async () => {
  await sql.end()
  await sandbox.close()
  await database.stop()
})

/** A shopper with one claim, about to tap. */
async function tapOf(card = 'pm_card_visa'): Promise<{ tap: Tap; claimStatus: () => Promise<string> }> {
  const shopperId = randomUUID()
  const [row] = await sql<{ claim_id: string }[]>`
    select claim_id from claim_stock(array[${randomUUID()}]::uuid[], array[${shopperId}]::uuid[], array[${sale.itemId}]::uuid[], array[1])`
  const address = { line1: 'Kai 1', line2: '', postalCode: '20457', city: 'Hamburg', country: 'DE' }
  const tap = {
    shopperId,
    saleId: sale.saleId,
    requestId: randomUUID(),
    confirmationToken: await tokenFor(sandbox.stripe, card),
    delivery: { email: 'ada@example.com', name: 'Ada', address },
  }
  const claimStatus = async () => {
    const [claim] = await sql<
      { status: string }[]
    >`select status from claims where id = ${row?.claim_id ?? null}`
    return claim?.status ?? 'missing'
  }
  return { tap, claimStatus }
}

const CREATE = /payment_intents$/
const CONFIRM = /confirm$/

describe('before the card is touched', () => {
  test.each<RequestFault>([
    { kind: 'refuse', status: 500 },
    { kind: 'refuse', status: 429 },
    { kind: 'lose_answer' },
  ])('a failure ($kind $status) gives the bag back at once, and the next tap pays', async (fault) => {
    const { tap, claimStatus } = await tapOf()
    faulty = { path: CREATE, fault }
    expect(await payForOrder(deps, tap)).toEqual({ status: 'busy' })
    expect(await claimStatus()).toBe('held')
    faulty = null
    expect(await payForOrder(deps, { ...tap, requestId: randomUUID() })).toMatchObject({
      status: 'succeeded',
    })
  })
})

describe('once the card may have been charged', () => {
  test.each<RequestFault>([{ kind: 'refuse', status: 500 }, { kind: 'lose_answer' }])(
    'a failure ($kind $status) keeps the claims locked and says that it is not known',
    async (fault) => {
      const { tap, claimStatus } = await tapOf()
      faulty = { path: CONFIRM, fault }
      expect(await payForOrder(deps, tap)).toMatchObject({ status: 'unknown' })
      expect(await claimStatus()).toBe('paying')
    },
  )

  test('sending the same tap again after a lost answer finds the payment, and charges nothing twice', async () => {
    const { tap } = await tapOf()
    faulty = { path: CONFIRM, fault: { kind: 'lose_answer' } }
    const first = await payForOrder(deps, tap)
    faulty = null
    const second = await payForOrder(deps, {
      ...tap,
      confirmationToken: await tokenFor(sandbox.stripe, 'pm_card_visa'),
    })
    expect(second).toMatchObject({ status: 'succeeded', orderId: 'orderId' in first ? first.orderId : '' })
  })

  test('sending the same tap again after the answer of a decline was lost finds the decline, and the bag comes back', async () => {
    const { tap, claimStatus } = await tapOf('pm_card_visa_chargeDeclined')
    faulty = { path: CONFIRM, fault: { kind: 'lose_answer' } }
    expect(await payForOrder(deps, tap)).toMatchObject({ status: 'unknown' })
    faulty = null
    const goodCard = await tokenFor(sandbox.stripe, 'pm_card_visa')
    const again = await payForOrder(deps, { ...tap, confirmationToken: goodCard })
    expect(again).toMatchObject({ status: 'declined', reason: 'Your card was declined.' })
    expect(await claimStatus()).toBe('held')
  })

  test('being too fast for Stripe is no charge: the bag comes back, and the same tap never charges it later', async () => {
    const { tap, claimStatus } = await tapOf()
    faulty = { path: CONFIRM, fault: { kind: 'refuse', status: 429 } }
    expect(await payForOrder(deps, tap)).toEqual({ status: 'busy' })
    expect(await claimStatus()).toBe('held')
    faulty = null
    expect(await payForOrder(deps, tap)).toMatchObject({ status: 'declined' })
    expect(await claimStatus()).toBe('held')
  })
})

test('an answer that is not Stripe’s does not pass for a payment', async () => {
  const { tap, claimStatus } = await tapOf()
  const portal = { paymentIntents: { create: async () => ({ login: 'Welcome to our Wi-Fi' }) } }
  const stripe = Object.assign(Object.create(deps.stripe), portal)
  expect(await payForOrder({ ...deps, stripe }, tap)).toEqual({ status: 'busy' })
  expect(await claimStatus()).toBe('held')
})
