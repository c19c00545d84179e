import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DeliveryFault } from './faults.ts'
import { pay, startTestSandbox, type TestSandbox } from './testing.ts'

let sandbox: TestSandbox
let nextFault: DeliveryFault | null = null

beforeEach(async () => {
  nextFault = null
  sandbox = await startTestSandbox({
    slowMs: 400,
    faults: {
      onRequest: () => null,
      onDelivery: () => {
        const fault = nextFault
        nextFault = null
        return fault
      },
    },
  })
})
afterEach(() => sandbox.close())

const types = () => sandbox.received.map(({ event }) => event.type)

test('a webhook carries the event, signed so that Stripe’s own verifier takes it and a forger’s does not', async () => {
  const intent = await pay(sandbox.stripe, 'pm_card_visa')
  await vi.waitFor(() => expect(types()).toEqual(['payment_intent.succeeded']))
  const [{ body, signature }] = sandbox.received as [TestSandbox['received'][number]]
  const event = Stripe.webhooks.constructEvent(body, signature, sandbox.webhookSecret)
  expect(event).toMatchObject({ object: 'event', api_version: Stripe.API_VERSION, livemode: false })
  expect(event.data.object).toMatchObject({ id: intent.id, status: 'succeeded' })
  expect(() => Stripe.webhooks.constructEvent(body, signature, 'whsec_other')).toThrow()
  expect(() => Stripe.webhooks.constructEvent(`${body} `, signature, sandbox.webhookSecret)).toThrow()
})

test('an endpoint that fails is tried again until it takes the event, and then left alone', async () => {
  sandbox.answers.push(500, 503)
  await pay(sandbox.stripe, 'pm_card_visa')
  const missed = async () =>
    (await sandbox.stripe.events.list({ delivery_success: false, types: ['payment_intent.succeeded'] })).data
      .length
  expect(await missed()).toBe(1)
  await vi.waitFor(() => expect(types()).toHaveLength(3), { timeout: 10_000 })
  await vi.waitFor(async () => expect(await missed()).toBe(0))
  expect(new Set(sandbox.received.map(({ event }) => event.id)).size).toBe(1)
  await vi.waitFor(async () => {
    const { data } = await sandbox.stripe.events.list({ type: 'payment_intent.succeeded' })
    expect(data[0]?.pending_webhooks).toBe(0)
  })
  expect(types()).toHaveLength(3)
})

test('a webhook that was pending when the sandbox stopped arrives after the next start', async () => {
  sandbox.answers.push(500)
  await pay(sandbox.stripe, 'pm_card_visa')
  await vi.waitFor(() => expect(types()).toHaveLength(1))
  await sandbox.restart()
  await vi.waitFor(() => expect(types()).toHaveLength(2), { timeout: 5_000 })
})

describe('after a restart', () => {
  test('payments, tokens and answers to idempotency keys are still there', async () => {
    const { stripe } = sandbox
    const intent = await pay(stripe, 'pm_card_visa')
    const create = () =>
      stripe.paymentIntents.create({ amount: 900, currency: 'eur' }, { idempotencyKey: 'kept' })
    const kept = await create()
    await sandbox.restart()
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'succeeded',
      amount: 1200,
    })
    expect((await create()).id).toBe(kept.id)
    expect((await stripe.events.list()).data.map((event) => event.type)).toContain('payment_intent.created')
  })

  test('a payment that was processing still succeeds', async () => {
    const { id } = await pay(sandbox.stripe, 'pm_sandbox_slow')
    await sandbox.restart()
    await vi.waitFor(() => expect(types()).toEqual(['payment_intent.processing', 'payment_intent.succeeded']))
    expect((await sandbox.stripe.paymentIntents.retrieve(id)).status).toBe('succeeded')
  })

  test('a line that was cut off while it was written is dropped, and nothing else', async () => {
    const intent = await pay(sandbox.stripe, 'pm_card_visa')
    appendFileSync(join(sandbox.stateDir, 'stripe', 'journal.jsonl'), '["intents","pi_torn",{"intent":{"id"')
    await sandbox.restart()
    expect((await sandbox.stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded')
    const next = await pay(sandbox.stripe, 'pm_card_visa')
    await sandbox.restart()
    expect((await sandbox.stripe.paymentIntents.retrieve(next.id)).status).toBe('succeeded')
  })
})

describe('told to misbehave', () => {
  test('a dropped webhook never comes', async () => {
    nextFault = { kind: 'drop' }
    await pay(sandbox.stripe, 'pm_card_visa')
    await pay(sandbox.stripe, 'pm_card_visa')
    await vi.waitFor(() => expect(types()).toHaveLength(1))
  })

  test('a duplicated webhook comes twice with one id', async () => {
    nextFault = { kind: 'duplicate' }
    await pay(sandbox.stripe, 'pm_card_visa')
    await vi.waitFor(() => expect(types()).toHaveLength(2))
    expect(new Set(sandbox.received.map(({ event }) => event.id)).size).toBe(1)
  })

  test('a delayed webhook is overtaken by a later one', async () => {
    nextFault = { kind: 'delay', milliseconds: 300 }
    const first = await pay(sandbox.stripe, 'pm_card_visa')
    const second = await pay(sandbox.stripe, 'pm_card_visa')
    await vi.waitFor(() => expect(types()).toHaveLength(2))
    const ids = sandbox.received.map(({ event }) => 'id' in event.data.object && event.data.object.id)
    expect(ids).toEqual([second.id, first.id])
  })
})
