import type Stripe from 'stripe'
import type { Form } from './form.ts'
import { invalidParam } from './problems.ts'

const ADDRESS_FIELDS = ['city', 'country', 'line1', 'line2', 'postal_code', 'state'] as const
type AddressField = (typeof ADDRESS_FIELDS)[number]

/** The `shipping` parameter as Stripe stores it, undefined when it was not sent. */
export function shippingOf(
  form: Form,
): (Stripe.PaymentIntent.Shipping & Stripe.ConfirmationToken.Shipping) | undefined {
  const given = form.shipping
  if (given === undefined) return undefined
  if (typeof given === 'string') throw invalidParam('shipping', 'Invalid object')
  const { address, name, phone, ...rest } = given
  const [unknown] = Object.keys(rest)
  if (unknown)
    throw invalidParam(
      `shipping[${unknown}]`,
      `Received unknown parameter: shipping[${unknown}]`,
      'parameter_unknown',
    )
  if (typeof name !== 'string' || name === '')
    throw invalidParam('shipping[name]', 'Missing required param: shipping[name].', 'parameter_missing')
  if (typeof address !== 'object')
    throw invalidParam('shipping[address]', 'Missing required param: shipping[address].', 'parameter_missing')
  return { address: addressOf(address), name, phone: typeof phone === 'string' ? phone : null }
}

function addressOf(form: Form): Record<AddressField, string | null> {
  const known = new Set<string>(ADDRESS_FIELDS)
  for (const name of Object.keys(form)) {
    if (!known.has(name))
      throw invalidParam(
        `shipping[address][${name}]`,
        `Received unknown parameter: ${name}`,
        'parameter_unknown',
      )
  }
  const field = (name: AddressField) => {
    const value = form[name]
    return typeof value === 'string' && value !== '' ? value : null
  }
  return {
    city: field('city'),
    country: field('country'),
    line1: field('line1'),
    line2: field('line2'),
    postal_code: field('postal_code'),
    state: field('state'),
  }
}
