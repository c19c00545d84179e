import type Stripe from 'stripe'
import { CREATE_CUSTOMER, LIST_CUSTOMERS, RETRIEVE, UPDATE_CUSTOMER } from './customer-rules.ts'
import { recordEvent } from './events.ts'
import type { Form } from './form.ts'
import { newId, seconds } from './ids.ts'
import { answerList, type List } from './list.ts'
import { detach } from './method.ts'
import { checkParams, mergeMetadata, optionalText } from './params.ts'
import { noSuch } from './problems.ts'
import type { Call } from './request.ts'
import { shippingOf } from './shipping.ts'
import type { Store } from './store.ts'

/** A customer that is still there. */
export function requireCustomer(
  store: Store,
  id: string,
  param = 'id',
  status: 400 | 404 = 404,
): Stripe.Customer {
  const customer = store.tables.customers.get(id)
  if (!customer || customer.deleted) throw noSuch('customer', id, param, status)
  return customer
}

/** What both creating and updating may set. */
function given(form: Form) {
  const shipping = shippingOf(form)
  const fields = {
    description: optionalText(form, 'description'),
    email: optionalText(form, 'email', 512),
    name: optionalText(form, 'name', 256),
    phone: optionalText(form, 'phone', 20),
  }
  const sent = Object.entries(fields).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(sent), ...(shipping ? { shipping } : {}) }
}

/** `POST /v1/customers` */
export function createCustomer({ form, store, cause }: Call): Stripe.Customer {
  checkParams(form, CREATE_CUSTOMER)
  const customer: Stripe.Customer = {
    id: newId('cus', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: seconds(Date.now()),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    email: null,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: mergeMetadata(form, {}),
    name: null,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
    ...given(form),
  }
  store.put('customers', customer.id, customer)
  recordEvent(store, 'customer.created', customer, cause)
  return customer
}

/** A deleted customer is still found, by its id and the word `deleted`: https://docs.stripe.com/api/customers/retrieve */
export function retrieveCustomer(
  { form, store }: Call,
  id: string,
): Stripe.Customer | Stripe.DeletedCustomer {
  checkParams(form, RETRIEVE)
  const customer = store.tables.customers.get(id)
  if (!customer) throw noSuch('customer', id, 'id')
  return customer
}

export function updateCustomer({ form, store, cause }: Call, id: string): Stripe.Customer {
  checkParams(form, UPDATE_CUSTOMER)
  const customer = requireCustomer(store, id)
  const next = { ...customer, ...given(form), metadata: mergeMetadata(form, customer.metadata) }
  store.put('customers', id, next)
  recordEvent(store, 'customer.updated', next, cause)
  return next
}

/** `DELETE /v1/customers/:id`: for good, and its payment methods with it. */
export function deleteCustomer({ form, store, cause }: Call, id: string): Stripe.DeletedCustomer {
  checkParams(form, RETRIEVE)
  const customer = requireCustomer(store, id)
  for (const stored of store.tables.methods.values()) {
    if (stored.method.customer === id) detach(store, stored, cause)
  }
  const gone: Stripe.DeletedCustomer = { id, object: 'customer', deleted: true }
  store.put('customers', id, gone)
  recordEvent(store, 'customer.deleted', customer, cause)
  return gone
}

export function listCustomers({ form, store }: Call): List<Stripe.Customer> {
  checkParams(form, LIST_CUSTOMERS)
  const email = optionalText(form, 'email')
  const rows = [...store.tables.customers.values()].filter((customer) => !customer.deleted)
  return answerList(form, '/v1/customers', 'customer', rows, (customer) => !email || customer.email === email)
}
