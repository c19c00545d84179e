import cluster from 'node:cluster'
import {
  RateLimiterCluster,
  RateLimiterClusterMaster,
  RateLimiterMemory,
  RateLimiterRes,
} from 'rate-limiter-flexible'
import { shared } from '#lib/http/shared.ts'

const WINDOW_SECONDS = 60
/** A primary that has not answered by then is gone, or has worse to do. */
const PRIMARY_TIMEOUT_MS = 1000

/**
 * Takes one new shopper from an address's allowance of the running minute. Answers 0, or how many seconds to wait.
 * Kept in memory per instance: a coarse dam against one machine making thousands of shoppers, not an exact account.
 * Several workers count together, in the primary: or an address would have as many allowances as there are workers.
 */
export async function takeFromAddress(address: string, perMinute: number): Promise<number> {
  const isCounted = await takeTogether(address, perMinute)
  return isCounted ?? take(countAlone(perMinute), address)
}

/** Called in the primary, before it has workers: from now on it keeps their counts. */
export function startAddressCounts(): void {
  shared('address-counts', () => new RateLimiterClusterMaster())
}

/** Null when there is nobody to count with: a single process, or a primary that has died and left this worker to finish. */
async function takeTogether(address: string, perMinute: number): Promise<number | null> {
  if (!cluster.isWorker || !process.connected) return null
  const limiter = shared('address-limit-together', () => {
    const options = { keyPrefix: 'address', points: perMinute, duration: WINDOW_SECONDS }
    return new RateLimiterCluster({ ...options, timeoutMs: PRIMARY_TIMEOUT_MS })
  })
  try {
    return await take(limiter, address)
  } catch {
    // No answer from the primary: counted here, which is better than refusing a shopper or letting everybody in.
    return null
  }
}

function countAlone(perMinute: number): RateLimiterMemory {
  return shared('address-limit', () => new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS }))
}

async function take(limiter: RateLimiterMemory | RateLimiterCluster, address: string): Promise<number> {
  try {
    await limiter.consume(address)
    return 0
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
  }
}
