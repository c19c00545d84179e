import { expect, test } from 'vitest'
import { adoptOrders, buy, makeAccount, makeGuest, ownerOf, startPaying } from './account-people.ts'
import { auditOf, makeSale, sql, uuid } from './fixtures.ts'

test('orders made as a guest elsewhere come with the proved e-mail, and with their claims', async () => {
  const sale = await makeSale()
  const guest = await makeGuest()
  const account = await makeAccount({ email: `kim-${uuid()}@shopper.test` })
  const order = await buy(guest, sale, { email: account.email.toUpperCase() })
  expect(await adoptOrders(account.id)).toBe(1)
  expect(await adoptOrders(account.id)).toBe(0)
  expect(await ownerOf('orders', order.orderId)).toBe(account.id)
  expect(await ownerOf('claims', order.claimId)).toBe(account.id)
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('an e-mail that is only said to be confirmed brings no orders: it must have been proved by a code', async () => {
  const sale = await makeSale()
  const email = `victim-${uuid()}@shopper.test`
  const order = await buy(await makeGuest(), sale, { email })
  const forger = await makeAccount({ email, isProved: false })
  expect(await adoptOrders(forger.id)).toBe(0)
  expect(await adoptOrders(await makeGuest())).toBe(0)
  expect(await ownerOf('orders', order.orderId)).not.toBe(forger.id)
})

test('an order of another account stays theirs whatever e-mail it names, and so does one that is being paid', async () => {
  const sale = await makeSale()
  const account = await makeAccount()
  const giver = await makeAccount()
  const present = await buy(giver.id, sale, { email: account.email })
  const guest = await makeGuest()
  const paying = await startPaying(guest, sale)
  await sql`update orders set email = ${account.email} where id = ${paying.orderId}`
  expect(await adoptOrders(account.id)).toBe(0)
  expect(await ownerOf('orders', present.orderId)).toBe(giver.id)
  expect(await ownerOf('orders', paying.orderId)).toBe(guest)
})
