'use client'

import { Countdown } from '#components/ui/countdown.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { useText } from '#lib/languages/text.ts'
import { saleStateOf } from '#lib/sales/sale-state.ts'
import type { SaleSnapshot } from '#lib/sales/watch-snapshot.ts'
import { LocalTime } from './local-time.tsx'
import { ShareButton } from './share-button.tsx'
import { usePhase, useSaleStock } from './use-sale.ts'

const LABELS = {
  upcoming: 'opensIn',
  live: 'closesIn',
  paused: 'pausedClosesIn',
  all_held: 'allHeldClosesIn',
  sold_out: 'everyUnitSold',
  ended: 'closed',
} as const

type Props = { title: string; initial: SaleSnapshot; renderedAtMs: number }

/**
 * The biggest thing on the page: how long until it opens, or how long it stays open; once every unit is sold, that, and where to go
 * on. Its height never changes.
 */
export function SaleClock({ title, initial, renderedAtMs }: Props) {
  const t = useText('sale')
  const stockText = useText('stock')
  const { snapshot } = useSaleStock(initial, null)
  const phase = usePhase(snapshot.sale, renderedAtMs)
  const state = saleStateOf(phase, snapshot.items)
  const atMs = Date.parse(phase === 'upcoming' ? snapshot.sale.opensAt : snapshot.sale.closesAt)
  return (
    <section aria-label={t('time')} className="@container border-y-[3px] border-ink pt-3 pb-4">
      <p className="flex flex-wrap justify-between gap-x-4 font-semibold">
        {t(LABELS[state])}
        {state === 'sold_out' ? null : <LocalTime atMs={atMs} className="font-normal text-ink-soft" />}
      </p>
      <p className="poster clock mt-2 text-clock whitespace-nowrap">
        {state === 'sold_out' ? (
          <span className="text-[0.55em]">{stockText('soldOut')}</span>
        ) : state === 'ended' ? (
          t('over')
        ) : (
          <Countdown untilMs={atMs} renderedAtMs={renderedAtMs} />
        )}
      </p>
      <p className="mt-4 flex flex-wrap gap-2">
        <ShareButton title={title} state={state} atMs={atMs} />
        {state === 'sold_out' || state === 'ended' ? (
          <LinkButton href="/">{t('otherSales')}</LinkButton>
        ) : null}
      </p>
    </section>
  )
}
