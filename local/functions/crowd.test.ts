import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, type PaymentBench, startPaymentBench } from './testing.ts'

const SHOPPERS = 60
const CARDS = [
  'pm_card_visa',
  'pm_card_visa_chargeDeclined',
  'pm_card_threeDSecure2Required',
  'pm_sandbox_slow',
] as const

let bench: PaymentBench
beforeAll(async () => {
  bench = await startPaymentBench()
})
afterAll(() => bench.stop())

/** One shopper from claim to answer: taps twice at once, answers the bank, and takes a good card after a decline. */
async function buy(sale: Awaited<ReturnType<PaymentBench['makeSale']>>, card: string): Promise<void> {
  const [shopper, requestId] = [randomUUID(), randomUUID()]
  await bench.claim(shopper, sale)
  const answers = await Promise.all([
    bench.pay(shopper, sale, card, requestId),
    bench.pay(shopper, sale, card, requestId),
  ])
  // The same tap twice: one of the two may still be told that it is being paid when the other hears what became of it.
  const payment =
    answers.find(({ status }) => status === 'declined' || status === 'requires_action') ?? answers[0]
  if (payment.status === 'requires_action' && payment.nextAction.type === 'redirect_to_url') {
    await fetch(payment.nextAction.url, {
      method: 'POST',
      body: new URLSearchParams({ outcome: 'approve' }),
      redirect: 'manual',
    })
  }
  if (payment.status === 'declined') await bench.pay(shopper, sale, 'pm_card_visa')
}

test('many shoppers with every kind of card at once: each pays once, and every unit and cent is accounted for', async () => {
  const sale = await bench.makeSale({ stock: SHOPPERS + 5 })
  await Promise.all(
    Array.from({ length: SHOPPERS }, (_, n) => buy(sale, CARDS[n % CARDS.length] ?? 'pm_card_visa')),
  )
  await eventually(async () => {
    const [row] =
      await bench.sql`select count(*)::int as paid from orders where sale_id = ${sale.saleId} and status = 'paid'`
    expect(row?.paid).toBe(SHOPPERS)
  })
  expect(await bench.getItem(sale)).toEqual({ free: 5, held: 0, sold: SHOPPERS })
  const [money] =
    await bench.sql`select count(*)::int as entries, sum(amount_cents)::int as cents from money_entries`
  expect(money).toEqual({ entries: SHOPPERS, cents: SHOPPERS * (2800 + 490) })
  expect(await bench.findGaps()).toEqual([])
})
