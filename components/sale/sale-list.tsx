import { LinkButton } from '#components/ui/link-button.tsx'
import type { SaleCardView } from '#lib/sales/sale-view.ts'
import { cardPlace } from './card-place.ts'
import { SaleCard } from './sale-card.tsx'

type Way = { href: string; words: string }

type Props = {
  id: string
  title: string
  sales: readonly SaleCardView[]
  renderedAtMs: number
  hasPoster?: boolean
  isFirst?: boolean
  isEnded?: boolean
  /** A link on the line of the title. */
  beside?: Way | undefined
  /** To all of them, where these are only the first. */
  more?: Way | undefined
}

/** A row of sales under a title; the first one can be the poster of the page. */
export function SaleList({
  id,
  title,
  sales,
  renderedAtMs,
  hasPoster = false,
  isFirst = false,
  isEnded = false,
  beside,
  more,
}: Props) {
  if (sales.length === 0) return null
  const Heading = isFirst ? 'h1' : 'h2'
  const poster = hasPoster ? sales[0] : undefined
  const rest = hasPoster ? sales.slice(1) : sales
  const cards = { renderedAtMs, headingLevel: isFirst ? 'h2' : 'h3' } as const
  return (
    <section aria-labelledby={id} className="mt-12 first:mt-6">
      <div className="flex flex-wrap items-end justify-between gap-x-4">
        <Heading id={id} className={`poster scroll-mt-20 ${isFirst ? 'text-poster' : 'text-heading'}`}>
          {title}
        </Heading>
        {beside ? (
          <a
            href={beside.href}
            className="flex min-h-12 items-center gap-2 font-semibold underline underline-offset-4"
          >
            <FindIcon />
            {beside.words}
          </a>
        ) : null}
      </div>
      <div className="mt-5 grid grid-cols-1 gap-5 sm:grid-cols-2 lg:grid-cols-6">
        {poster ? (
          <div className="sm:col-span-2 lg:col-span-6">
            <SaleCard sale={poster} size="poster" {...cards} />
          </div>
        ) : null}
        {rest.map((sale, at) => {
          const { span, size } = cardPlace(at, rest.length)
          return (
            <div key={sale.id} className={`grid grid-cols-1 ${span}`}>
              <SaleCard sale={sale} size={size} isEnded={isEnded} {...cards} />
            </div>
          )
        })}
      </div>
      {more ? (
        <p className="mt-5 grid sm:justify-start">
          <LinkButton size="large" href={more.href}>
            {more.words}
          </LinkButton>
        </p>
      ) : null}
    </section>
  )
}

function FindIcon() {
  return (
    <svg
      viewBox="0 0 20 20"
      className="size-5"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      <path d="M13.5 13.5 18 18M15 8.5a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z" strokeLinecap="round" />
    </svg>
  )
}
