'use client'

import { type ClaimOffer, refusalWords } from '#lib/claims/claim-offer.ts'
import type { TapState } from '#lib/claims/tap-state.ts'

type Props = { name: string; words: string; offer: ClaimOffer; tap: TapState | null; hasInBag: boolean }

/** The line above the button: what is chosen and how many there are, or what just happened and what to do about it. */
export function StateMessage({ name, words, offer, tap, hasInBag }: Props) {
  const message = messageFor(offer, tap, hasInBag)
  return (
    <p role="status" className="figures flex min-h-5 justify-between gap-3 text-note leading-5 font-semibold">
      {message ?? (
        <>
          <span className="min-w-0 truncate">{name}</span>
          <span className="shrink-0">{words}</span>
        </>
      )}
    </p>
  )
}

function messageFor(offer: ClaimOffer, tap: TapState | null, hasInBag: boolean): string | null {
  if (offer.kind === 'kept') return KEPT[offer.why]
  if (tap?.name === 'refused' && offer.kind !== 'sending') return refusalWords(tap.code)
  if (offer.kind !== 'none' || hasInBag) return null
  if (offer.why === 'all_held') return 'Every unit is in somebody’s bag. Some may come back: keep this open.'
  if (offer.why === 'paused') return 'The maker has paused the sale. It goes on by itself: keep this open.'
  if (offer.why === 'limit') return 'You have as many of this as one person may.'
  return null
}

const KEPT = {
  no_network: 'Your tap is kept on this phone and sent the moment you are back online.',
  busy: 'It is very busy. Your tap is kept and sent again by itself.',
  renewing_pass: null,
  not_open_yet: null,
} as const
