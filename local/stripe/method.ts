import type Stripe from 'stripe'
import { cardOf, NO_BILLING_DETAILS } from './card.ts'
import { type Cause, recordEvent } from './events.ts'
import { newId, seconds } from './ids.ts'
import { noSuch } from './problems.ts'
import type { Store, StoredMethod } from './store.ts'
import { type TestMethod, testMethodOf } from './test-payment-methods.ts'

/** Writes a new payment method of a test card, and answers it. */
export function newMethod(
  store: Store,
  name: string,
  test: TestMethod,
  given: Partial<Stripe.PaymentMethod> = {},
): StoredMethod {
  const method: Stripe.PaymentMethod = {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: NO_BILLING_DETAILS,
    card: cardOf(test),
    created: seconds(Date.now()),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
    ...given,
  }
  return keep(store, { method, test: name, isSpent: false })
}

function keep(store: Store, stored: StoredMethod): StoredMethod {
  store.put('methods', stored.method.id, stored)
  return stored
}

/** One that was made before, or a new one for the name of a test payment method. Throws when there is no such. */
export function requireMethod(
  store: Store,
  id: string,
  param = 'payment_method',
  status: 400 | 404 = 404,
): StoredMethod {
  const test = testMethodOf(id)
  const stored = test ? newMethod(store, id, test) : store.tables.methods.get(id)
  if (!stored) throw noSuch('PaymentMethod', id, param, status)
  return stored
}

export function changeMethod(
  store: Store,
  stored: StoredMethod,
  change: Partial<Stripe.PaymentMethod>,
): StoredMethod {
  return keep(store, { ...stored, method: { ...stored.method, ...change } })
}

export function attach(store: Store, stored: StoredMethod, customer: string, cause: Cause): StoredMethod {
  const attached = changeMethod(store, stored, { customer })
  recordEvent(store, 'payment_method.attached', attached.method, cause)
  return attached
}

export function detach(store: Store, stored: StoredMethod, cause: Cause): StoredMethod {
  const detached = keep(store, {
    ...stored,
    method: { ...stored.method, customer: null },
    isSpent: true,
  })
  recordEvent(store, 'payment_method.detached', detached.method, cause)
  return detached
}

/** Used once without a customer: nothing more can be paid with it. */
export function spend(store: Store, stored: StoredMethod): void {
  keep(store, { ...stored, isSpent: true })
}
