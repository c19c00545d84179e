import { BoundedMap } from '#lib/http/bounded-map.ts'

/** A finger taps five times a second; a page that retries adds some. Beyond this it is a program. */
export const CLAIMS_PER_SECOND = 20
export const CLAIMS_AT_ONCE = 40
/** Shoppers remembered; who is forgotten starts with a full bucket, so being forgotten is no punishment. */
const SHOPPERS_KEPT = 50_000

type Bucket = { tokens: number; filledAtMs: number }

export type ShopperLimit = {
  /** Takes one claim attempt; false when this shopper has none left and should wait a second. */
  take(shopperId: string, nowMs: number): boolean
}

/** A token bucket per shopper, in memory and without timers, answered before the database hears of the request. */
export function createShopperLimit(perSecond = CLAIMS_PER_SECOND, atOnce = CLAIMS_AT_ONCE): ShopperLimit {
  const buckets = new BoundedMap<string, Bucket>(SHOPPERS_KEPT)
  return {
    take(shopperId, nowMs) {
      const bucket = buckets.get(shopperId)
      if (!bucket) {
        buckets.set(shopperId, { tokens: atOnce - 1, filledAtMs: nowMs })
        return true
      }
      const grown = ((nowMs - bucket.filledAtMs) / 1000) * perSecond
      bucket.tokens = Math.min(atOnce, bucket.tokens + Math.max(0, grown))
      bucket.filledAtMs = nowMs
      if (bucket.tokens < 1) return false
      bucket.tokens -= 1
      return true
    },
  }
}
