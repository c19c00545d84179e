import { expect } from 'vitest'
import { documented, openContract } from './contract.ts'

const contract = openContract()

documented(
  'api/accounts/retrieve',
  'the account of the key says whether it may be charged with',
  async () => {
    const account = await contract.stripe.accounts.retrieveCurrent()
    expect(account).toMatchObject({ object: 'account', charges_enabled: expect.any(Boolean) })
    expect(account.id).toMatch(/^acct_/)
  },
)

documented(
  'api/webhook_endpoints/list',
  'endpoints are listed with what they are told of, never with their secret',
  async () => {
    const { object, data } = await contract.stripe.webhookEndpoints.list({ limit: 100 })
    expect(object).toBe('list')
    for (const endpoint of data) {
      expect(endpoint).toMatchObject({ status: expect.any(String), enabled_events: expect.any(Array) })
      expect(endpoint.secret).toBeUndefined()
    }
  },
)

documented('api/events/list', 'events are filtered by whether all webhooks were delivered', async () => {
  const [missed, taken] = await Promise.all(
    [false, true].map((delivery_success) =>
      contract.stripe.events.list({ delivery_success, types: ['payment_intent.succeeded'], limit: 100 }),
    ),
  )
  const ids = new Set(missed?.data.map(({ id }) => id))
  expect(taken?.data.filter(({ id }) => ids.has(id))).toEqual([])
})
