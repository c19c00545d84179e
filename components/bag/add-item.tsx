'use client'

import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Price } from '#components/ui/money.tsx'
import { type BagItem, nameOf } from '#lib/bags/bag.ts'
import { getShopClaims } from '#lib/claims/shop-claims.ts'
import type { TapState } from '#lib/claims/tap-state.ts'
import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'

type Props = {
  item: BagItem
  stock: ItemSnapshot
  saleSlug: string
  currency: string
  isLocked: boolean
}

/** One more thing that could go into the parcel. */
export function AddItem({ item, stock, saleSlug, currency, isLocked }: Props) {
  const tap = useTap(item.id)
  const isOnItsWay = tap?.name === 'sending' || tap?.name === 'waiting'
  const isFree = stock.state === 'available' || stock.state === 'low'
  const words = stockWords(stock)

  const claim = () => {
    navigator.vibrate?.(10)
    getShopClaims().outbox.tap(saleSlug, item.id, 1)
  }
  return (
    <li className="grid w-40 shrink-0 snap-start grid-rows-[auto_1fr_auto] overflow-hidden rounded-card border border-line bg-paper-raised">
      {item.pictureUrl ? (
        // biome-ignore lint/performance/noImgElement: drawn SVGs gain nothing from an image optimizer
        <img
          src={item.pictureUrl}
          alt=""
          width={160}
          height={120}
          className="aspect-4/3 w-full object-cover"
          loading="lazy"
        />
      ) : (
        <span className="aspect-4/3 bg-paper-sunk" />
      )}
      <div className="grid content-start gap-1 p-3 pb-0">
        <h3 className="leading-tight font-bold">{item.productName}</h3>
        <p className="text-note text-ink-soft">
          {item.variantName ? `${item.variantName} · ` : ''}
          <span className="figures">{words}</span>
        </p>
        <Price
          amountCents={item.priceCents}
          wasCents={item.wasPriceCents}
          currency={currency}
          className="pt-1"
        />
      </div>
      <Button
        className="m-3"
        disabled={!isFree || isLocked || isOnItsWay}
        aria-label={`Claim 1 ${nameOf(item)}`}
        onClick={claim}
      >
        {tap?.name === 'sending'
          ? 'Claiming…'
          : tap?.name === 'waiting'
            ? 'Waiting…'
            : isFree
              ? 'Claim 1'
              : words}
      </Button>
    </li>
  )
}

/** What became of the last tap on this item; its request id is made before the finger comes down. */
function useTap(itemId: string): TapState | null {
  useEffect(() => getShopClaims().outbox.prepare(itemId), [itemId])
  const read = useCallback(() => getShopClaims().outbox.getState(itemId), [itemId])
  return useSyncExternalStore(subscribe, read, () => null)
}

function subscribe(listener: () => void): () => void {
  return getShopClaims().outbox.subscribe(listener)
}

function stockWords(stock: ItemSnapshot): string {
  if (stock.state === 'available') return 'Available'
  if (stock.state === 'low') return `${stock.free ?? 0} left`
  return stock.state === 'all_held' ? 'All held' : 'Sold out'
}
