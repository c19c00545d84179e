import { getShopClock } from '#lib/time/shop-clock.ts'
import { firstToExpire, type MyClaims } from './my-claims.ts'

/** Asked again this long after a claim's time is up, so that the answer no longer has it. */
const AFTER_EXPIRY_MS = 400

/** Reads again when the next claim runs out: the server says whether it was paid, is being paid, or went back. */
export function readAtExpiry(mine: MyClaims): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const plan = () => {
    clearTimeout(timer)
    const nowMs = getShopClock().now()
    const coming = mine
      .getState()
      .claims.filter((claim) => claim.status === 'held' && Date.parse(claim.expiresAt) > nowMs)
    const first = firstToExpire(coming)
    if (!first) return
    timer = setTimeout(() => void mine.read(), Date.parse(first.expiresAt) - nowMs + AFTER_EXPIRY_MS)
  }
  mine.subscribe(plan)
  plan()
}
