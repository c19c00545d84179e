import { randomUUID } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { textIn } from '#lib/languages/messages.ts'
import { getCustomer, openCustomer } from '#lib/payments/customers.ts'
import { type PaymentDeps, payForOrder } from '#lib/payments/pay-for-order.ts'
import { makeToken } from '#lib/payments/sandbox-token.ts'
import { cardName, NO_WAYS } from '#lib/payments/saved-card.ts'
import { listSavedCards, removeSavedCard } from '#lib/payments/saved-cards.ts'
import { openWaysToPay } from '#lib/payments/ways-to-pay.ts'
import { makeSale } from '../functions/testing.ts'
import { startTestDatabase, type TestDatabase } from '../testing.ts'
import type { RequestFault } from './faults.ts'
import { rejection, startTestSandbox, type TestSandbox } from './testing.ts'

/** What goes wrong with the next request about customers. */
let nextFault: RequestFault | null = null
let database: TestDatabase
let sandbox: TestSandbox
let sql: Sql
let deps: PaymentDeps

beforeAll(async () => {
  const onRequest = (_method: string, path: string) => {
    if (!path.includes('customer')) return null
    const fault = nextFault
    nextFault = null
    return fault
  }
  ;[database, sandbox] = await Promise.all([
    startTestDatabase(),
    startTestSandbox({ faults: { onRequest, onDelivery: () => null } }),
  ])
  sql = postgres(database.dbUrl, { max: 4, onnotice: () => undefined })
  const silent = { warn: () => undefined, error: () => undefined }
  const returnUrl = () => 'http://127.0.0.1:3000/'
  deps = { sql, stripe: sandbox.stripe, log: silent, returnUrl, hasStripeJs: false }
})
afterEach(async () => {
  expect(await sql`select * from audit_stock()`).toHaveLength(0)
})
afterAll(async () => {
  await sql.end()
  await sandbox.close()
  await database.stop()
})

async function person(isGuest = false): Promise<string> {
  const id = randomUUID()
  await sql`insert into auth.users (id, is_anonymous) values (${id}, ${isGuest})`
  return id
}

/** Claims one in a sale of its own and pays for it by a token, as the shopper. */
async function buy(shopperId: string, confirmationToken: string) {
  const sale = await makeSale(sql, 5, 240)
  await sql`select claim_id from claim_stock(array[${randomUUID()}]::uuid[], array[${shopperId}]::uuid[], array[${sale.itemId}]::uuid[], array[1])`
  const address = { line1: 'Kai 1', line2: '', postalCode: '20457', city: 'Hamburg', country: 'DE' }
  return payForOrder(deps, {
    shopperId,
    saleId: sale.saleId,
    requestId: randomUUID(),
    confirmationToken,
    customerId: (await getCustomer(sql, shopperId)).customerId,
    delivery: { email: 'ada@example.com', name: 'Ada', address },
  })
}

/** A shopper who has paid once and kept the card. */
async function keeper(): Promise<{ shopperId: string; customerId: string }> {
  const shopperId = await person()
  const customerId = await openCustomer(sql, sandbox.stripe, shopperId)
  if (customerId === null) throw new Error('An account must get a customer.')
  const token = await makeToken(sandbox.stripe, customerId, { paymentMethod: 'pm_card_visa', keep: true })
  expect(await buy(shopperId, token ?? '')).toMatchObject({ status: 'succeeded' })
  return { shopperId, customerId }
}

const customers = async () => (await sandbox.stripe.customers.list({ limit: 100 })).data.length

test('a shopper has one Stripe customer, though two tabs ask at once and an answer is lost; a guest has none', async () => {
  const { stripe } = sandbox
  const shopper = await person()
  const before = await customers()
  nextFault = { kind: 'lose_answer' }
  const asked = await Promise.all([1, 2, 3].map(() => openCustomer(sql, stripe, shopper)))
  expect(new Set(asked).size).toBe(1)
  expect(await customers()).toBe(before + 1)
  expect(await openCustomer(sql, stripe, await person(true))).toBeNull()
  expect(await openCustomer(sql, stripe, randomUUID())).toBeNull()
  expect(await customers()).toBe(before + 1)
})

test('a card that was kept pays the next order by its own name, on session', async () => {
  const { shopperId, customerId } = await keeper()
  const { stripe } = sandbox
  const [card] = await listSavedCards(stripe, customerId)
  expect(card && cardName(card, textIn('en', 'checkout'))).toBe('Visa ••4242')
  const token = await makeToken(stripe, customerId, { paymentMethod: card?.id ?? '', keep: false })
  const paid = await buy(shopperId, token ?? '')
  expect(paid).toMatchObject({ status: 'succeeded' })
  const [intent] = (await stripe.paymentIntents.list({ customer: customerId, limit: 1 })).data
  expect(intent).toMatchObject({ payment_method: card?.id, setup_future_usage: null, status: 'succeeded' })
  expect(await listSavedCards(stripe, customerId)).toHaveLength(1)
})

