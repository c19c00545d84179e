import { expect, test } from 'vitest'
import { certificateFileShape } from '#lib/certificates/certificate.ts'
import { verifyCertificate } from '#lib/certificates/verify.ts'
import { claimOne, makeSale, openOrder, settle, sql, startPayment, type TestSale, uuid } from './fixtures.ts'

/** The certificate of a sale and what recomputing its lines says of it. */
async function verified(sale: TestSale) {
  const [row] = await sql`select sale_certificate(${sale.saleId}) as certificate`
  const books: Record<string, string[]> = {}
  for (const book of ['movements', 'waits', 'orders', 'money']) {
    const rows = await sql<{ line: string }[]>`select line from ${sql(`export_${book}`)}(${sale.saleId})`
    books[book] = rows.map(({ line }) => line)
  }
  const file = certificateFileShape.parse({ certificate: row?.certificate, ...books })
  return { ...verifyCertificate(file), certificate: file.certificate }
}

test('money that a bank has promised and nobody has taken yet is named, and is no gap', async () => {
  const sale = await makeSale({ priceCents: 5000 })
  await sql`update sales set capture = 'at_shipping' where id = ${sale.saleId}`
  const { order, intent, total } = await startPayment(sale)
  const [authorised] =
    await sql`select authorise_order(null, 'test', ${intent}, ${total}, 'eur', ${order.order_id}) as outcome`
  expect(authorised?.outcome).toBe('authorised')
  const before = await verified(sale)
  expect(before).toMatchObject({ isTrue: true, named: [] })
  expect(before.certificate.money).toMatchObject([
    { authorisedCents: 5000, chargedCents: 0, ordersCents: 5000 },
  ])

  await settle(intent, total)
  const after = await verified(sale)
  expect(after).toMatchObject({ isTrue: true, named: [] })
  expect(after.certificate.money).toMatchObject([{ authorisedCents: 0, chargedCents: 5000 }])
})

test('an order called off before it left: its units are free again and its money is on the way back', async () => {
  const sale = await makeSale({ stock: 4, priceCents: 5000 })
  const { order, intent, total } = await startPayment(sale, 3)
  await settle(intent, total)
  const [called] =
    await sql`select cancel_paid_order(${order.order_id}, 'changed my mind', ${uuid()}) as outcome`
  expect(called?.outcome).toBe('cancelled')
  const found = await verified(sale)
  expect(found).toMatchObject({ isTrue: true, named: [], differences: [] })
  expect(found.certificate.items).toMatchObject([{ sold: 0, free: 4, returned: 3 }])

  await sql`select refund_order(null, 'test', ${intent}, 're_1', ${total})`
  const refunded = await verified(sale)
  expect(refunded).toMatchObject({ isTrue: true, named: [], differences: [] })
  expect(refunded.certificate.money).toMatchObject([{ chargedCents: 15_000, refundedCents: 15_000 }])
})

test('an order that is being paid is neither money nor a gap', async () => {
  const sale = await makeSale()
  const shopper = uuid()
  await claimOne({ item: sale.itemId, shopper })
  await openOrder(shopper, sale.saleId)
  const found = await verified(sale)
  expect(found).toMatchObject({
    isTrue: true,
    named: [],
    certificate: { isFinal: false, money: [{ openOrders: 1, paidOrders: 0 }] },
  })
})
