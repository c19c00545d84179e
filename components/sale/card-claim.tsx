'use client'

import { useEffect, useRef } from 'react'
import { claimOffer } from '#lib/claims/claim-offer.ts'
import { firstToExpire, unitsOf } from '#lib/claims/my-claims.ts'
import { refusalWords } from '#lib/claims/refusal-words.ts'
import { getShopClaims } from '#lib/claims/shop-claims.ts'
import { useBag, useTap } from '#lib/claims/use-bag.ts'
import { useMyClaims } from '#lib/claims/use-my-claims.ts'
import { useText } from '#lib/languages/text.ts'
import type { SalePhase } from '#lib/sales/phase.ts'
import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'
import { BagEntry } from './bag-entry.tsx'
import { ClaimButton } from './claim-button.tsx'
import { useClaimed, useForgetRefusal } from './use-claimed.ts'

type Props = { saleSlug: string; stock: ItemSnapshot; phase: SalePhase; renderedAtMs: number }

/**
 * One tap from the home page to a claim, for a sale of one item: there is nothing to choose on its page that would have to
 * come first. Everything else, a place in line among it, is done there, and the card leads to it.
 */
export function CardClaim({ saleSlug, stock, phase, renderedAtMs }: Props) {
  const t = useText('claims')
  const tap = useTap(stock.id)
  const { claims } = useMyClaims()
  const held = firstToExpire(useBag().filter((claim) => claim.itemId === stock.id))
  useClaimed(tap)
  useForgetRefusal(stock, tap)
  useEffect(() => getShopClaims().outbox.prepare(stock.id), [stock.id])

  const mineUnits = claims.length > 0 ? unitsOf(claims, stock.id, getShopClock(renderedAtMs).now()) : 0
  const offer = claimOffer({
    item: stock,
    phase,
    mineUnits,
    wantedQuantity: 1,
    tap,
    lineTap: null,
    wait: null,
  })
  const isUnderWay = offer.kind === 'sending' || offer.kind === 'kept'
  const words =
    offer.kind === 'kept' && offer.why === 'no_network'
      ? t('keptOffline')
      : tap?.name === 'refused' && !held
        ? refusalWords(tap, t)
        : null
  const hadPlace = useRef(false)
  const isNothing = !held && !isUnderWay && offer.kind !== 'claim' && words === null
  // What was claimed away before these eyes leaves its place, so that nothing moves.
  if (isNothing) return hadPlace.current ? <div className="mt-1 min-h-14" /> : null
  hadPlace.current = true
  const claim = (quantity: number) => getShopClaims().outbox.tap(saleSlug, stock.id, quantity)
  return (
    // Above the link that the whole card is.
    <div
      className="relative z-10 mt-1 grid gap-2"
      // The pass is asked for while the finger is still down: nobody needs one who only looks.
      onPointerDown={() => void getShopClaims().passes.keep(saleSlug)}
    >
      <div className="flex gap-2">
        {held ? (
          <BagEntry claim={held} offer={offer} currency={stock.currency} onClaim={claim} />
        ) : isUnderWay || offer.kind === 'claim' ? (
          <ClaimButton
            offer={offer}
            currency={stock.currency}
            opensAtMs={renderedAtMs}
            renderedAtMs={renderedAtMs}
            onClaim={claim}
            onLine={claim}
          />
        ) : null}
      </div>
      <p role="status" className="text-note font-semibold empty:hidden">
        {words}
      </p>
    </div>
  )
}
