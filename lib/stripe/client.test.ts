import { expect, test } from 'vitest'
import { checkStripeEnv } from './check-env.ts'
import { createStripe } from './client.ts'

const sandbox = {
  stripeSecretKey: 'sk_test_1',
  stripeApiBase: 'http://127.0.0.1:1',
  stripePublishableKey: null,
}

test.each(['sk_live_1', 'rk_live_1'])('the live key %s is never sent to a sandbox', (stripeSecretKey) => {
  expect(() => createStripe({ ...sandbox, stripeSecretKey })).toThrow(/remove STRIPE_API_BASE/)
  expect(() => checkStripeEnv({ ...sandbox, stripeSecretKey, stripeApiBase: null })).not.toThrow()
})

test('a publishable key of Stripe and a sandbox do not go together', () => {
  expect(() => checkStripeEnv({ ...sandbox, stripePublishableKey: 'pk_test_1' })).toThrow(
    /remove one of the two/,
  )
  expect(() => checkStripeEnv(sandbox)).not.toThrow()
})

test('the sandbox’s address is where requests go', async () => {
  await expect(
    createStripe(sandbox).paymentIntents.retrieve('pi_1', {}, { maxNetworkRetries: 0 }),
  ).rejects.toMatchObject({
    type: 'StripeConnectionError',
  })
})
