import type { TapState } from './tap-state.ts'

/** `claim`: units of one's own. `place`: a place in line for what is all held. */
export type TapKind = 'claim' | 'place'

/** A tap that has not been answered yet. The request id was made before the finger came down. */
export type Tap = {
  kind: TapKind
  requestId: string
  saleSlug: string
  itemId: string
  quantity: number
  /** The phone's clock, milliseconds since 1970: only used to give up in the end. */
  tappedAtMs: number
}

/** A tap as this device keeps it. `answer` is what the service worker heard while no page was there to be told. */
export type KeptTap = Tap & { answer: TapState | null }

/** The tag of the background sync that pages ask for, and by which the service worker knows what it is to send. */
export const TAPS_SYNC_TAG = 'stampede.taps'

/** A tap older than this is not sent any more: nobody wants a claim they have forgotten about. */
export const TAP_LIFE_MS = 15 * 60_000

export function isTooOld(tap: Tap, wallNowMs: number): boolean {
  return wallNowMs - tap.tappedAtMs > TAP_LIFE_MS
}

/** Whatever is kept was written by some version of this file, or by nobody: anything odd is dropped. */
export function isKeptTap(value: unknown): value is KeptTap {
  if (typeof value !== 'object' || value === null) return false
  const tap = value as Partial<Record<keyof KeptTap, unknown>>
  return (
    (tap.kind === 'claim' || tap.kind === 'place') &&
    typeof tap.requestId === 'string' &&
    typeof tap.saleSlug === 'string' &&
    typeof tap.itemId === 'string' &&
    typeof tap.quantity === 'number' &&
    typeof tap.tappedAtMs === 'number'
  )
}
