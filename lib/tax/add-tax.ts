import 'server-only'
import type { Sql } from 'postgres'
import type Stripe from 'stripe'
import type { Env } from '#lib/env.ts'
import type { Attempt, Delivery } from '#lib/orders/open-order.ts'
import { calculateStripeTax } from './stripe-tax.ts'

/** What an intent has to be told about the tax of its order. */
export type IntentTax = Pick<Stripe.PaymentIntentCreateParams, 'hooks'>

/**
 * Says what tax an order contains and writes it down, once the address is known and before the intent is made. Prices
 * contain the tax whoever calculates it, so what is paid is the same. Never throws: the shop's own rates, which the order
 * has from the moment it was opened, stand where the calculation fails.
 */
export type AddTax = (attempt: Attempt, delivery: Delivery) => Promise<IntentTax>

export type TaxDeps = {
  sql: Sql
  stripe: Stripe
  log: { warn(details: object, message: string): void }
}

/** The way of this installation, by TAX_PROVIDER. */
export function createAddTax(provider: Env['taxProvider'], deps: TaxDeps): AddTax {
  return provider === 'stripe'
    ? (attempt, delivery) => calculateStripeTax(deps, attempt, delivery)
    : async () => ({})
}
