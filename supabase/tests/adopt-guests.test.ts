import { expect, test } from 'vitest'
import {
  adoptGuest,
  buy,
  linkShoppers,
  makeAccount,
  makeGuest,
  ownerOf,
  signIn,
  startPaying,
} from './account-people.ts'
import {
  auditOf,
  claimOne,
  claimStock,
  gapsOf,
  getClaim,
  getItem,
  getOrder,
  getWait,
  joinOne,
  makeSale,
  openOrder,
  releaseClaim,
  settle,
  sql,
  uuid,
} from './fixtures.ts'
import { openTransaction } from './locks.ts'

test('a guest keeps claims, places in line, paid orders and help on signing in', async () => {
  const [sale, full] = [await makeSale(), await makeSale({ stock: 1 })]
  const [guest, account] = [await makeGuest(), await makeAccount()]
  const paid = await buy(guest, sale)
  const claim = await claimOne({ shopper: guest, item: sale.itemId, quantity: 2 })
  await claimOne({ item: full.itemId })
  const place = await joinOne({ shopper: guest, item: full.itemId })
  await sql`select add_help_message(${paid.orderId}, ${sale.merchantId}, 'shopper', ${guest}, 'Where is it?', ${uuid()}, 9)`

  expect(await signIn(guest, account.id)).toBe('adopted')
  expect(await ownerOf('claims', claim.claim_id)).toBe(account.id)
  expect(await ownerOf('claims', paid.claimId)).toBe(account.id)
  expect(await ownerOf('orders', paid.orderId)).toBe(account.id)
  expect(await ownerOf('waits', place.wait_id)).toBe(account.id)
  expect(await releaseClaim(claim.claim_id, account.id)).toBe('released')
  expect(await sql`select 1 from help_messages where order_id = ${paid.orderId}`).toHaveLength(1)
  expect(await signIn(guest, account.id)).toBe('adopted')
  expect(await auditOf(sale.saleId)).toEqual([])
  expect(await gapsOf(sale.saleId)).toEqual([])
})

test('only a guest known to be this person is adopted, and nobody else’s claim changes hands', async () => {
  const sale = await makeSale()
  const [guest, account, other] = [await makeGuest(), await makeAccount(), await makeAccount()]
  const claim = await claimOne({ shopper: guest, item: sale.itemId })
  expect(await adoptGuest(guest, account.id)).toBe('not_linked')
  await linkShoppers(other.id, account.id)
  expect(await adoptGuest(other.id, account.id)).toBe('not_a_guest')
  expect(await adoptGuest(guest, await makeGuest())).toBe('not_a_guest')
  await expect(
    sql`update claims set shopper_id = ${account.id} where id = ${claim.claim_id}`,
  ).rejects.toMatchObject({ code: 'ST002' })
  await linkShoppers(guest, account.id)
  await expect(
    sql`update claims set shopper_id = ${account.id}, quantity = 5 where id = ${claim.claim_id}`,
  ).rejects.toMatchObject({ code: 'ST002' })
  expect(await ownerOf('claims', claim.claim_id)).toBe(guest)
})

