import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ProductForm } from '#components/products/product-form.tsx'
import { NotYourRole } from '#components/team/not-your-role.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { getProduct } from '#lib/products/queries.ts'
import { mayDo } from '#lib/team/permissions.ts'

export const metadata: Metadata = { title: 'Product', robots: { index: false } }

export default async function ProductPage({ params }: { params: Promise<{ id: string }> }) {
  const { merchant, role } = await requireMerchant()
  const product = await getProduct(merchant.id, (await params).id)
  if (!product) notFound()
  return (
    <main id="main" className="sheet grid max-w-3xl grid-cols-1 gap-8 py-8">
      {mayDo(role, 'edit_products') ? (
        <>
          <header>
            <DeskLink href="/dashboard/products" className="text-note font-semibold underline">
              All products
            </DeskLink>
            <h1 className="poster mt-2 text-poster">{product.name}</h1>
          </header>
          <ProductForm key={`${product.id}:${product.version}`} merchantId={merchant.id} product={product} />
        </>
      ) : (
        <NotYourRole what="Changing products" />
      )}
    </main>
  )
}
