'use client'

import type { ClaimOffer } from '#lib/claims/claim-offer.ts'
import { refusalWords } from '#lib/claims/refusal-words.ts'
import type { TapState } from '#lib/claims/tap-state.ts'
import { useText } from '#lib/languages/text.ts'
import type { Text } from '#lib/languages/translator.ts'
import type { StockState } from '#lib/sales/watch-snapshot.ts'
import type { WaitView } from '#lib/waits/wait-view.ts'
import { waitWords } from '#lib/waits/wait-words.ts'
import type { Leaving } from './use-leaving.ts'

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
  const says = { claims: useText('claims'), waits: useText('waits') }
  const { offer } = facts
  const message = messageFor(facts, says)
  return (
    <div
      role="status"
      className="figures grid min-h-10 grid-cols-1 content-end text-note leading-5 font-semibold"
    >
      {message ?? (
        <>
          <p className="flex flex-wrap justify-between gap-x-3">
            <span className="min-w-[9ch] flex-1 truncate">
              <bdi>{name}</bdi>
            </span>
            <span className="shrink-0">
              {offer.kind === 'waiting' ? says.waits('inLineFor', { quantity: offer.wait.quantity }) : words}
            </span>
          </p>
          <p className="truncate font-normal text-ink-soft">{secondLine(facts, terms, says.waits)}</p>
        </>
      )}
    </div>
  )
}

type Says = { claims: Text<'claims'>; waits: Text<'waits'> }

/** What happens next by itself or by a tap, where that is not the claim; else the terms of one. */
function secondLine(
  { offer, stock }: Pick<Props, 'offer' | 'stock'>,
  terms: string,
  t: Text<'waits'>,
): string {
  if (offer.kind === 'none' && offer.why === 'ended') return ''
  if (offer.kind === 'none' && offer.why === 'sold_out') return t('onlyIfAdded')
  if (offer.kind === 'line') return t('getInLine')
  if (offer.kind !== 'waiting') return terms
  return t(stock === 'sold_out' ? 'onlyAdded' : 'byItself')
}

function messageFor(facts: Omit<Props, 'name' | 'words' | 'terms'>, says: Says): string | null {
  const { offer, tap, lineTap, wait, leaving, hasInBag } = facts
  if (offer.kind === 'kept') {
    const kept = KEPT[offer.why]
    return kept && says.claims(kept)
  }
  if (offer.kind === 'sending') return null
  if (offer.kind === 'waiting' && leaving === 'asked') return says.waits('leaveSure')
  if (offer.kind === 'waiting' && leaving === 'failed') return says.waits('leaveFailed')
  if (offer.kind !== 'waiting' && wait?.kind !== 'offered') {
    if (tap?.name === 'refused') return refusalWords(tap, says.claims)
    if (lineTap?.name === 'refused') return refusalWords(lineTap, says.claims)
  }
  if (wait && wait.kind !== 'waiting' && (wait.kind === 'offered') === hasInBag)
    return waitWords(wait, offer, says.waits)
  if (hasInBag) return null
  if (offer.kind !== 'none') return null
  if (offer.why === 'paused') return says.claims('pausedByMaker')
  if (offer.why === 'limit') return says.claims('haveAll')
  return null
}

/** A pass that is renewed and a sale that opens in this second are over before anybody could read about them. */
const KEPT = { no_network: 'keptOffline', busy: 'keptBusy', renewing_pass: null, not_open_yet: null } as const
