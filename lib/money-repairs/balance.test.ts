import { expect, test } from 'vitest'
import { balancesFrom } from './balance.ts'

const row = {
  merchant_id: 'm',
  currency: 'EUR',
  charged_cents: '10000',
  refunded_cents: '300',
  disputed_cents: '1000',
  fee_cents: '50',
  authorised_cents: '2500',
  order_cents: '12200',
  paid_orders: 4,
}

test('what is left is what was charged without what went back, is disputed, or was a fee', () => {
  expect(balancesFrom([row])[0]).toMatchObject({ netCents: 8650, authorisedCents: 2500, paidOrders: 4 })
})

test('a row of another shape is an error, not a zero', () => {
  expect(() => balancesFrom([{ ...row, charged_cents: 'much' }])).toThrow()
  expect(() => balancesFrom(null)).toThrow()
})
