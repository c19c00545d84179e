import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { pay, RETURN_URL, rejection, startTestSandbox, type TestSandbox, tokenFor } from './testing.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startTestSandbox({ slowMs: 150 })
})
afterAll(() => sandbox.close())

const address = () => `${sandbox.baseUrl}/local/stripe`

/** Presses a button of the page and answers what the next page says. */
async function press(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(address(), {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
  if (answer.status !== 303) return `refused ${answer.status}`
  const html = await (await fetch(address())).text()
  return /role="status"[^>]*>([^<]*)</.exec(html)?.[1] ?? ''
}

const typesOf = (id: string) =>
  sandbox.received
    .filter(({ event }) => JSON.stringify(event.data.object).includes(id))
    .map(({ event }) => event.type)

test('a refund in the dashboard arrives as webhooks that no request of the shop has caused', async () => {
  const { id } = await pay(sandbox.stripe, 'pm_card_visa')
  expect(await press({ do: 'refund', id, amount: '5,50' })).toContain('succeeded')
  await vi.waitFor(() => expect(typesOf(id)).toContain('refund.created'))
  const { data } = await sandbox.stripe.refunds.list({ payment_intent: id })
  expect(data).toMatchObject([{ amount: 550, status: 'succeeded' }])
  const event = sandbox.received.findLast((one) => one.event.type === 'refund.created')?.event
  expect(event?.request).toEqual({ id: null, idempotency_key: null })
  expect(await press({ do: 'refund', id, amount: '6.51' })).toContain('greater than unrefunded amount')
  expect(await press({ do: 'refund', id, amount: '1e3' })).toContain('type one such as 12.50')
  expect(await press({ do: 'refund', id })).toContain('succeeded')
  expect((await sandbox.stripe.refunds.list({ payment_intent: id })).data).toHaveLength(2)
})

test('a dispute takes the money and forbids a refund; an inquiry does neither', async () => {
  const { stripe } = sandbox
  const [disputed, asked] = await Promise.all([pay(stripe, 'pm_card_visa'), pay(stripe, 'pm_card_visa')])
  await press({ do: 'dispute', id: disputed.id })
  await press({ do: 'dispute', id: asked.id, kind: 'inquiry' })
  const [dispute] = (await stripe.disputes.list({ payment_intent: disputed.id })).data
  const [inquiry] = (await stripe.disputes.list({ payment_intent: asked.id })).data
  expect(dispute).toMatchObject({ status: 'needs_response', is_charge_refundable: false, amount: 1200 })
  expect(inquiry).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] })
  expect(await rejection(stripe.refunds.create({ payment_intent: disputed.id }))).toMatchObject({
    code: 'charge_disputed',
  })
  expect((await stripe.refunds.create({ payment_intent: asked.id })).status).toBe('succeeded')
  await vi.waitFor(() =>
    expect(typesOf(disputed.id)).toEqual(
      expect.arrayContaining(['charge.dispute.created', 'charge.dispute.funds_withdrawn']),
    ),
  )
})

test('a warning of fraud and an event that is sent again', async () => {
  const { id } = await pay(sandbox.stripe, 'pm_card_visa')
  await press({ do: 'warn', id })
  await vi.waitFor(() => expect(typesOf(id)).toContain('radar.early_fraud_warning.created'))
  const event = sandbox.received.find((one) => JSON.stringify(one.event).includes(id))?.event
  const before = sandbox.received.length
  expect(await press({ do: 'resend', id: event?.id ?? '' })).toContain('sent again')
  await vi.waitFor(() => expect(sandbox.received.length).toBe(before + 1))
  expect(sandbox.received.at(-1)?.event.id).toBe(event?.id)
})

test('an authorization that expires ends the payment and holds nothing any more', async () => {
  const { stripe } = sandbox
  const held = await stripe.paymentIntents.create({
    amount: 1200,
    currency: 'eur',
    capture_method: 'manual',
    confirm: true,
    confirmation_token: await tokenFor(stripe, 'pm_card_visa'),
    return_url: RETURN_URL,
  })
  expect(await press({ do: 'dispute', id: held.id })).toContain('capture it first')
  expect(await press({ do: 'expire', id: held.id })).toContain('has expired')
  expect(await stripe.paymentIntents.retrieve(held.id)).toMatchObject({
    status: 'canceled',
    cancellation_reason: 'automatic',
    amount_capturable: 0,
  })
  expect(await press({ do: 'expire', id: held.id })).toContain('waits for its capture')
  await vi.waitFor(() => expect(typesOf(held.id)).toContain('payment_intent.canceled'))
})

test('the switches can be set and turned off by the form, in per cent', async () => {
  const settings = async () => (await (await fetch(`${address()}/chaos`)).json()).settings
  expect(await press({ do: 'chaos', drop: '25', delayMs: '900', seed: '3' })).toContain('are set')
  expect(await settings()).toMatchObject({ drop: 0.25, delay: 0, delayMs: 900, seed: 3 })
  expect(await (await fetch(address())).text()).toContain('Chaos is on.')
  expect(await press({ do: 'chaos', drop: '250' })).toContain('above 1')
  expect(await press({ do: 'calm' })).toContain('calm')
  expect(await settings()).toMatchObject({ drop: 0 })
})

test('the page shows what there is, loads nothing, and is out of reach for other sites', async () => {
  const { stripe } = sandbox
  const intent = await stripe.paymentIntents.create({
    amount: 1200,
    currency: 'eur',
    metadata: { order_id: '<script>x</script>' },
  })
  const answer = await fetch(address())
  const html = await answer.text()
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(html).toContain(intent.id)
  expect(html).not.toContain('<script')
  expect(html).not.toContain(sandbox.secretKey)
  expect(await press({ do: 'refund', id: intent.id })).toContain('Nothing was charged')
  expect(await press({ do: 'unheard' })).toContain('reload')
  expect(await press({ do: 'calm' }, { origin: 'https://evil.example' })).toBe('refused 403')
})
