import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { ProductHead } from '#components/sale/product-head.tsx'
import { SaleHero } from '#components/sale/sale-hero.tsx'
import { SaleTerms } from '#components/sale/sale-terms.tsx'
import { getText } from '#lib/languages/request-language.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { listProducts } from '#lib/products/queries.ts'
import { previewSale } from '#lib/sale-drafts/preview-sale.ts'
import { getSaleDraft } from '#lib/sale-drafts/queries.ts'
import { formOf } from '#lib/sale-drafts/sale-form.ts'
import { getStore } from '#lib/stores/queries.ts'

export const metadata: Metadata = { title: 'Preview', robots: { index: false } }

/**
 * The draft as it was last saved, drawn by the shop's own components. The dashboard shows it in a frame as wide as a phone: a window of its own,
 * so that what asks for the width of the screen gets that of a phone.
 */
export default async function PreviewPage({ params }: { params: Promise<{ id: string }> }) {
  const { merchant } = await requireMerchant()
  const { id } = await params
  const draft = z.uuid().safeParse(id).success ? await getSaleDraft(merchant.id, id) : null
  if (!draft) notFound()
  const [t, products, store] = await Promise.all([
    getText('sale'),
    listProducts(merchant.id),
    getStore(merchant.id),
  ])
  const { support_email: supportEmail, logo_url: logoUrl, ...shown } = store.merchants
  const form = formOf(draft.content, 'UTC', merchant.currency)
  const sale = previewSale(id, form, products, { ...shown, supportEmail, logoUrl })
  return (
    // The page around the frame has a main part, too.
    <main id="main" aria-label="Preview" className="pb-8">
      <SaleHero sale={sale} />
      <div className="sheet mt-8 grid gap-4">
        <h2 className="poster text-heading">{t('whatThereWillBe')}</h2>
        {sale.products.map((product) => (
          <article
            key={product.id}
            className="overflow-hidden rounded-card bg-paper-raised outline outline-line"
          >
            <ProductHead product={product} />
          </article>
        ))}
        <SaleTerms sale={sale} />
      </div>
    </main>
  )
}
