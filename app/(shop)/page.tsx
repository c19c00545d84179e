import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { FoundSales } from '#components/find/found-sales.tsx'
import { HomeSales } from '#components/find/home-sales.tsx'
import { StructuredData } from '#components/share/structured-data.tsx'
import { getEnv } from '#lib/env.ts'
import { getLanguage } from '#lib/languages/request-language.ts'
import { Texts } from '#lib/languages/texts.tsx'
import { listHome, listShelves, searchSales } from '#lib/sales/search.ts'
import { isEmptyForm, isNoWish, readWish } from '#lib/sales/wish.ts'
import { homeMetadata } from '#lib/share/sale-metadata.ts'
import { homeData } from '#lib/share/structured-data.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

/** Stock and clocks are of this second; whoever stands in front of the server may keep the page for one. */
export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return homeMetadata(await getLanguage(), readWish(await searchParams))
}

/** The home page, which is the same for everybody, and below the same address what fits somebody's wish. */
export default async function HomePage({ searchParams }: Props) {
  const given = await searchParams
  // A form sent as it was: the page that is kept ready says the same.
  if (isEmptyForm(given)) redirect('/')
  const wish = readWish(given)
  const renderedAtMs = databaseNowMs()
  const shelves = await listShelves()
  if (!isNoWish(wish)) {
    const found = await searchSales(wish, shelves.currency)
    return (
      <Texts of={['remind', 'sale', 'stock', 'claims']}>
        <FoundSales wish={wish} found={found} shelves={shelves} renderedAtMs={renderedAtMs} />
      </Texts>
    )
  }
  const lists = await listHome()
  return (
    <Texts of={['remind', 'sale', 'stock', 'claims']}>
      <HomeSales {...lists} shelves={shelves} renderedAtMs={renderedAtMs} />
      <StructuredData data={homeData([...lists.live.sales, ...lists.upcoming.sales], getEnv().shopUrl)} />
    </Texts>
  )
}
