import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { ProductHead } from '#components/sale/product-head.tsx'
import { SaleHero } from '#components/sale/sale-hero.tsx'
import { SaleTerms } from '#components/sale/sale-terms.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { listProducts } from '#lib/products/queries.ts'
import { previewSale } from '#lib/sale-drafts/preview-sale.ts'
import { getSaleDraft } from '#lib/sale-drafts/queries.ts'
import { formOf } from '#lib/sale-drafts/sale-form.ts'

export const metadata: Metadata = { title: 'Preview', robots: { index: false } }

/** The draft as it was last saved, drawn by the shop's own components at the width of a phone. */
export default async function PreviewPage({ params }: { params: Promise<{ id: string }> }) {
  const { merchant } = await requireMerchant()
  const { id } = await params
  const draft = z.uuid().safeParse(id).success ? await getSaleDraft(merchant.id, id) : null
  if (!draft) notFound()
  const products = await listProducts(merchant.id)
  const sale = previewSale(id, formOf(draft.content, 'UTC', merchant.currency), products, merchant)
  return (
    <main id="main" className="grid justify-items-center gap-6 py-8">
      <p className="px-4 text-center text-note">
        As it was last saved. Nobody else sees it.{' '}
        <DeskLink href={`/dashboard/drafts/${id}`} className="font-semibold underline underline-offset-4">
          Back to the draft
        </DeskLink>
      </p>
      <div className="w-full max-w-[24.5rem] overflow-hidden border-y border-line-strong bg-paper pb-8 sm:rounded-[2rem] sm:border">
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
      </div>
    </main>
  )
}
