import { z } from 'zod'
import type { DeliveryFault, Faults, RequestFault } from './faults.ts'

/** The fates a webhook can meet, and a request; every other one passes. */
export const DELIVERY_FATES = ['drop', 'duplicate', 'delay', 'reorder'] as const
export const REQUEST_FATES = ['tooMany', 'fail', 'failAfter', 'loseAnswer'] as const
type DeliveryFate = (typeof DELIVERY_FATES)[number]
type RequestFate = (typeof REQUEST_FATES)[number]
export type Fate = DeliveryFate | RequestFate

/** Shares from 0 to 1; what is left out is 0, and nothing goes wrong. The seed makes a run's luck the same again. */
const share = z
  .number({ error: 'is not a number: set it to a share from 0 to 1' })
  .min(0, { error: 'is below 0: set it to a share from 0 to 1' })
  .max(1, { error: 'is above 1: set it to a share from 0 to 1' })
  .default(0)

const settingsSchema = z
  .strictObject({
    drop: share,
    duplicate: share,
    delay: share,
    reorder: share,
    tooMany: share,
    fail: share,
    failAfter: share,
    loseAnswer: share,
    delayMs: z
      .number({ error: 'is not a number: set it to milliseconds from 1 to 600000' })
      .int({ error: 'is not a whole number: set it to milliseconds from 1 to 600000' })
      .min(1, { error: 'is below 1: set it to milliseconds from 1 to 600000' })
      .max(600_000, { error: 'is above 600000: set it to milliseconds from 1 to 600000' })
      .default(1_500),
    seed: z
      .number({ error: 'is not a number: set it to a whole number from 0 to 999999999' })
      .int({ error: 'is not a whole number: set it to one from 0 to 999999999' })
      .min(0, { error: 'is below 0: set it to a whole number from 0 to 999999999' })
      .max(999_999_999, { error: 'is above 999999999: set it to a smaller one' })
      .default(1),
  })
  .refine((settings) => sumOf(settings, DELIVERY_FATES) <= 1, {
    path: ['webhooks'],
    error: 'meet one fate at most: make the shares of drop, duplicate, delay and reorder add up to 1 or less',
  })
  .refine((settings) => sumOf(settings, REQUEST_FATES) <= 1, {
    path: ['requests'],
    error:
      'meet one fate at most: make the shares of tooMany, fail, failAfter and loseAnswer add up to 1 or less',
  })

export type ChaosSettings = z.infer<typeof settingsSchema>

/** Whether a fate is turned on in these settings. */
export const isCalm = (settings: ChaosSettings): boolean =>
  sumOf(settings, DELIVERY_FATES) + sumOf(settings, REQUEST_FATES) === 0

function sumOf(settings: Record<Fate, number>, fates: readonly Fate[]): number {
  // In millionths, so that 0.1 + 0.2 + 0.7 is not above 1.
  return fates.reduce((sum, fate) => sum + Math.round(settings[fate] * 1e6), 0) / 1e6
}

/** Settings from what was sent, or the sentences that say what to mend. */
export function readChaos(given: unknown): { settings: ChaosSettings } | { problem: string } {
  const result = settingsSchema.safeParse(given)
  if (result.success) return { settings: result.data }
  const sentences = result.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `There is no switch called ${issue.keys.join(', ')}: take one of ${Object.keys(CALM).join(', ')}.`
      : `${issue.path.join('.') || 'The body'} ${issue.path.length > 0 ? issue.message : 'is not an object of switches'}.`,
  )
  return { problem: sentences.join(' ') }
}

export const CALM: ChaosSettings = settingsSchema.parse({})

/**
 * The chaos switches: what goes wrong with webhooks and requests, by a seeded draw for each. One webhook or request
 * meets one fate. The test helpers are spared: they stand for the shopper's card and for the tester's hand, not for a
 * network. Kept in memory only, so a sandbox that was started again is calm.
 */
export class Chaos implements Faults {
  #settings = CALM
  #random = seeded(CALM.seed)
  #met = new Map<Fate, number>()

  get settings(): ChaosSettings {
    return this.#settings
  }

  /** How often each fate was met since the switches were last set. */
  get met(): Partial<Record<Fate, number>> {
    return Object.fromEntries(this.#met)
  }

  set(settings: ChaosSettings): void {
    this.#settings = settings
    this.#random = seeded(settings.seed)
    this.#met.clear()
  }

  onRequest(_method: string, path: string): RequestFault | null {
    if (path.startsWith('/v1/test_helpers/')) return null
    switch (this.#draw(REQUEST_FATES)) {
      case 'tooMany':
        return { kind: 'refuse', status: 429 }
      case 'fail':
        return { kind: 'refuse', status: 500 }
      case 'failAfter':
        return { kind: 'fail_after' }
      case 'loseAnswer':
        return { kind: 'lose_answer' }
      default:
        return null
    }
  }

  onDelivery(): DeliveryFault | null {
    const fate = this.#draw(DELIVERY_FATES)
    return fate === 'delay' ? { kind: 'delay', milliseconds: this.#settings.delayMs } : fate && { kind: fate }
  }

  #draw<Of extends Fate>(fates: readonly Of[]): Of | null {
    let left = this.#random()
    for (const fate of fates) {
      left -= this.#settings[fate]
      if (left >= 0) continue
      this.#met.set(fate, (this.#met.get(fate) ?? 0) + 1)
      return fate
    }
    return null
  }
}

/** Mulberry32: numbers in [0, 1), the same for the same seed on every machine. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
