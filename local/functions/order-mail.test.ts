import { randomUUID } from 'node:crypto'
import { createClient } from '@supabase/supabase-js'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { eventually, orderIdOf, type PaymentBench, startPaymentBench } from './testing.ts'

let bench: PaymentBench
beforeAll(async () => {
  bench = await startPaymentBench()
})
afterEach(async () => expect(await bench.findGaps()).toEqual([]))
afterAll(() => bench.stop())

type Mail = { subject: string; text: string; html: string; to: string[] }

async function mailsFor(address: string): Promise<Mail[]> {
  const answer = await fetch(
    `${bench.cloud.config.urls.local}/local/inbox.json?to=${encodeURIComponent(address)}`,
  )
  return ((await answer.json()) as { messages: Mail[] }).messages
}

async function mailWith(address: string, words: string): Promise<Mail> {
  let found: Mail | undefined
  await eventually(async () => {
    found = (await mailsFor(address)).find(({ subject }) => subject.includes(words))
    expect(found).toBeDefined()
  })
  if (!found) throw new Error('No mail.')
  return found
}

async function newOrder(): Promise<{ orderId: string; number: string }> {
  const [shopper, sale] = [randomUUID(), await bench.makeSale()]
  await bench.claim(shopper, sale, 2)
  const orderId = orderIdOf(await bench.pay(shopper, sale, 'pm_card_visa'))
  await eventually(async () => expect(await bench.statusOf(orderId)).toBe('paid'))
  const [order] = await bench.sql`select number from orders where id = ${orderId}`
  return { orderId, number: order?.number }
}

test('a receipt arrives as text and as HTML, with what was bought, what it cost and when it was paid', async () => {
  const { orderId, number } = await newOrder()
  const mail = await mailWith('ada@example.com', `${number} is confirmed`)
  for (const body of [mail.text, mail.html.replace(/<[^>]*>/g, ' ')]) {
    for (const words of ['2 × Moon jar, Ash', '€56.00', '€4.90', '€60.90', 'Kai 1', 'Paid on'])
      expect(body).toContain(words)
  }
  expect(mail.text).toContain(`/orders/${orderId}`)
})

test('a refund made at Stripe, in part and then of the rest, says each time how much went back', async () => {
  const { orderId, number } = await newOrder()
  const { payment_intent_id: intent } = await bench.getOrder(orderId)
  await bench.stripe.refunds.create({ payment_intent: intent, amount: 1_000 })
  const part = await mailWith('ada@example.com', `A part of your order ${number} was refunded: €10.00`)
  expect(part.text).toContain('Paid: €60.90\nOn its way back: €10.00')
  await bench.stripe.refunds.create({ payment_intent: intent })
  await eventually(async () => {
    const mails = (await mailsFor('ada@example.com')).filter(({ subject }) =>
      subject.includes(`${number} was refunded`),
    )
    expect(
      mails.map(({ subject }) => subject).filter((subject) => !subject.startsWith('A part')),
    ).toHaveLength(1)
  })
  expect(await bench.statusOf(orderId)).toBe('refunded')
})

test('a name that tries to write headers and HTML writes neither', async () => {
  const { orderId, number } = await newOrder()
  const name = 'Ada <img src=x onerror=alert(1)>"\r\nBcc: all@example.com'
  const { sql } = bench
  await sql`update orders set name = ${name} where id = ${orderId}`
  await sql`insert into outbox (kind, payload) values ('order_mail', ${sql.json({ order_id: orderId, template: 'cancelled' })})`
  const mail = await mailWith('ada@example.com', `${number} was cancelled`)
  expect(mail.to).toEqual(['ada@example.com'])
  expect(mail.text).toContain('Ada <img src=x onerror=alert(1)>" Bcc: all@example.com')
  expect(mail.html).not.toContain('<img')
  expect(await mailsFor('all@example.com')).toEqual([])
})

test('a reminder goes to who has an address, and not for a sale that was called off', async () => {
  const { sql, cloud } = bench
  const { urls, keys } = cloud.config
  const email = `remind-${randomUUID()}@shopper.test`
  const { auth } = createClient(urls.api, keys.publishableKey, { auth: { persistSession: false } })
  const { data } = await auth.signUp({ email, password: 'correct horse' })
  const [sale, off] = [await bench.makeSale(), await bench.makeSale()]
  await sql`update sales set status = 'cancelled' where id = ${off.saleId}`
  const remind = (saleId: string, shopperId: string | undefined) =>
    sql`insert into outbox (kind, payload) values ('reminder_mail', ${sql.json({ sale_id: saleId, shopper_id: shopperId ?? '' })}) returning id`
  const rows = [
    ...(await remind(off.saleId, data.user?.id)),
    ...(await remind(sale.saleId, randomUUID())),
    ...(await remind(sale.saleId, data.user?.id)),
  ].map(({ id }) => id)
  await eventually(async () => {
    expect(await sql`select 1 from outbox where id = any (${rows}) and done_at is null`).toEqual([])
  })
  const mails = await mailsFor(email)
  expect(mails.map(({ subject }) => subject)).toEqual(['Autumn firing opens soon'])
  const [row] = await sql`select slug from sales where id = ${sale.saleId}`
  expect(mails[0]?.text).toContain(`/sales/${row?.slug}`)
})
