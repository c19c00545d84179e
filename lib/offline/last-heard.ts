import { deviceStorage } from '#lib/claims/device-storage.ts'
import type { MyClaims } from '#lib/claims/my-claims.ts'

const kept = deviceStorage('stampede.heard')

/** Notes when the shop last said what this shopper holds, so that the offline page can say how old that is. */
export function keepLastHeard(mine: MyClaims): () => void {
  return mine.subscribe(() => kept.write(String(Date.now())))
}

/** By the device's clock, milliseconds since 1970; null when it never heard. */
export function lastHeardMs(): number | null {
  const atMs = Number(kept.read())
  return atMs > 0 ? atMs : null
}

export function forgetLastHeard(): void {
  kept.write(null)
}
