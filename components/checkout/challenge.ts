import type { NextAction } from '#lib/payments/payment.ts'
import type { KeptText } from './attempt.ts'

/** Where what the bank asked for an order is kept. */
export const challengeKey = (orderId: string) => `stampede.challenge.${orderId}`

/**
 * Remembers what the bank asks, so that a reload or an empty battery in the middle of it can be made good from the order
 * page. It opens nothing but the bank's own question about this one payment.
 */
export function keepChallenge(kept: KeptText, action: NextAction): void {
  kept.write(JSON.stringify(action))
}

/** What the bank still waits for, as far as this device knows; null for anything that is not one of our two shapes. */
export function keptChallenge(kept: KeptText): NextAction | null {
  const value = parse(kept.read())
  if (typeof value !== 'object' || value === null) return null
  const url: unknown = Reflect.get(value, 'url')
  if (typeof url === 'string' && /^https?:\/\//.test(url)) return { type: 'redirect_to_url', url }
  const clientSecret: unknown = Reflect.get(value, 'clientSecret')
  return typeof clientSecret === 'string' ? { type: 'use_stripe_sdk', clientSecret } : null
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    // Damaged by hand or by another program: the same as nothing kept.
    return null
  }
}
