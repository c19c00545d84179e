import 'server-only'
import type { Sql } from 'postgres'
import type Stripe from 'stripe'
import type { Language } from '#lib/languages/languages.ts'
import { attachIntent, getDeclineReason } from '#lib/orders/attempts.ts'
import { type Attempt, type Delivery, type OpenOrder, openOrder } from '#lib/orders/open-order.ts'
import type { AddTax } from '#lib/tax/add-tax.ts'
import { askToPay, type Capture } from './ask-to-pay.ts'
import { needsConfirming, requireIntent } from './confirming.ts'
import { DELAYED_METHODS } from './delayed-methods.ts'
import { holdAgain } from './hold-again.ts'
import type { Payment, Refusal } from './payment.ts'
import { readConfirmError, readIntent } from './read-stripe.ts'

export type Tap = {
  shopperId: string
  saleId: string
  /** Made on the device before the tap: the same id is the same attempt, however often it is sent. */
  requestId: string
  confirmationToken: string
  /** The shopper's Stripe customer, so that a kept card can be used or kept; null for a guest. */
  customerId?: string | null
  delivery: Delivery
  /** Which network address it came from, as a keyed hash; null where that is not known. */
  addressKey?: string | null
  /** What the shopper reads, and so will the mails about the order. English where it is not said. */
  language?: Language
}

export type PaymentDeps = {
  sql: Sql
  stripe: Stripe
  log: { warn(details: object, message: string): void; error(details: object, message: string): void }
  /** Where the bank's page sends the shopper back to, for an order. */
  returnUrl(orderId: string): string
  /** What the intent is told about the tax in the order; left out, nothing. */
  addTax?: AddTax
  /** Whether Stripe.js is on the page and can show a challenge in place. */
  hasStripeJs: boolean
}

type Opened = Extract<OpenOrder, Attempt>

/**
 * The server's side of the tap: the shopper's bag becomes an order, and its PaymentIntent is confirmed.
 *
 * The intent is made and remembered in the order before it is confirmed, so no money can move for an order that does
 * not know its intent. What the answer says only drives the screen: the webhook decides what was paid.
 * Throws only when the database does not answer before anything was asked of Stripe.
 */
export async function payForOrder(deps: PaymentDeps, tap: Tap): Promise<Payment | Refusal> {
  const opened = await openOrder(
    deps.sql,
    tap.shopperId,
    tap.saleId,
    tap.requestId,
    tap.delivery,
    tap.addressKey,
    tap.language,
  )
  switch (opened.outcome) {
    case 'opened':
      return payInTurn(deps, opened, tap)
    case 'repeated':
      return repeatAttempt(deps, opened, tap)
    case 'in_progress':
      return { status: 'in_progress', orderId: opened.orderId }
    default:
      return { status: opened.outcome }
  }
}

/** A request that comes again: goes on where its attempt stands. What has ended is told, never confirmed again. */
async function repeatAttempt(deps: PaymentDeps, attempt: Opened, tap: Tap): Promise<Payment | Refusal> {
  const { status, orderId } = attempt
  if (status === 'paying') return payInTurn(deps, attempt, tap)
  if (status === 'open') {
    const reason = (await getDeclineReason(deps.sql, orderId)) ?? 'That payment did not go through.'
    return { status: 'declined', orderId, reason }
  }
  if (status === 'cancelled' || status === 'refunded') return { status: 'nothing_held' }
  return { status: 'succeeded', orderId }
}

/**
 * Stripe takes so many payments a second, of all instances together: whoever comes beyond that waits in line. The phone
 * asks again with the same request id, and each time this looks whether it is its turn.
 */
async function payInTurn(deps: PaymentDeps, attempt: Opened, tap: Tap): Promise<Payment | Refusal> {
  const { orderId, paymentIntentId } = attempt
  const turn = await askToPay(deps.sql, orderId, attempt.attempt)
  if (turn.outcome === 'queued')
    return { status: 'queued', orderId, place: turn.place, waitSeconds: turn.waitSeconds }
  // Ended in between, by the webhook or by a twin: the order's page knows how.
  if (turn.outcome === 'not_paying') return { status: 'unknown', orderId }
  if (attempt.outcome === 'opened' || paymentIntentId === null)
    return payAttempt(deps, attempt, tap, turn.capture)
  return (await needsConfirming(deps, orderId, paymentIntentId))
    ? payAttempt(deps, attempt, tap, turn.capture)
    : look(deps, attempt, paymentIntentId)
}

