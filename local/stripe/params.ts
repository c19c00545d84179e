import type Stripe from 'stripe'
import type { Form } from './form.ts'
import { invalidParam } from './problems.ts'

/**
 * What the sandbox does with each parameter Stripe knows. Every table is a record over the keys of the `stripe`
 * package's own type, so a parameter that Stripe adds or removes stops the compiler until someone decides.
 * `no` is refused in words: a parameter that was silently ignored would make a test pass that fails at Stripe.
 */
export type Rules<Params> = Record<keyof Params, 'yes' | 'no'>

/** Parameters Stripe took out of the API: refused by their own code since 2026-09-30.endive. */
const REMOVED = new Map([['payment_method_types', 'payment_method_types_no_longer_supported']])

/** Smallest and largest charge, in minor units: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const AMOUNT_MIN = 50
const AMOUNT_MAX = 99_999_999

export const CAPTURE_METHODS = [
  'automatic',
  'automatic_async',
  'manual',
] as const satisfies Stripe.PaymentIntent.CaptureMethod[]
export const SETUP_USAGES = ['off_session', 'on_session'] as const

const CURRENCIES = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()))

/** Throws for the first parameter that was removed, is unknown, or is one the sandbox does not do. */
export function checkParams<Params>(form: Form, rules: Rules<Params>): void {
  const known = new Map<string, string>(Object.entries(rules))
  for (const name of Object.keys(form)) {
    const removed = REMOVED.get(name)
    if (removed && !known.has(name)) {
      throw invalidParam(name, `The parameter ${name} is no longer supported: leave it out.`, removed)
    }
    if (!known.has(name)) throw invalidParam(name, `Received unknown parameter: ${name}`, 'parameter_unknown')
    if (known.get(name) === 'no') {
      throw invalidParam(
        name,
        `Stripe takes ${name}, this sandbox does not: try it with a test key at Stripe.`,
      )
    }
  }
}

export function optionalText(form: Form, name: string, maxLength = 5000): string | undefined {
  const value = form[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw invalidParam(name, 'Invalid string', 'parameter_invalid_string')
  if (value === '') {
    throw invalidParam(
      name,
      `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; however '${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`,
      'parameter_invalid_empty',
    )
  }
  if (value.length > maxLength)
    throw invalidParam(name, `Invalid string: longer than ${maxLength} characters`)
  return value
}

export function requiredText(form: Form, name: string): string {
  return optionalText(form, name) ?? missing(name)
}

function missing(name: string): never {
  throw invalidParam(name, `Missing required param: ${name}.`, 'parameter_missing')
}

export function optionalBoolean(form: Form, name: string): boolean {
  const value = form[name]
  if (value === undefined || value === 'false') return false
  if (value === 'true') return true
  throw invalidParam(name, `Invalid boolean: ${typeof value === 'string' ? value : name}`)
}

export function optionalInteger(form: Form, name: string): number | undefined {
  const text = optionalText(form, name)
  if (text === undefined) return undefined
  if (!/^-?\d{1,15}$/.test(text))
    throw invalidParam(name, `Invalid integer: ${text}`, 'parameter_invalid_integer')
  return Number(text)
}

/** A charge's amount in minor units, within what Stripe charges. */
export function optionalAmount(form: Form): number | undefined {
  const amount = optionalInteger(form, 'amount')
  if (amount === undefined) return undefined
  if (amount < 1)
    throw invalidParam(
      'amount',
      'This value must be greater than or equal to 1.',
      'parameter_invalid_integer',
    )
  if (amount < AMOUNT_MIN)
    throw invalidParam('amount', `Amount must be at least ${AMOUNT_MIN} cents.`, 'amount_too_small')
  if (amount > AMOUNT_MAX)
    throw invalidParam('amount', `Amount must be no more than ${AMOUNT_MAX}.`, 'amount_too_large')
  return amount
}

export function requiredAmount(form: Form): number {
  return optionalAmount(form) ?? missing('amount')
}

export function optionalCurrency(form: Form): string | undefined {
  const currency = optionalText(form, 'currency')?.toLowerCase()
  if (currency !== undefined && !CURRENCIES.has(currency)) {
    throw invalidParam('currency', `Invalid currency: ${currency}.`)
  }
  return currency
}

export function requiredCurrency(form: Form): string {
  return optionalCurrency(form) ?? missing('currency')
}

/** Metadata merged into what was there: an empty value unsets a key, an empty `metadata` unsets all. */
export function mergeMetadata(form: Form, current: Stripe.Metadata): Stripe.Metadata {
  const given = form.metadata
  if (given === undefined) return current
  if (given === '') return {}
  if (typeof given === 'string') throw invalidParam('metadata', 'Invalid object')
  const merged = new Map(Object.entries(current))
  for (const [key, value] of Object.entries(given)) {
    if (typeof value !== 'string' || key.length > 40 || value.length > 500) {
      throw invalidParam(
        `metadata[${key}]`,
        'Metadata keys are up to 40 characters and values up to 500 characters long.',
      )
    }
    if (value === '') merged.delete(key)
    else merged.set(key, value)
  }
  if (merged.size > 50) throw invalidParam('metadata', 'Metadata can hold up to 50 keys.')
  return Object.fromEntries(merged)
}

/** A list of texts, in the order they were sent; undefined when none was. */
export function optionalTexts(form: Form, name: string): string[] | undefined {
  const value = form[name]
  if (value === undefined) return undefined
  if (typeof value === 'string') throw invalidParam(name, 'Invalid array')
  return Object.keys(value).map((key) => requiredText(value, key))
}

/** One of the words Stripe knows for a parameter, undefined when it was not sent. */
export function optionalWord(form: Form, name: string, words: readonly string[]): string | undefined {
  const value = optionalText(form, name)
  if (value !== undefined && !words.includes(value))
    throw invalidParam(name, `Invalid ${name}: must be one of ${words.join(', ')}`)
  return value
}
