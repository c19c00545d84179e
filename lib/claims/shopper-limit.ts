import { BoundedMap } from '#lib/http/bounded-map.ts'

/** A finger taps five times a second; a page that retries adds some. Beyond this it is a program. */
export const CLAIMS_PER_SECOND = 20
export const CLAIMS_AT_ONCE = 40
/** Shoppers remembered; who is forgotten starts with a full bucket, so being forgotten is no punishment. */
const SHOPPERS_KEPT = 50_000

export type ShopperLimit = {
  /** Takes one claim attempt; false when this shopper has none left and should wait a second. */
  take(shopperId: string, nowMs: number): boolean
}

/**
 * A token bucket per shopper, in memory and without timers. Kept as one number, the instant at which the bucket is full
 * again (ATM Forum's generic cell rate algorithm): an object per shopper was garbage for every one who came once.
 */
export function createShopperLimit(perSecond = CLAIMS_PER_SECOND, atOnce = CLAIMS_AT_ONCE): ShopperLimit {
  const fullAtMs = new BoundedMap<string, number>(SHOPPERS_KEPT)
  const tokenMs = 1000 / perSecond
  return {
    take(shopperId, nowMs) {
      const isFullAtMs = Math.max(nowMs, fullAtMs.get(shopperId) ?? nowMs) + tokenMs
      if (isFullAtMs - nowMs > atOnce * tokenMs) return false
      fullAtMs.set(shopperId, isFullAtMs)
      return true
    },
  }
}
