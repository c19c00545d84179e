import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { ApiSettings } from '../settings.ts'
import { AuthError } from './errors.ts'

/** How often one IP may do what; each throws over_request_rate_limit (429) beyond. */
export type AuthLimits = {
  anonymous(ip: string): Promise<void>
  signIn(ip: string): Promise<void>
  refresh(ip: string): Promise<void>
  /** Codes tried against one second factor: a million guesses would find it. By factor and not by address: guessing has many of those. */
  factor(id: string): Promise<void>
}

/** GoTrue allows 15 codes a minute. */
const CODES_PER_MINUTE = 15

function limit(points: number, duration: number): (ip: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ points, duration })
  return async (ip) => {
    try {
      await limiter.consume(ip)
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      throw new AuthError(429, 'over_request_rate_limit', 'Request rate limit reached')
    }
  }
}

export function createAuthLimits(settings: ApiSettings): AuthLimits {
  return {
    anonymous: limit(settings.anonymousPerHour, 3600),
    signIn: limit(settings.signInsPer5Minutes, 300),
    refresh: limit(settings.refreshesPer5Minutes, 300),
    factor: limit(CODES_PER_MINUTE, 60),
  }
}
