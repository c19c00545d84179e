import Stripe from 'stripe'
import type { Faults } from './faults.ts'
import type { SandboxLog } from './sandbox.ts'
import type { Delivery, Store } from './store.ts'

/**
 * Waits between tries, in milliseconds, each up to a quarter longer at random. A test-mode endpoint at Stripe is tried
 * for hours; here a shop that is down for six minutes still hears of every payment.
 */
const RETRY_DELAYS_MS = [
  500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 60_000, 60_000, 60_000, 60_000,
]
const TIMEOUT_MS = 15_000
const MAX_IN_FLIGHT = 8
/** A webhook told to be overtaken goes after this time in any case, in milliseconds: the last one has nobody behind it. */
const OVERTAKE_MS = 2_000

export type Endpoint = { url: string; secret: string }

/** Posts signed events to the webhook endpoint, each until it is answered 2xx or its tries are used up. */
export class Courier {
  #store: Store
  #endpoint: Endpoint
  #faults: Faults
  #log: SandboxLog
  #inFlight = new Map<string, Promise<void>>()
  /** Those that wait to be overtaken. */
  #standing = new Set<string>()
  #timer: NodeJS.Timeout | null = null
  #stop = new AbortController()

  constructor(store: Store, endpoint: Endpoint, faults: Faults, log: SandboxLog) {
    this.#store = store
    this.#endpoint = endpoint
    this.#faults = faults
    this.#log = log
  }

  /** Looks for due deliveries now. Call it after events were recorded, and once at the start. */
  wake(): void {
    if (this.#stop.signal.aborted) return
    const now = Date.now()
    let nextAt = Number.POSITIVE_INFINITY
    for (const delivery of this.#store.tables.deliveries.values()) {
      if (this.#inFlight.has(delivery.eventId)) continue
      if (delivery.nextAt > now) nextAt = Math.min(nextAt, delivery.nextAt)
      else if (this.#inFlight.size < MAX_IN_FLIGHT) this.#start(delivery)
      else break
    }
    if (this.#timer) clearTimeout(this.#timer)
    if (nextAt !== Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.wake(), nextAt - now).unref()
  }

  /** Gives up what is under way; it stays pending and is sent after the next start. */
  async close(): Promise<void> {
    this.#stop.abort()
    if (this.#timer) clearTimeout(this.#timer)
    await Promise.all(this.#inFlight.values())
  }

  #start(delivery: Delivery): void {
    const run = this.#deliver(delivery)
      .then(() => this.#store.saved())
      .catch((error: unknown) =>
        this.#log.error({ err: error, event: delivery.eventId }, 'Webhook delivery failed'),
      )
      .finally(() => {
        this.#inFlight.delete(delivery.eventId)
        this.wake()
      })
    this.#inFlight.set(delivery.eventId, run)
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const event = this.#store.tables.events.get(delivery.eventId)
    if (!event) return this.#done(delivery)
    const fault = delivery.attempts === 0 ? this.#faults.onDelivery(event.type) : null
    if (fault?.kind === 'drop') return this.#done(delivery)
    if (fault?.kind === 'delay') return this.#later(delivery, fault.milliseconds)
    if (fault?.kind === 'reorder') {
      this.#standing.add(event.id)
      return this.#later(delivery, OVERTAKE_MS)
    }
    this.#standing.delete(event.id)
    const payload = JSON.stringify(event)
    if (fault?.kind === 'duplicate') await this.#post(payload)
    const refusal = await this.#post(payload)
    if (refusal === null) {
      this.#letFollow()
      return this.#done(delivery)
    }
    if (!this.#stop.signal.aborted) this.#again(delivery, event, refusal)
  }

  /** Null when the endpoint took the event, else why it did not. */
  async #post(payload: string): Promise<string | null> {
    const { url, secret } = this.#endpoint
    try {
      const response = await fetch(url, {
        method: 'POST',
        body: payload,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret }),
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        },
        // Stripe follows no redirects either.
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), this.#stop.signal]),
      })
      await response.body?.cancel()
      return response.ok ? null : `answered ${response.status}`
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  /** Counted as a try, so that the same webhook is not put off for ever. */
  #later(delivery: Delivery, milliseconds: number): void {
    const nextAt = Date.now() + milliseconds
    this.#store.put('deliveries', delivery.eventId, { ...delivery, attempts: 1, nextAt })
  }

  /** One was taken: those that stood aside for it have been overtaken and go now. */
  #letFollow(): void {
    for (const id of this.#standing) {
      const delivery = this.#store.tables.deliveries.get(id)
      if (delivery) this.#store.put('deliveries', id, { ...delivery, nextAt: Date.now() })
    }
    this.#standing.clear()
  }

  #done(delivery: Delivery): void {
    const event = this.#store.tables.events.get(delivery.eventId)
    if (event) this.#store.put('events', event.id, { ...event, pending_webhooks: 0 })
    this.#store.remove('deliveries', delivery.eventId)
  }

  #again(delivery: Delivery, event: Stripe.EventBase, refusal: string): void {
    const delay = RETRY_DELAYS_MS[delivery.attempts]
    if (delay === undefined) {
      this.#log.error({ event: event.id, type: event.type }, `Webhook given up: ${refusal}`)
      // Not #done(): an event that was never taken stays one, and `delivery_success: false` finds it.
      this.#store.remove('deliveries', delivery.eventId)
      return
    }
    this.#log.warn(
      { event: event.id, type: event.type, attempt: delivery.attempts + 1 },
      `Webhook failed: ${refusal}`,
    )
    const nextAt = Date.now() + delay * (1 + Math.random() / 4)
    this.#store.put('deliveries', event.id, { ...delivery, attempts: delivery.attempts + 1, nextAt, refusal })
  }
}
