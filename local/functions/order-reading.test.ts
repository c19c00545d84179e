import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ORDER_COLUMNS, readOrder } from '#lib/orders/order.ts'
import { eventually, type PaymentBench, startPaymentBench } from './testing.ts'

let bench: PaymentBench
beforeAll(async () => {
  bench = await startPaymentBench()
})
afterAll(() => bench.stop())

/** A guest's session, as the shop makes one. */
async function guest(): Promise<{ client: SupabaseClient; id: string }> {
  const { config } = bench.cloud
  const options = { auth: { persistSession: false, autoRefreshToken: false } }
  const client = createClient(config.urls.api, config.keys.publishableKey, options)
  const { data, error } = await client.auth.signInAnonymously()
  if (error || !data.user) throw error ?? new Error('No session was made.')
  return { client, id: data.user.id }
}

test('a guest reads their own order with its lines, and nobody else’s', async () => {
  const [ada, eve, sale] = [await guest(), await guest(), await bench.makeSale()]
  await bench.claim(ada.id, sale, 2)
  const payment = await bench.pay(ada.id, sale, 'pm_card_visa')
  if (payment.status !== 'succeeded') throw new Error(`Expected a payment, not ${payment.status}`)
  await eventually(async () => expect((await bench.getOrder(payment.orderId)).status).toBe('paid'))

  const read = (client: SupabaseClient) =>
    client.from('orders').select(ORDER_COLUMNS).eq('id', payment.orderId).maybeSingle()
  const { data, error } = await read(ada.client)
  expect(error).toBeNull()
  expect(readOrder(data)).toMatchObject({
    status: 'paid',
    number: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/),
    totalCents: 2 * 2800 + 490,
    addressLines: ['Kai 1', '20457 Hamburg', 'Germany'],
    saleTitle: 'Autumn firing',
    merchantName: 'Kiln & Co',
    paidAt: expect.stringMatching(/Z$/),
    lines: [{ productName: 'Moon jar', variantName: 'Ash', quantity: 2, unitPriceCents: 2800 }],
  })
  expect((await read(eve.client)).data).toBeNull()
})
