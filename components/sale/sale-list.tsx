import type { SaleCardView } from '#lib/sales/sale-view.ts'
import { SaleCard } from './sale-card.tsx'

type Props = {
  /** Names the list in the page, whatever its title in the reader's language. */
  name: 'live' | 'upcoming' | 'ended'
  title: string
  sales: readonly SaleCardView[]
  renderedAtMs: number
  hasPoster?: boolean
  isFirst?: boolean
  isEnded?: boolean
}

const SPANS = { wide: 'sm:col-span-2 lg:col-span-3', regular: '' } as const

/** A row of sales under a title; the first one can be the poster of the page. */
export function SaleList({
  name,
  title,
  sales,
  renderedAtMs,
  hasPoster = false,
  isFirst = false,
  isEnded = false,
}: Props) {
  if (sales.length === 0) return null
  const id = `list-${name}`
  const Heading = isFirst ? 'h1' : 'h2'
  const poster = hasPoster ? sales[0] : undefined
  const rest = hasPoster ? sales.slice(1) : sales
  // One or two sales are shown large: a lone small card on a wide sheet looks like something is missing.
  const size = rest.length === 1 ? 'wide' : 'regular'
  return (
    <section aria-labelledby={id} className="mt-12 first:mt-6">
      <Heading id={id} className={`poster ${isFirst ? 'text-poster' : 'text-heading'}`}>
        {title}
      </Heading>
      <div className="mt-5 grid grid-cols-1 gap-5 sm:grid-cols-2 lg:grid-cols-3">
        {poster ? (
          <div className="sm:col-span-2 lg:col-span-3">
            <SaleCard
              sale={poster}
              renderedAtMs={renderedAtMs}
              size="poster"
              headingLevel={isFirst ? 'h2' : 'h3'}
            />
          </div>
        ) : null}
        {rest.map((sale) => (
          <div key={sale.id} className={`grid grid-cols-1 ${SPANS[size]}`}>
            <SaleCard
              sale={sale}
              renderedAtMs={renderedAtMs}
              size={size}
              isEnded={isEnded}
              headingLevel={isFirst ? 'h2' : 'h3'}
            />
          </div>
        ))}
      </div>
    </section>
  )
}
