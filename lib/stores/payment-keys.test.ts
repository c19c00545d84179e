import { expect, test } from 'vitest'
import { findKeys } from './payment-keys.ts'

const keys = (stripeSecretKey: string, stripePublishableKey: string | null) =>
  findKeys({ stripeApiBase: null, stripeSecretKey, stripePublishableKey })

test('keys that belong together are good, and their mode is said', () => {
  expect(keys('sk_test_secret', 'pk_test_open')).toMatchObject({ state: 'good', toDo: null })
  expect(keys('rk_live_secret', 'pk_live_open').says).toMatch(/real money/)
  const sandbox = { stripeApiBase: 'http://127.0.0.1:1', stripePublishableKey: null }
  expect(findKeys({ ...sandbox, stripeSecretKey: 'sk_test_x' })).toMatchObject({
    state: 'good',
    says: expect.stringMatching(/sandbox/),
  })
})

test.each([
  ['sk_live_secret', 'pk_test_open', /live mode and the publishable key of test mode/, /same page/],
  ['sk_test_secret', 'pk_live_open', /test mode and the publishable key of live mode/, /same page/],
  ['sk_test_secret', null, /publishable key is missing/, /NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY/],
  ['sk_test_secret', 'whsec_open', /does not look like one/, /begins with pk_/],
  ['pk_test_open', 'pk_test_open', /secret key does not look like one/, /STRIPE_SECRET_KEY/],
  ['sk_test_secret', 'sk_test_secret', /every browser is sent it/, /^Roll that key/],
])('%s with %s is a fault with its repair, and no key is said', (secret, publishable, says, toDo) => {
  const found = keys(secret, publishable)
  expect(found).toMatchObject({
    state: 'fault',
    says: expect.stringMatching(says),
    toDo: expect.stringMatching(toDo),
  })
  expect(JSON.stringify(found)).not.toMatch(/_secret|_open/)
})
