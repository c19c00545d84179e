'use client'

import { type ClaimOffer, refusalWords } from '#lib/claims/claim-offer.ts'
import type { TapState } from '#lib/claims/tap-state.ts'
import type { StockState } from '#lib/sales/watch-snapshot.ts'
import type { WaitView } from '#lib/waits/wait-view.ts'
import { waitWords } from '#lib/waits/wait-words.ts'
import type { Leaving } from './in-line.tsx'

type Props = {
  name: string
  words: string
  terms: string
  offer: ClaimOffer
  tap: TapState | null
  lineTap: TapState | null
  wait: WaitView | null
  stock: StockState
  leaving: Leaving
  hasInBag: boolean
}

/**
 * The two lines above the button: what is chosen and how many there are, or what just happened and what to do about it. Always two
 * lines high, so that the button stays under the finger.
 */
export function StateMessage({ name, words, terms, ...facts }: Props) {
  const { offer } = facts
  const message = messageFor(facts)
  return (
    <div
      role="status"
      className="figures grid min-h-10 grid-cols-1 content-end text-note leading-5 font-semibold"
    >
      {message ?? (
        <>
          <p className="flex flex-wrap justify-between gap-x-3">
            <span className="min-w-[9ch] flex-1 truncate">{name}</span>
            <span className="shrink-0">
              {offer.kind === 'waiting' ? `In line for ${offer.wait.quantity}` : words}
            </span>
          </p>
          <p className="truncate font-normal text-ink-soft">{secondLine(facts, terms)}</p>
        </>
      )}
    </div>
  )
}

/** What happens next by itself or by a tap, where that is not the claim; else the terms of one. */
function secondLine({ offer, stock }: Pick<Props, 'offer' | 'stock'>, terms: string): string {
  if (offer.kind === 'none' && offer.why === 'ended') return ''
  if (offer.kind === 'line') return 'Get in line: what comes back is held for you.'
  if (offer.kind !== 'waiting') return terms
  return stock === 'sold_out'
    ? 'Only what the maker adds can come to you now.'
    : 'It goes to your bag by itself: keep this open.'
}

function messageFor(facts: Omit<Props, 'name' | 'words' | 'terms'>): string | null {
  const { offer, tap, lineTap, wait, leaving, hasInBag } = facts
  if (offer.kind === 'kept') return KEPT[offer.why]
  if (offer.kind === 'sending') return null
  if (offer.kind === 'waiting' && leaving === 'asked') return 'Leave the line? Your place goes to the next.'
  if (offer.kind === 'waiting' && leaving === 'failed')
    return 'Leaving did not get through: you are still in line. Check the connection, try again.'
  if (offer.kind !== 'waiting' && wait?.kind !== 'offered') {
    if (tap?.name === 'refused') return refusalWords(tap)
    if (lineTap?.name === 'refused') return refusalWords(lineTap)
  }
  if (wait && wait.kind !== 'waiting' && (wait.kind === 'offered') === hasInBag) return waitWords(wait, offer)
  if (hasInBag) return null
  if (offer.kind !== 'none') return null
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
