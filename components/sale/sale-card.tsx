import { Price } from '#components/ui/money.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { ShopPicture } from '#components/ui/shop-picture.tsx'
import { useText } from '#lib/languages/text.ts'
import type { SaleCardView } from '#lib/sales/sale-view.ts'
import { SaleCardLive } from './sale-card-live.tsx'

type Props = {
  sale: SaleCardView
  renderedAtMs: number
  size?: 'poster' | 'wide' | 'last' | 'regular'
  isEnded?: boolean
  headingLevel?: 'h2' | 'h3'
}

/** A poster fills the page's width, a wide card has its picture beside its words, one that is the last of a pair's rows only on a tablet. */
const SHAPES = {
  poster: 'lg:grid lg:grid-cols-[1.35fr_1fr]',
  wide: 'sm:grid sm:grid-cols-2',
  last: 'sm:max-lg:grid sm:max-lg:grid-cols-2',
  regular: '',
} as const

const PICTURES = { poster: 'sm:h-full', wide: 'sm:h-full', last: 'sm:max-lg:h-full', regular: '' } as const

/** One sale: picture, title, from which price, and its clock and stock. The whole card leads to it. */
export function SaleCard({
  sale,
  renderedAtMs,
  size = 'regular',
  isEnded = false,
  headingLevel: Heading = 'h3',
}: Props) {
  const t = useText('salePage')
  const isPoster = size === 'poster'
  return (
    <article
      className={`relative flex flex-col overflow-hidden transition-transform active:scale-[0.995] rounded-card border border-line bg-paper-raised ${SHAPES[size]}`}
    >
      {sale.picture ? (
        <ShopPicture
          url={sale.picture.url}
          alt={sale.picture.alt}
          sizes="(min-width: 40rem) 50vw, 100vw"
          width={1200}
          height={900}
          fetchPriority={isPoster ? 'high' : undefined}
          loading={isPoster ? undefined : 'lazy'}
          decoding={isPoster ? undefined : 'async'}
          className={`aspect-[4/3] w-full object-cover ${PICTURES[size]} ${isEnded ? 'opacity-80 saturate-50' : ''}`}
        />
      ) : (
        <span className="aspect-[4/3] bg-paper-sunk" />
      )}
      <div className="flex grow flex-col gap-4 p-4 sm:p-5">
        <div className="grow">
          <p className="text-note font-semibold text-ink-soft">
            <bdi>{sale.merchantName}</bdi>
          </p>
          <Heading className={`poster mt-1 ${isPoster ? 'text-poster' : 'text-heading'}`}>
            <PageLink href={`/sales/${sale.slug}`} className="after:absolute after:inset-0">
              <bdi>{sale.title}</bdi>
            </PageLink>
          </Heading>
          <p className="mt-2 text-body text-ink-soft">
            <bdi>{sale.tagline}</bdi>
          </p>
        </div>
        {sale.fromCents === null || isEnded ? null : (
          <p className="flex items-baseline gap-2">
            <span className="text-note text-ink-soft">{t('from')}</span>
            <Price amountCents={sale.fromCents} wasCents={sale.fromWasCents} currency={sale.currency} />
          </p>
        )}
        <SaleCardLive
          initial={sale.snapshot}
          renderedAtMs={renderedAtMs}
          isLarge={size === 'poster' || size === 'wide'}
        />
      </div>
    </article>
  )
}
