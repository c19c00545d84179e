'use client'

import { useEffect, useRef, useState } from 'react'
import { RemindButton } from '#components/push/remind-button.tsx'
import { Countdown } from '#components/ui/countdown.tsx'
import { useText } from '#lib/languages/text.ts'
import { saleStateOf } from '#lib/sales/sale-state.ts'
import { saleStockWords } from '#lib/sales/stock-words.ts'
import type { SaleSnapshot } from '#lib/sales/watch-snapshot.ts'
import { CardClaim } from './card-claim.tsx'
import { LocalTime } from './local-time.tsx'
import { SaleStrip } from './stock-strip.tsx'
import { usePhase, useSaleStock } from './use-sale.ts'

const LABELS = {
  upcoming: 'opensIn',
  live: 'openClosesIn',
  paused: 'pausedStillClosesIn',
  all_held: 'allHeldStillClosesIn',
  sold_out: 'everyUnitSold',
} as const

type Props = { initial: SaleSnapshot; renderedAtMs: number; isLarge: boolean }

/** The clock and the stock of a card, asked for only while the card can be seen. */
export function SaleCardLive({ initial, renderedAtMs, isLarge }: Props) {
  const t = useText('sale')
  const stockText = useText('stock')
  const place = useRef<HTMLDivElement>(null)
  const isSeen = useIsSeen(place)
  const { snapshot } = useSaleStock(initial, null, isSeen && initial.sale.phase !== 'ended')
  const phase = usePhase(snapshot.sale, renderedAtMs)
  const state = saleStateOf(phase, snapshot.items)
  const opensAtMs = Date.parse(snapshot.sale.opensAt)
  const closesAtMs = Date.parse(snapshot.sale.closesAt)

  const [only] = snapshot.items

  return (
    <div ref={place} className="@container grid grid-cols-1 gap-2 border-t-[3px] border-ink pt-3">
      {state === 'ended' ? (
        <p className="flex min-h-10 items-center justify-between gap-3 font-semibold">
          {t('closed')} <LocalTime atMs={closesAtMs} className="text-note font-normal text-ink-soft" />
        </p>
      ) : (
        <p
          className={`flex min-h-10 items-end justify-between gap-x-3 font-semibold ${isLarge ? 'flex-col items-start' : ''}`}
        >
          {t(LABELS[state])}
          <span
            className={`poster leading-none ${isLarge ? 'text-[min(26cqi,5.5rem)]' : 'text-[min(15cqi,2.5rem)]'}`}
          >
            {state === 'sold_out' ? (
              // As high as the figures it takes the place of.
              <span className="inline-flex h-[1em] items-end text-[0.6em]">{stockText('soldOut')}</span>
            ) : (
              <Countdown
                untilMs={phase === 'upcoming' ? opensAtMs : closesAtMs}
                renderedAtMs={renderedAtMs}
              />
            )}
          </span>
        </p>
      )}
      <SaleStrip items={snapshot.items} />
      <p className="figures min-h-[1lh] text-note font-semibold">
        {state === 'sold_out' ? null : saleStockWords(snapshot.items, phase, stockText)}
      </p>
      {only && snapshot.items.length === 1 && phase === 'live' ? (
        <CardClaim saleSlug={snapshot.sale.slug} stock={only} phase={phase} renderedAtMs={renderedAtMs} />
      ) : initial.sale.phase === 'upcoming' ? (
        // Above the link that the whole card is. It keeps its place when the sale opens, so that nothing moves.
        <p className="relative z-10 mt-1 min-h-14 justify-self-start">
          {phase === 'upcoming' ? <RemindButton sale={snapshot.sale} /> : null}
        </p>
      ) : null}
    </div>
  )
}

function useIsSeen(place: React.RefObject<HTMLElement | null>): boolean {
  const [isSeen, setIsSeen] = useState(false)
  useEffect(() => {
    if (!place.current) return
    const observer = new IntersectionObserver(([entry]) => setIsSeen(entry?.isIntersecting ?? false))
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [place])
  return isSeen
}