test('holds on both: each is kept, the limit is the person’s, and the bag is one order', async () => {
  const sale = await makeSale({ limit: 2 })
  const [guest, account] = [await makeGuest(), await makeAccount()]
  await claimOne({ shopper: guest, item: sale.itemId, quantity: 2 })
  await claimOne({ shopper: account.id, item: sale.itemId, quantity: 2 })
  await signIn(guest, account.id)
  expect((await claimOne({ shopper: account.id, item: sale.itemId })).outcome).toBe('limit_reached')
  const order = await openOrder(account.id, sale.saleId)
  expect(order).toMatchObject({ outcome: 'opened', total_cents: '4000' })
  expect(await getItem(sale.itemId)).toMatchObject({ held: 4 })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('the payment being made right then goes on: the same tap is the same attempt, and it settles for the account', async () => {
  const sale = await makeSale()
  const [guest, account] = [await makeGuest(), await makeAccount()]
  const paying = await startPaying(guest, sale)
  expect(await signIn(guest, account.id)).toBe('adopted')
  expect(await openOrder(account.id, sale.saleId, paying.request)).toMatchObject({
    outcome: 'repeated',
    order_id: paying.orderId,
  })
  expect(await settle(paying.intent, paying.total)).toBe('settled')
  expect(await getOrder(paying.orderId)).toMatchObject({ status: 'paid', shopper_id: account.id })
  expect(await gapsOf(sale.saleId)).toEqual([])
})

test('a decline after signing in gives the units back to the account’s bag', async () => {
  const sale = await makeSale()
  const [guest, account] = [await makeGuest(), await makeAccount()]
  const paying = await startPaying(guest, sale)
  await signIn(guest, account.id)
  await sql`select decline_order(${`evt_${uuid()}`}, 'payment_intent.payment_failed', ${paying.intent}, 'No funds.')`
  expect(await getClaim(paying.claim.claim_id)).toMatchObject({ status: 'held' })
  expect(await openOrder(account.id, sale.saleId)).toMatchObject({
    outcome: 'opened',
    order_id: paying.orderId,
  })
})

test.each(['guest', 'account'] as const)(
  'two unpaid orders in one sale become one: the one that is not being paid gives way (the %s pays)',
  async (who) => {
    const sale = await makeSale()
    const [guest, account] = [await makeGuest(), await makeAccount()]
    const [payer, decliner] = who === 'guest' ? [guest, account.id] : [account.id, guest]
    const paying = await startPaying(payer, sale)
    const declined = await startPaying(decliner, sale)
    await sql`select hold_claims_of_order_again(${declined.orderId}, 'No funds.')`
    expect(await signIn(guest, account.id)).toBe('adopted')
    expect(await getOrder(declined.orderId)).toMatchObject({ status: 'cancelled' })
    expect(await getClaim(declined.claim.claim_id)).toMatchObject({ status: 'held', order_id: null })
    expect(await ownerOf('claims', declined.claim.claim_id)).toBe(account.id)
    expect(
      await sql`select 1 from outbox where kind = 'cancel_intent' and order_id = ${declined.orderId}`,
    ).toHaveLength(1)
    expect(await settle(paying.intent, paying.total)).toBe('settled')
    expect(await openOrder(account.id, sale.saleId)).toMatchObject({ outcome: 'opened', total_cents: '1000' })
    expect(await auditOf(sale.saleId)).toEqual([])
  },
)

test('both paying in one sale at once: that order follows when it is over, everything else at once', async () => {
  const [sale, other] = [await makeSale(), await makeSale()]
  const [guest, account] = [await makeGuest(), await makeAccount()]
  const [theirs, mine] = [await startPaying(guest, sale), await startPaying(account.id, sale)]
  const claim = await claimOne({ shopper: guest, item: other.itemId })
  expect(await signIn(guest, account.id)).toBe('later')
  expect(await ownerOf('claims', claim.claim_id)).toBe(account.id)
  expect(await ownerOf('orders', theirs.orderId)).toBe(guest)
  expect(await ownerOf('claims', theirs.claim.claim_id)).toBe(guest)
  expect(await settle(theirs.intent, theirs.total)).toBe('settled')
  expect(await settle(mine.intent, mine.total)).toBe('settled')
  expect(await adoptGuest(guest, account.id)).toBe('adopted')
  expect(await ownerOf('orders', theirs.orderId)).toBe(account.id)
  const [row] = await sql`select payload, run_after < now() + interval '2 minutes' as soon from outbox
    where dedupe_key = ${`adopt_guest:${guest}`}`
  expect(row).toMatchObject({ payload: { guest_id: guest, account_id: account.id }, soon: true })
})

test('two places in one line become the better one; an offer beats a place', async () => {
  const sale = await makeSale({ stock: 2, items: 2 })
  const [guest, account] = [await makeGuest(), await makeAccount()]
  const blocker = uuid()
  const [first = '', second = ''] = sale.itemIds
  const [held] = await claimStock([
    { shopper: blocker, item: first, quantity: 2 },
    { shopper: blocker, item: second, quantity: 2 },
  ])
  const early = await joinOne({ shopper: guest, item: first })
  const late = await joinOne({ shopper: account.id, item: first })
  const offered = await joinOne({ shopper: account.id, item: second })
  const waiting = await joinOne({ shopper: guest, item: second })
  const [second_claim] =
    await sql`select id from claims where item_id = ${second} and shopper_id = ${blocker}`
  await releaseClaim(second_claim?.id, blocker)
  // Whoever of the two the offer went to beside the first: both have one now, or one and a place.
  expect((await getWait(offered.wait_id))?.status).toBe('offered')
  await signIn(guest, account.id)
  expect(await getWait(early.wait_id)).toMatchObject({ status: 'waiting' })
  expect(await getWait(late.wait_id)).toMatchObject({ status: 'left' })
  expect(await ownerOf('waits', early.wait_id)).toBe(account.id)
  expect((await getWait(offered.wait_id))?.status).toBe('offered')
  expect(['taken', 'left']).toContain((await getWait(waiting.wait_id))?.status)
  expect(await getItem(first)).toMatchObject({ held: 2 })
  expect((await sql`select waiting from sale_items where id = ${first}`)[0]?.waiting).toBe(1)
  expect(await releaseClaim(held?.claim_id ?? null, blocker)).toBe('released')
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('a claim that arrives with the guest’s pass after signing in follows when the outbox asks again', async () => {
  const sale = await makeSale()
  const [guest, account] = [await makeGuest(), await makeAccount()]
  await signIn(guest, account.id)
  const late = await claimOne({ shopper: guest, item: sale.itemId })
  const [row] = await sql`select run_after > now() + interval '15 minutes' as after_passes from outbox
    where dedupe_key = ${`adopt_guest:${guest}`}`
  expect(row?.after_passes).toBe(true)
  expect(await adoptGuest(guest, account.id)).toBe('adopted')
  expect(await ownerOf('claims', late.claim_id)).toBe(account.id)
})

test('a payment that starts while the guest is adopted is moved or waits, never lost in between', async () => {
  const sale = await makeSale()
  const [guest, account] = [await makeGuest(), await makeAccount()]
  const claim = await claimOne({ shopper: guest, item: sale.itemId })
  await linkShoppers(guest, account.id)
  const paying = await openTransaction()
  const [order] =
    await paying.sql`select * from open_order(${guest}, ${sale.saleId}, ${uuid()}, 'ada@shopper.test', 'Ada',
    '{"country": "DE"}'::jsonb)`
  const adopting = adoptGuest(guest, account.id)
  await paying.untilWaitedFor()
  await paying.commit()
  expect(await adopting).toBe('adopted')
  expect(await ownerOf('orders', order?.order_id)).toBe(account.id)
  expect(await getClaim(claim.claim_id)).toMatchObject({ status: 'paying', order_id: order?.order_id })
})

test('a payment the guest starts while being adopted makes the account’s declined order give way', async () => {
  const sale = await makeSale()
  const [guest, account] = [await makeGuest(), await makeAccount()]
  await claimOne({ shopper: guest, item: sale.itemId })
  const declined = await startPaying(account.id, sale)
  await sql`select hold_claims_of_order_again(${declined.orderId}, 'No funds.')`
  await linkShoppers(guest, account.id)
  const paying = await openTransaction()
  const [order] =
    await paying.sql`select * from open_order(${guest}, ${sale.saleId}, ${uuid()}, 'ada@shopper.test', 'Ada',
    '{"country": "DE"}'::jsonb)`
  const adopting = adoptGuest(guest, account.id)
  await paying.untilWaitedFor()
  await paying.commit()
  expect(await adopting).toBe('adopted')
  expect(await ownerOf('orders', order?.order_id)).toBe(account.id)
  expect(await getOrder(declined.orderId)).toMatchObject({ status: 'cancelled' })
})
