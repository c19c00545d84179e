import { CopySale } from '#components/builder/copy-sale.tsx'
import { LocalTime } from '#components/sale/local-time.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { Countdown } from '#components/ui/countdown.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { Money } from '#components/ui/money.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import type { MySale } from '#lib/merchants/my-sales.ts'
import { countStock } from '#lib/merchants/sale-groups.ts'
import { ItemRow } from './item-row.tsx'
import { StockFigures } from './stock-figures.tsx'
import { UnitStrip } from './unit-strip.tsx'

const LINK = 'inline-flex min-h-12 items-center font-semibold underline underline-offset-4'

type Props = { sale: MySale; renderedAtMs: number; mayBuild?: boolean }

/** One sale with all of its units: the whole first, then item by item. */
export function SaleCard({ sale, renderedAtMs, mayBuild = false }: Props) {
  const count = countStock(sale.items)
  const title = `sale-${sale.slug}`
  return (
    <Card as="article" labelledBy={title}>
      <div className="grid gap-5 p-4 sm:p-6">
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="grid gap-1.5">
            <span className="justify-self-start">
              <PhaseBadge sale={sale} renderedAtMs={renderedAtMs} />
            </span>
            <h3 id={title} className="poster text-heading">
              <PageLink href={`/sales/${sale.slug}`} className="underline-offset-4 hover:underline">
                {sale.title}
              </PageLink>
            </h3>
            <p className="text-note text-ink-soft">
              <LocalTime atMs={Date.parse(sale.opensAt)} /> – <LocalTime atMs={Date.parse(sale.closesAt)} />
            </p>
          </div>
          <p className="grid sm:text-right">
            {sale.paidCents === null ? null : (
              <Money amountCents={sale.paidCents} currency={sale.currency} className="poster text-heading" />
            )}
            <span className="figures text-note text-ink-soft">
              {sale.paidCents === null ? null : 'paid in '}
              {sale.paidOrders} {sale.paidOrders === 1 ? 'order' : 'orders'}
            </span>
          </p>
        </div>
        <div className="grid gap-3">
          <UnitStrip count={count} size="large" />
          <StockFigures count={count} size="large" />
          <p className="flex flex-wrap gap-x-6">
            <DeskLink href={`/dashboard/sales/${sale.slug}/control`} className={LINK}>
              Control room
            </DeskLink>
            {sale.phase === 'upcoming' || sale.paidCents === null ? null : (
              <DeskLink href={`/dashboard/sales/${sale.slug}/certificate`} className={LINK}>
                Certificate
              </DeskLink>
            )}
          </p>
          {sale.phase === 'ended' && mayBuild ? <CopySale saleId={sale.id} title={sale.title} /> : null}
        </div>
      </div>
      <ul className="divide-y divide-line border-t border-line">
        {sale.items.map((item) => (
          <ItemRow key={item.id} item={item} currency={sale.currency} />
        ))}
      </ul>
    </Card>
  )
}

function PhaseBadge({ sale, renderedAtMs }: Props) {
  const until = (text: string, instant: string) => (
    <>
      {text} <Countdown untilMs={Date.parse(instant)} renderedAtMs={renderedAtMs} />
    </>
  )
  if (sale.status === 'draft') return <Badge>Draft</Badge>
  if (sale.status === 'cancelled') return <Badge>Cancelled</Badge>
  switch (sale.phase) {
    case 'live':
      return <Badge tone="ink">{until('Live, closes in', sale.closesAt)}</Badge>
    case 'paused':
      return <Badge tone="held">Paused</Badge>
    case 'upcoming':
      return <Badge>{until('Opens in', sale.opensAt)}</Badge>
    case 'ended':
      return <Badge>Ended</Badge>
  }
}