test('nothing is kept unless it was asked for', async () => {
  const { stripe } = sandbox
  const shopperId = await person()
  const customerId = await openCustomer(sql, stripe, shopperId)
  const token = await makeToken(stripe, customerId, { paymentMethod: 'pm_card_visa', keep: false })
  expect(await buy(shopperId, token ?? '')).toMatchObject({ status: 'succeeded' })
  expect(await listSavedCards(stripe, customerId ?? '')).toEqual([])
  expect((await stripe.paymentMethods.list({ customer: customerId ?? '' })).data).toEqual([])
})

test('a card that was declined is not kept', async () => {
  const { stripe } = sandbox
  const shopperId = await person()
  const customerId = await openCustomer(sql, stripe, shopperId)
  const declined = { paymentMethod: 'pm_card_visa_chargeDeclined', keep: true }
  const token = await makeToken(stripe, customerId, declined)
  expect(await buy(shopperId, token ?? '')).toMatchObject({ status: 'declined' })
  expect(await listSavedCards(stripe, customerId ?? '')).toEqual([])
})

test('somebody else’s card pays nothing and is not removed, whichever way it is tried', async () => {
  const { stripe } = sandbox
  const owner = await keeper()
  const [card] = await listSavedCards(stripe, owner.customerId)
  const id = card?.id ?? ''
  const thief = await person()
  const thiefCustomer = await openCustomer(sql, stripe, thief)
  for (const customerId of [thiefCustomer, null]) {
    expect(await makeToken(stripe, customerId, { paymentMethod: id, keep: false })).toBeNull()
    expect(await removeSavedCard(stripe, customerId, id)).toBe(false)
  }
  // Even with a token of it in hand, Stripe refuses to confirm for another customer, and the bag comes back.
  const stolen = await stripe.testHelpers.confirmationTokens.create({ payment_method: id })
  expect(await buy(thief, stolen.id)).toMatchObject({ status: 'declined' })
  expect(await listSavedCards(stripe, owner.customerId)).toHaveLength(1)
})

test('a card that is removed is gone for good, and removing it again is no error', async () => {
  const { stripe } = sandbox
  const { customerId } = await keeper()
  const id = (await listSavedCards(stripe, customerId))[0]?.id ?? ''
  expect(await removeSavedCard(stripe, customerId, id)).toBe(true)
  expect(await removeSavedCard(stripe, customerId, id)).toBe(false)
  expect(await listSavedCards(stripe, customerId)).toEqual([])
  expect(await rejection(stripe.paymentMethods.attach(id, { customer: customerId }))).toMatchObject({
    message: expect.stringContaining('may not be used again'),
  })
})

test('a customer that was deleted at Stripe is made anew, so that nobody is locked out of paying', async () => {
  const { stripe } = sandbox
  for (const hasStripeJs of [false, true]) {
    const { shopperId, customerId } = await keeper()
    await stripe.customers.del(customerId)
    const ways = await openWaysToPay({ sql, stripe, hasStripeJs }, shopperId)
    expect(ways).toMatchObject({ canKeep: true, cards: [] })
    const next = (await getCustomer(sql, shopperId)).customerId
    expect(next).not.toBe(customerId)
    const token = await makeToken(stripe, next, { paymentMethod: 'pm_card_visa', keep: false })
    expect(await buy(shopperId, token ?? '')).toMatchObject({ status: 'succeeded' })
  }
})

test('in a rush the payments go first: nobody’s cards are asked for beyond the turns there are', async () => {
  const { stripe } = sandbox
  const shopper = await person()
  const elements = { sql, stripe, hasStripeJs: true }
  await sql`update stripe_buckets set tokens = 0, per_second = 0.01, filled_at = clock_timestamp() where kind = 'customers'`
  const before = await customers()
  expect(await openWaysToPay(elements, shopper)).toEqual(NO_WAYS)
  expect(await customers()).toBe(before)
  await sql`update stripe_buckets set tokens = 0, per_second = 10, filled_at = clock_timestamp() where kind = 'customers'`
  expect(await openWaysToPay(elements, shopper)).toMatchObject({ canKeep: true })
})

test('the page that pays is told what there is: a guest nothing, an account its cards, Elements its session', async () => {
  const { stripe } = sandbox
  const { shopperId } = await keeper()
  const panel = { sql, stripe, hasStripeJs: false }
  expect(await openWaysToPay(panel, shopperId)).toMatchObject({ canKeep: true, cards: [{ last4: '4242' }] })
  expect(await openWaysToPay(panel, await person(true))).toEqual(NO_WAYS)
  const elements = { sql, stripe, hasStripeJs: true }
  const ways = await openWaysToPay(elements, await person())
  expect(ways).toMatchObject({
    canKeep: true,
    cards: [],
    sessionSecret: expect.stringMatching(/^cuss_secret_/),
  })
  expect(await openWaysToPay(elements, await person(true))).toEqual(NO_WAYS)
})
