import { Card } from '#components/ui/card.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { abandonmentOf, sharesOf, spanWords, visitsOf } from '#lib/insight/figures.ts'
import type { Insight } from '#lib/insight/insight.ts'
import { formatMoney } from '#lib/money/format-money.ts'
import { Funnel } from './funnel.tsx'
import { HowCounted } from './how-counted.tsx'
import { SellThrough } from './sell-through.tsx'
import { ShareTable } from './share-table.tsx'

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })

/** What became of everybody who came to one sale. */
export function InsightScreen({ insight }: { insight: Insight }) {
  const { sale } = insight
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <h2 className="poster text-heading">{sale.title}</h2>
        <p className="flex flex-wrap gap-x-6">
          <DeskLink
            href={`/dashboard/sales/${sale.slug}/control`}
            className="inline-flex min-h-12 items-center font-semibold underline underline-offset-4"
          >
            Control room
          </DeskLink>
          <a
            href={`/dashboard/insight/export?sale=${sale.slug}`}
            className="inline-flex min-h-12 items-center font-semibold underline underline-offset-4"
            download
          >
            As CSV
          </a>
        </p>
      </div>
      <Outcome insight={insight} />
      <Funnel insight={insight} />
      <SellThrough insight={insight} />
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
        <ShareTable title="Devices" shares={sharesOf(insight.visits, 'device')} />
        <ShareTable title="Where they came from" shares={sharesOf(insight.visits, 'source')} />
      </div>
      <HowCounted insight={insight} />
    </>
  )
}

function Outcome({ insight }: { insight: Insight }) {
  const { sale, soldOutAtMs, allTakenAtMs, stock, sold } = insight
  const abandonment = abandonmentOf(insight)
  const after = (ms: number | null) => (ms === null ? 'not yet' : spanWords(ms - sale.opensAtMs))
  const left = visitsOf(insight, 'leave')
  const figures = [
    { label: 'paid', value: formatMoney(insight.paidCents, sale.currency) },
    { label: insight.paidOrders === 1 ? 'order' : 'orders', value: insight.paidOrders.toLocaleString('en') },
    { label: 'sell-through', value: stock > 0 ? percent.format(sold / stock) : '–' },
    { label: 'until all was taken', value: after(allTakenAtMs) },
    { label: 'until sold out', value: after(soldOutAtMs) },
    {
      label: abandonment
        ? `of claims not paid (${abandonment.abandoned.toLocaleString('en')})`
        : 'of claims not paid',
      value: abandonment ? percent.format(abandonment.share) : '–',
    },
    { label: 'declined payments', value: insight.declined.toLocaleString('en') },
    { label: 'visits that left without trying', value: left.toLocaleString('en') },
  ]
  return (
    <Card>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-5 p-4 sm:grid-cols-4 sm:p-6">
        {figures.map(({ label, value }) => (
          <div key={label} className="flex min-w-0 flex-col-reverse justify-end">
            <dt className="text-note text-ink-soft">{label}</dt>
            <dd className="figures poster text-price leading-tight">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
