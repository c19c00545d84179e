'use client'

import { type ComponentType, useEffect, useState } from 'react'
import type { Sample } from '#lib/control-room/control-room.ts'
import { columnsOf, WINDOW_SECONDS } from '#lib/control-room/history.ts'
import { minorDigits } from '#lib/money/format-money.ts'
import { whenIdle } from '#lib/time/page-life.ts'
import { ChartKey } from './chart-key.tsx'
import { ChartTable } from './chart-table.tsx'
import type { LiveChartProps, Series } from './live-chart.tsx'

type Props = {
  samples: readonly Sample[]
  nowMs: number
  currency: string
  /** Whether the role sees what was paid. */
  showsMoney: boolean
}
type Chart = { title: string; series: Series[] }

/** The last hour as lines, each with a table of the same figures. The code that draws comes once the page can be used. */
export function Charts({ samples, nowMs, currency, showsMoney }: Props) {
  const [LiveChart, setLiveChart] = useState<ComponentType<LiveChartProps> | null>(null)
  useEffect(
    () =>
      whenIdle(() => {
        import('./live-chart.tsx').then(
          (loaded) => setLiveChart(() => loaded.LiveChart),
          // Cut off meanwhile: the tables say the same, and the next visit draws.
          () => {},
        )
      }),
    [],
  )
  const nowSeconds = Math.floor(nowMs / 1000)
  const columns = columnsOf(samples, nowSeconds)
  const fromSeconds = Math.max(columns.atSeconds[0] ?? nowSeconds - 60, nowSeconds - WINDOW_SECONDS)
  const scale = 10 ** minorDigits(currency)
  const money: Chart = {
    title: `Paid, ${currency}`,
    series: [
      {
        label: 'paid',
        color: 'yours',
        values: columns.paidCents.map((cents) => cents / scale),
        isStepped: true,
      },
    ],
  }
  const charts: Chart[] = [
    {
      title: 'Claims a second',
      series: [{ label: 'claims', color: 'hot', values: columns.claimsPerSecond }],
    },
    {
      title: 'Units',
      series: [
        { label: 'free', color: 'ink-soft', values: columns.free, dash: [2, 4], isStepped: true },
        { label: 'held and paying', color: 'held', values: columns.held, dash: [8, 4], isStepped: true },
        { label: 'sold', color: 'yours', values: columns.sold, isStepped: true },
      ],
    },
    ...(showsMoney ? [money] : []),
    {
      title: 'Refused a second',
      series: [{ label: 'refused', color: 'alert', values: columns.refusedPerSecond }],
    },
    {
      title: 'Waiting in line',
      series: [{ label: 'waiting', color: 'held', values: columns.waiting, isStepped: true }],
    },
    {
      title: 'Payments declined',
      series: [{ label: 'declined', color: 'alert', values: columns.declined, isStepped: true }],
    },
  ]
  return (
    <section aria-labelledby="charts" className="grid grid-cols-1 gap-3">
      <h2 id="charts" className="text-lead font-bold">
        The last hour
      </h2>
      {columns.atSeconds.length === 0 ? (
        <p className="text-ink-soft">Lines appear ten minutes before the sale opens.</p>
      ) : (
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2 2xl:grid-cols-3">
          {charts.map(({ title, series }) => (
            <figure key={title} className="min-w-0 rounded-card border border-line bg-paper-raised p-4">
              <figcaption className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="font-semibold">{title}</span>
                {series.length > 1 ? <ChartKey series={series} /> : null}
              </figcaption>
              <div className="mt-2 h-44">
                {LiveChart ? (
                  <LiveChart at={columns.atSeconds} series={series} from={fromSeconds} to={nowSeconds} />
                ) : null}
              </div>
              <ChartTable title={title} at={columns.atSeconds} series={series} />
            </figure>
          ))}
        </div>
      )}
    </section>
  )
}
