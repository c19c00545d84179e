'use client'

import { type ClaimOffer, refusalWords } from '#lib/claims/claim-offer.ts'
import type { TapState } from '#lib/claims/tap-state.ts'

type Props = {
  name: string
  words: string
  terms: string
  offer: ClaimOffer
  tap: TapState | null
  hasInBag: boolean
}

/**
 * The two lines above the button: what is chosen and how many there are, or what just happened and what to do about it. Always two
 * lines high, so that the button stays under the finger.
 */
export function StateMessage({ name, words, terms, offer, tap, hasInBag }: Props) {
  const message = messageFor(offer, tap, hasInBag)
  return (
    <div
      role="status"
      className="figures grid min-h-10 grid-cols-1 content-end text-note leading-5 font-semibold"
    >
      {message ?? (
        <>
          <p className="flex justify-between gap-3">
            <span className="min-w-0 truncate">{name}</span>
            <span className="shrink-0">{words}</span>
          </p>
          <p className="truncate font-normal text-ink-soft">
            {offer.kind === 'none' && offer.why === 'ended' ? '' : terms}
          </p>
        </>
      )}
    </div>
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
