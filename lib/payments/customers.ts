import 'server-only'
import type { Sql } from 'postgres'
import type Stripe from 'stripe'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'

/** A shopper as Stripe knows them; guests have no account and never a customer. */
export type ShopperCustomer = { hasAccount: boolean; customerId: string | null }

/** Reads which Stripe customer a shopper is, if any. Throws when the database does not answer. */
export async function getCustomer(sql: Sql, shopperId: string): Promise<ShopperCustomer> {
  const rows = await withDeadline(
    'stripe_customer_of',
    QUERY_DEADLINE_MS,
    sql<{ has_account: boolean; customer_id: string | null }[]>`
      select has_account, customer_id from public.stripe_customer_of(${shopperId})`,
  )
  return { hasAccount: rows[0]?.has_account ?? false, customerId: rows[0]?.customer_id ?? null }
}

/**
 * The Stripe customer of a shopper with an account, made at the first call; null for a guest.
 *
 * Safe to repeat and to run twice at once: Stripe gives the same customer for the same key within a day, and of two that
 * were made all the same the database keeps the first. One that is lost that way has no card and is never charged.
 * `lost` is the customer that Stripe turned out not to have any more: its key would only bring it back.
 * Throws when Stripe or the database does not answer.
 */
export async function openCustomer(
  sql: Sql,
  stripe: Stripe,
  shopperId: string,
  lost: string | null = null,
): Promise<string | null> {
  const known = await getCustomer(sql, shopperId)
  if (known.customerId !== null || !known.hasAccount) return known.customerId
  const made = await stripe.customers.create(
    { metadata: { shopper_id: shopperId } },
    { idempotencyKey: `customer:${shopperId}${lost === null ? '' : `:after:${lost}`}` },
  )
  if (made.object !== 'customer' || !made.id)
    throw new Error('Stripe answered something that is no customer.')
  const rows = await withDeadline(
    'remember_customer',
    QUERY_DEADLINE_MS,
    sql<{ customer_id: string | null }[]>`
      select public.remember_customer(${shopperId}, ${made.id}) as customer_id`,
  )
  return rows[0]?.customer_id ?? null
}

/**
 * Does something with the shopper's customer, made if need be; null for a guest. When Stripe has no such customer any more
 * (somebody deleted it in its dashboard) it is forgotten and another one made, once: a shopper must not be locked out.
 */
export async function withCustomer<Answer>(
  sql: Sql,
  stripe: Stripe,
  shopperId: string,
  work: (customerId: string) => Promise<Answer>,
): Promise<Answer | null> {
  const customerId = await openCustomer(sql, stripe, shopperId)
  if (customerId === null) return null
  try {
    return await work(customerId)
  } catch (error) {
    if (!isMissing(error)) throw error
    await withDeadline(
      'forget_customer',
      QUERY_DEADLINE_MS,
      sql`select public.forget_customer(${shopperId}, ${customerId})`,
    )
    const next = await openCustomer(sql, stripe, shopperId, customerId)
    return next === null ? null : work(next)
  }
}

/** Whether Stripe answered that something named in the call does not exist. */
export function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'resource_missing'
}