async function payAttempt(
  deps: PaymentDeps,
  attempt: Opened,
  tap: Tap,
  capture: Capture,
): Promise<Payment | Refusal> {
  let intentId: string
  try {
    intentId = await readyIntent(deps, attempt, tap, capture)
  } catch (error) {
    return answerNotReady(deps, attempt, error)
  }
  try {
    const confirmed = await deps.stripe.paymentIntents.confirm(
      intentId,
      {
        confirmation_token: tap.confirmationToken,
        return_url: deps.returnUrl(attempt.orderId),
        ...(deps.hasStripeJs ? { use_stripe_sdk: true } : {}),
      },
      { idempotencyKey: `order:${attempt.orderId}:${attempt.attempt}` },
    )
    return answerIntent(deps, attempt, requireIntent(confirmed))
  } catch (error) {
    return answerFailure(deps, attempt, intentId, error)
  }
}

/**
 * The attempt got no intent ready, so this request charged nothing and the bag is given back. But a repeated request may
 * have a twin that got further: its claims stay locked until that one, the webhook or the end of the time decides.
 */
async function answerNotReady(
  deps: PaymentDeps,
  attempt: Opened,
  error: unknown,
): Promise<Payment | Refusal> {
  const { orderId, paymentIntentId } = attempt
  deps.log.error({ err: error, orderId }, 'A payment could not be started')
  if (attempt.outcome === 'repeated') {
    return paymentIntentId ? look(deps, attempt, paymentIntentId) : { status: 'unknown', orderId }
  }
  await holdAgain(deps, attempt, paymentIntentId, 'The payment could not be started.')
  return { status: 'busy' }
}

/** The order's intent, made or brought up to date for this attempt. Not confirmed: nothing is charged here. */
async function readyIntent(deps: PaymentDeps, attempt: Attempt, tap: Tap, capture: Capture): Promise<string> {
  const { stripe } = deps
  const { delivery, customerId } = tap
  const key = `order:${attempt.orderId}:${attempt.attempt}`
  const { line1, line2, postalCode, city, country } = delivery.address
  const params = {
    amount: attempt.totalCents,
    currency: attempt.currency.toLowerCase(),
    ...(await deps.addTax?.(attempt, delivery)),
    metadata: { order_id: attempt.orderId, attempt: String(attempt.attempt) },
    shipping: { name: delivery.name, address: { line1, line2, postal_code: postalCode, city, country } },
    excluded_payment_method_types: [...DELAYED_METHODS],
    ...(customerId ? { customer: customerId } : {}),
  }
  if (attempt.paymentIntentId) {
    const updated = await stripe.paymentIntents.update(attempt.paymentIntentId, params, {
      idempotencyKey: `${key}:update`,
    })
    return requireIntent(updated).id
  }
  const created = await stripe.paymentIntents.create(
    {
      ...params,
      automatic_payment_methods: { enabled: true },
      ...(capture === 'at_shipping' ? { capture_method: 'manual' as const } : {}),
    },
    { idempotencyKey: `${key}:create` },
  )
  const { id } = requireIntent(created)
  await attachIntent(deps.sql, attempt.orderId, attempt.attempt, id)
  return id
}

async function answerIntent(
  deps: PaymentDeps,
  attempt: Attempt,
  intent: Stripe.PaymentIntent,
): Promise<Payment | Refusal> {
  const { orderId } = attempt
  const read = readIntent(intent)
  switch (read.state) {
    case 'requires_action':
      return { status: 'requires_action', orderId, nextAction: read.nextAction }
    case 'declined':
      await holdAgain(deps, attempt, intent.id, read.reason)
      return { status: 'declined', orderId, reason: read.reason }
    case 'cancelled':
      return { status: 'nothing_held' }
    default:
      return { status: read.state, orderId }
  }
}

async function answerFailure(
  deps: PaymentDeps,
  attempt: Attempt,
  intentId: string,
  error: unknown,
): Promise<Payment | Refusal> {
  const { orderId } = attempt
  const failure = readConfirmError(error)
  switch (failure.kind) {
    case 'declined':
      await holdAgain(deps, attempt, intentId, failure.reason)
      return { status: 'declined', orderId, reason: failure.reason }
    case 'refused':
      deps.log.error({ err: error, orderId }, 'Stripe refused to confirm a payment')
      await holdAgain(deps, attempt, intentId, 'The payment could not be started.')
      return { status: 'busy' }
    case 'look':
      return look(deps, attempt, intentId)
    case 'unknown':
      deps.log.warn({ err: error, orderId }, 'Stripe did not say how a payment ended')
      return { status: 'unknown', orderId }
  }
}

/** Asks Stripe how an attempt that was confirmed before stands. */
async function look(deps: PaymentDeps, attempt: Attempt, intentId: string): Promise<Payment | Refusal> {
  try {
    return await answerIntent(
      deps,
      attempt,
      requireIntent(await deps.stripe.paymentIntents.retrieve(intentId)),
    )
  } catch (error) {
    deps.log.warn({ err: error, orderId: attempt.orderId }, 'Stripe did not say how a payment ended')
    return { status: 'unknown', orderId: attempt.orderId }
  }
}
