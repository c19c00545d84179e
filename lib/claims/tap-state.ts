import type { Wait } from '#lib/waits/wait.ts'

/** A claim as POST /api/claims answers it; `expiresAt` is ISO 8601. */
export type ClaimedUnits = {
  id: string
  itemId: string
  quantity: number
  status: 'held' | 'paying' | 'paid' | 'released'
  expiresAt: string
  position: number
}

/** Why a tap did not become a claim or a place in line; the codes of the API, and `gave_up` when no clear answer could be had. */
export type TapRefusal =
  | 'sold_out'
  | 'all_held'
  | 'limit_reached'
  | 'not_open'
  | 'closed'
  | 'unknown_item'
  | 'units_free'
  | 'line_full'
  | 'not_understood'
  /** It was a claim, but its time was over before the answer came through. */
  | 'ran_out'
  | 'gave_up'

/** `retryAt` is ISO 8601: when the same tap may be taken again, where that is known. */
export type Refused = { name: 'refused'; code: TapRefusal; retryAt: string | null }

/** What became of a tap on the claim button, or on the one that gets in line. */
export type TapState =
  | { name: 'sending' }
  /** Kept, and sent again by itself with the same request id. */
  | { name: 'waiting'; why: 'no_network' | 'busy' | 'renewing_pass' | 'not_open_yet' }
  | { name: 'claimed'; claim: ClaimedUnits }
  | { name: 'in_line'; wait: Wait }
  | Refused
