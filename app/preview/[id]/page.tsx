import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { ProductHead } from '#components/sale/product-head.tsx'
import { SaleHero } from '#components/sale/sale-hero.tsx'
import { SaleTerms } from '#components/sale/sale-terms.tsx'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { listProducts } from '#lib/products/queries.ts'
import { previewSale } from '#lib/sale-drafts/preview-sale.ts'
import { getSaleDraft } from '#lib/sale-drafts/queries.ts'
import { formOf } from '#lib/sale-drafts/sale-form.ts'

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
  const products = await listProducts(merchant.id)
  const sale = previewSale(id, formOf(draft.content, 'UTC', merchant.currency), products, merchant)
  return (
    <main id="main" className="pb-8">
      <SaleHero sale={sale} />
      <div className="sheet mt-8 grid gap-4">
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
