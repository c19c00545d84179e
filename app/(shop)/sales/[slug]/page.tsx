import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { ProductHead } from '#components/sale/product-head.tsx'
import { SaleClock } from '#components/sale/sale-clock.tsx'
import { SaleFloor } from '#components/sale/sale-floor.tsx'
import { SaleHero } from '#components/sale/sale-hero.tsx'
import { SaleTerms, termsInShort } from '#components/sale/sale-terms.tsx'
import { StructuredData } from '#components/share/structured-data.tsx'
import { getEnv } from '#lib/env.ts'
import { getLanguage, getText } from '#lib/languages/request-language.ts'
import { Texts } from '#lib/languages/texts.tsx'
import { phaseOf } from '#lib/sales/phase.ts'
import { getSale } from '#lib/sales/queries.ts'
import { saleMetadata, saleName } from '#lib/share/sale-metadata.ts'
import { saleData } from '#lib/share/structured-data.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

/** The same bytes for everybody: nothing on it knows who is looking. Stock and clock are of this second. */
export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ slug: string }> }

const readSale = cache(getSale)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const sale = await readSale((await params).slug)
  return sale ? saleMetadata(sale, await getLanguage(), databaseNowMs()) : {}
}

export default async function SalePage({ params }: Props) {
  const sale = await readSale((await params).slug)
  if (!sale) notFound()
  const t = await getText('salePage')
  const renderedAtMs = databaseNowMs()
  const env = getEnv()
  const phase = phaseOf({ ...sale, lastPhase: sale.snapshot.sale.phase }, renderedAtMs)

  return (
    <Texts of={['remind', 'sale', 'stock', 'claims', 'waits', 'share']}>
      <div className="lg:sheet lg:grid lg:grid-cols-[5fr_7fr] lg:gap-x-12 lg:pt-8">
        <div className="lg:sticky lg:top-20 lg:self-start">
          <SaleHero sale={sale} />
          <div className="sheet mt-6 lg:px-0">
            <SaleClock
              title={saleName(sale, t.language)}
              initial={sale.snapshot}
              renderedAtMs={renderedAtMs}
            />
          </div>
        </div>
        <div className="sheet mt-8 lg:mt-0 lg:px-0">
          <SaleFloor
            title={sale.title}
            products={sale.products}
            heads={Object.fromEntries(
              sale.products.map((product) => [
                product.id,
                <ProductHead key={product.id} product={product} />,
              ]),
            )}
            initial={sale.snapshot}
            hints={{ url: env.supabaseUrl, publishableKey: env.supabasePublishableKey }}
            renderedAtMs={renderedAtMs}
            terms={termsInShort(sale, t)}
          />
          <noscript>
            <p className="mt-4 rounded-card bg-held-wash p-4 font-semibold text-held-ink">{t('noScript')}</p>
          </noscript>
          <SaleTerms sale={sale} />
          <StructuredData data={saleData(sale, phase, env.shopUrl)} />
        </div>
      </div>
    </Texts>
  )
}
