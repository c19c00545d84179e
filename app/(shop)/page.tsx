import { NothingHere } from '#components/layout/nothing-here.tsx'
import { SaleFinder } from '#components/sale/sale-finder.tsx'
import { SaleList } from '#components/sale/sale-list.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { getText } from '#lib/languages/request-language.ts'
import { Texts } from '#lib/languages/texts.tsx'
import { findSales, groupSales } from '#lib/sales/find-sales.ts'
import { listSales } from '#lib/sales/queries.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

/** Stock and clocks are of this second; whoever stands in front of the server may keep the page for one. */
export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const QUERY_MAX = 80

export default async function HomePage({ searchParams }: Props) {
  const wish = await searchParams
  const query = (typeof wish.q === 'string' ? wish.q : '').slice(0, QUERY_MAX)
  const category = typeof wish.category === 'string' && wish.category !== '' ? wish.category : null
  const t = await getText('home')
  const nowMs = databaseNowMs()
  const all = await listSales(nowMs)
  const { live, upcoming, ended } = groupSales(findSales(all, { category, query }), nowMs)
  const categories = [...new Set(all.map((sale) => sale.category))].toSorted()
  const isAnything = live.length + upcoming.length + ended.length > 0

  return (
    <Texts of={['remind', 'sale', 'stock']}>
      <div className="sheet">
        <SaleList name="live" title={t('openNow')} sales={live} renderedAtMs={nowMs} hasPoster isFirst />
        <SaleList
          name="upcoming"
          title={t('openingSoon')}
          sales={upcoming}
          renderedAtMs={nowMs}
          isFirst={live.length === 0}
        />
        {isAnything ? null : (
          <NothingHere title={t('nothingFound')} words={t('nothingFits')}>
            <LinkButton tone="ink" size="large" href="/">
              {t('seeAll')}
            </LinkButton>
          </NothingHere>
        )}
        <SaleFinder categories={categories} category={category} query={query} />
        <SaleList
          name="ended"
          title={t('closed')}
          isEnded
          sales={ended}
          renderedAtMs={nowMs}
          isFirst={live.length + upcoming.length === 0}
        />
      </div>
    </Texts>
  )
}
