'use client'

import { Countdown } from '#components/ui/countdown.tsx'
import { useText } from '#lib/languages/text.ts'
import type { SaleSnapshot } from '#lib/sales/watch-snapshot.ts'
import { LocalTime } from './local-time.tsx'
import { ShareButton } from './share-button.tsx'
import { usePhase, useSaleStock } from './use-sale.ts'

const LABELS = { upcoming: 'opensIn', live: 'closesIn', paused: 'pausedClosesIn', ended: 'closed' } as const

type Props = { title: string; initial: SaleSnapshot; renderedAtMs: number }

/** The biggest thing on the page: how long until it opens, or how long it stays open. Its height never changes. */
export function SaleClock({ title, initial, renderedAtMs }: Props) {
  const t = useText('sale')
  const { snapshot } = useSaleStock(initial, null)
  const phase = usePhase(snapshot.sale, renderedAtMs)
  const atMs = Date.parse(phase === 'upcoming' ? snapshot.sale.opensAt : snapshot.sale.closesAt)
  return (
    <section aria-label={t('time')} className="@container border-y-[3px] border-ink pt-3 pb-4">
      <p className="flex flex-wrap justify-between gap-x-4 font-semibold">
        {t(LABELS[phase])}
        <LocalTime atMs={atMs} className="font-normal text-ink-soft" />
      </p>
      <p className="poster clock mt-2 text-clock whitespace-nowrap">
        {phase === 'ended' ? t('over') : <Countdown untilMs={atMs} renderedAtMs={renderedAtMs} />}
      </p>
      <p className="mt-4 flex flex-wrap gap-2">
        <ShareButton title={title} phase={phase} atMs={atMs} />
      </p>
    </section>
  )
}
