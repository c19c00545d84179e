import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { shared } from '#lib/http/shared.ts'

/**
 * Takes one new shopper from an address's allowance of the running minute. Answers 0, or how many seconds to wait.
 * Kept in memory per process: a coarse dam against one machine making thousands of shoppers, not an exact account.
 */
export async function takeFromAddress(address: string, perMinute: number): Promise<number> {
  const limiter = shared('address-limit', () => new RateLimiterMemory({ points: perMinute, duration: 60 }))
  try {
    await limiter.consume(address)
    return 0
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
  }
}
