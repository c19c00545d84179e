'use client'

import { useEffect } from 'react'
import { useClaimed, useForgetRefusal } from '#components/sale/use-claimed.ts'
import { Button } from '#components/ui/button.tsx'
import { Price } from '#components/ui/money.tsx'
import { type BagItem, nameOf } from '#lib/bags/bag.ts'
import { refusalWords } from '#lib/claims/refusal-words.ts'
import { getShopClaims } from '#lib/claims/shop-claims.ts'
import { useTap } from '#lib/claims/use-bag.ts'
import { buzz } from '#lib/haptics/buzz.ts'
import { useText } from '#lib/languages/text.ts'
import { stockWords } from '#lib/sales/stock-words.ts'
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
  const t = useText('bag')
  const inStock = useText('stock')
  const inClaims = useText('claims')
  const tap = useTap(item.id)
  useClaimed(tap)
  useForgetRefusal(stock, tap)
  // The request id is there before the finger comes down.
  useEffect(() => getShopClaims().outbox.prepare(item.id), [item.id])
  const isOnItsWay = tap?.name === 'sending' || tap?.name === 'waiting'
  const isFree = stock.state === 'available' || stock.state === 'low'
  const words = stockWords(stock, 'live', inStock)

  const claim = () => {
    buzz(10)
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
        {tap?.name === 'refused' ? (
          <p role="status" className="text-note font-semibold text-alert">
            {refusalWords(tap, inClaims)}
          </p>
        ) : null}
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
        aria-label={isFree && !isOnItsWay ? t('claimOneItem', { name: nameOf(item) }) : undefined}
        onClick={claim}
      >
        {tap?.name === 'sending'
          ? t('claiming')
          : tap?.name === 'waiting'
            ? t('waiting')
            : isFree
              ? t('claimOne')
              : words}
      </Button>
    </li>
  )
}
