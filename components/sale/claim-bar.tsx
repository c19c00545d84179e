'use client'

import { useEffect, useState } from 'react'
import { BottomBar } from '#components/layout/bottom-bar.tsx'
import { claimOffer, quantityMax } from '#lib/claims/claim-offer.ts'
import { type MyClaim, unitsOf } from '#lib/claims/my-claims.ts'
import { getShopClaims } from '#lib/claims/shop-claims.ts'
import { useBag, useTap } from '#lib/claims/use-bag.ts'
import { useMyClaims } from '#lib/claims/use-my-claims.ts'
import { useText } from '#lib/languages/text.ts'
import type { SalePhase } from '#lib/sales/phase.ts'
import { stockWords } from '#lib/sales/stock-words.ts'
import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'
import { useLineTap, useWait } from '#lib/waits/use-wait.ts'
import { BagEntry } from './bag-entry.tsx'
import { ClaimButton } from './claim-button.tsx'
import { QuantityStepper } from './quantity-stepper.tsx'
import { RemindBar } from './remind-bar.tsx'
import { StateMessage } from './state-message.tsx'
import { PublicStockStrip } from './stock-strip.tsx'
import { useClaimed, useForgetRefusal, useOffered } from './use-claimed.ts'
import { useInLine } from './use-in-line.ts'
import { useKeptFocus } from './use-kept-focus.ts'
import { useLeaving } from './use-leaving.ts'
import { useMostSeen } from './use-most-seen.ts'
import { useIsWithin } from './use-sale.ts'

/** Who is here in the last minute stays for the opening: the button is where the claim will be, and no sheet covers it at zero. */
const AT_ONCE_MS = 60_000

type Props = {
  sale: { id: string; slug: string }
  opensAtMs: number
  name: string
  /** Fees and hold time, before the tap. */
  terms: string
  stock: ItemSnapshot
  phase: SalePhase
  renderedAtMs: number
}

/** The bar at the thumb: what is chosen, what is true about it, and the one thing to do. */
export function ClaimBar({ sale, opensAtMs, name, terms, stock, phase, renderedAtMs }: Props) {
  const [wanted, setWanted] = useState(1)
  const t = useText('stock')
  const tap = useTap(stock.id)
  const lineTap = useLineTap(stock.id)
  const wait = useWait(stock.id)
  const bag = useBag()
  const { claims } = useMyClaims()
  const { leaving, setLeaving, leave } = useLeaving(wait?.kind === 'waiting' ? wait.wait.id : null)
  useClaimed(tap)
  useOffered(wait)
  useForgetRefusal(stock, tap, lineTap)
  useEffect(() => {
    // The request ids are there before the finger comes down.
    getShopClaims().outbox.prepare(stock.id)
    getShopClaims().lineOutbox.prepare(stock.id)
  }, [stock.id])

  const seenFree = useMostSeen(stock)

  const inBag = bag.filter((claim) => claim.itemId === stock.id)
  const mineUnits = claims.length > 0 ? unitsOf(claims, stock.id, getShopClock(renderedAtMs).now()) : 0
  const offer = claimOffer({ item: stock, phase, mineUnits, wantedQuantity: wanted, tap, lineTap, wait })
  const first = firstOf(inBag)
  const max = quantityMax({ item: stock, mineUnits })
  const claim = (quantity: number) => getShopClaims().outbox.tap(sale.slug, stock.id, quantity)
  const InLine = useInLine()
  const isAtOnce = useIsWithin(AT_ONCE_MS, opensAtMs, renderedAtMs)
  const canRemind = offer.kind === 'opens' && !isAtOnce
  const row = useKeptFocus(first ? 'bag' : canRemind ? 'remind' : offer.kind)
  const getInLine = (quantity: number) => getShopClaims().lineOutbox.tap(sale.slug, stock.id, quantity)

  return (
    <BottomBar>
      <div className="grid grid-cols-1 gap-2">
        <PublicStockStrip item={stock} seenFree={seenFree} className="h-2.5!" />
        <StateMessage
          name={name}
          terms={terms}
          words={stockWords(stock, phase, t)}
          offer={offer}
          tap={tap}
          lineTap={lineTap}
          wait={wait}
          stock={stock.state}
          leaving={leaving}
          hasInBag={first !== null}
        />
      </div>
      <div className="flex flex-wrap gap-2" {...row}>
        {first ? (
          <BagEntry claim={first} offer={offer} currency={stock.currency} onClaim={claim} />
        ) : offer.kind === 'waiting' ? (
          InLine && (
            <InLine
              name={name}
              wait={offer.wait}
              leaving={leaving}
              onLeaving={setLeaving}
              onLeave={() => void leave()}
            />
          )
        ) : canRemind ? (
          <RemindBar sale={sale} opensAtMs={opensAtMs} renderedAtMs={renderedAtMs} />
        ) : (
          <>
            {(offer.kind === 'claim' || offer.kind === 'line') && max > 1 ? (
              <QuantityStepper value={offer.quantity} max={max} onChange={setWanted} />
            ) : null}
            <ClaimButton
              offer={offer}
              currency={stock.currency}
              opensAtMs={opensAtMs}
              renderedAtMs={renderedAtMs}
              onClaim={claim}
              onLine={getInLine}
            />
          </>
        )}
      </div>
    </BottomBar>
  )
}

function firstOf(claims: readonly MyClaim[]): MyClaim | null {
  const [first] = claims.toSorted((a, b) => Date.parse(a.expiresAt) - Date.parse(b.expiresAt))
  return first ?? null
}
