import { NothingHere } from '#components/layout/nothing-here.tsx'
import { SaleCard } from '#components/sale/sale-card.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { useText } from '#lib/languages/text.ts'
import { phaseOf } from '#lib/sales/phase.ts'
import type { Found, Shelves } from '#lib/sales/search.ts'
import type { Wish } from '#lib/sales/wish.ts'
import { wishTitle } from '#lib/sales/wish-title.ts'
import { AskedFor } from './asked-for.tsx'
import { Finder } from './finder.tsx'
import { Pager } from './pager.tsx'

type Props = { wish: Wish; found: Found; shelves: Shelves; renderedAtMs: number }

/** What fits a wish, the wish itself in reach to be changed, and what to do where nothing fits. */
export function FoundSales({ wish, found, shelves, renderedAtMs }: Props) {
  const t = useText('find')
  if (found.sales.length === 0)
    return (
      <>
        <NothingHere
          title={t('nothing')}
          words={wish.query ? t('nothingFor', { query: wish.query }) : t('nothingFits')}
        >
          <AskedFor wish={wish} currency={shelves.currency} />
          <LinkButton tone="ink" size="large" href="/">
            {t('seeAll')}
          </LinkButton>
        </NothingHere>
        <div className="sheet">
          <Finder shelves={shelves} wish={wish} />
        </div>
      </>
    )
  return (
    <div className="sheet">
      <header className="mt-6 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h1 className="poster text-poster [overflow-wrap:anywhere]">{wishTitle(wish, t)}</h1>
        <p className="figures text-lead text-ink-soft">{t('count', { count: found.total })}</p>
      </header>
      <Finder shelves={shelves} wish={wish} />
      <div className="mt-3 empty:hidden">
        <AskedFor wish={wish} currency={shelves.currency} isOnlyFilters />
      </div>
      <div className="mt-8 grid grid-cols-1 gap-5 sm:grid-cols-2 lg:grid-cols-3">
        {found.sales.map((sale) => (
          <SaleCard
            key={sale.id}
            sale={sale}
            renderedAtMs={renderedAtMs}
            isEnded={phaseOf({ ...sale, lastPhase: sale.snapshot.sale.phase }, renderedAtMs) === 'ended'}
            headingLevel="h2"
          />
        ))}
      </div>
      <Pager wish={wish} total={found.total} />
    </div>
  )
}
