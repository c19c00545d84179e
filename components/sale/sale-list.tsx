import type { SaleCardView } from '#lib/sales/sale-view.ts'
import { SaleCard } from './sale-card.tsx'

type Props = {
  title: string
  sales: readonly SaleCardView[]
  renderedAtMs: number
  hasPoster?: boolean
  isFirst?: boolean
}

/** A row of sales under a title; the first one can be the poster of the page. */
export function SaleList({ title, sales, renderedAtMs, hasPoster = false, isFirst = false }: Props) {
  if (sales.length === 0) return null
  const id = `list-${title.toLowerCase().replace(/\W+/g, '-')}`
  const Heading = isFirst ? 'h1' : 'h2'
  const poster = hasPoster ? sales[0] : undefined
  const rest = hasPoster ? sales.slice(1) : sales
  return (
    <section aria-labelledby={id} className="mt-12 first:mt-6">
      <Heading id={id} className={`poster ${isFirst ? 'text-poster' : 'text-heading'}`}>
        {title}
      </Heading>
      <div className="mt-5 grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
        {poster ? (
          <div className="sm:col-span-2 lg:col-span-3">
            <SaleCard sale={poster} renderedAtMs={renderedAtMs} size="poster" />
          </div>
        ) : null}
        {rest.map((sale) => (
          <SaleCard key={sale.id} sale={sale} renderedAtMs={renderedAtMs} />
        ))}
      </div>
    </section>
  )
}
