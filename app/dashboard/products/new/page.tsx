import type { Metadata } from 'next'
import { ProductForm } from '#components/products/product-form.tsx'
import { NotYourRole } from '#components/team/not-your-role.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { mayDo } from '#lib/team/permissions.ts'

export const metadata: Metadata = { title: 'New product', robots: { index: false } }

export default async function NewProductPage() {
  const { merchant, role } = await requireMerchant()
  return (
    <main id="main" className="sheet grid max-w-3xl grid-cols-1 gap-8 py-8">
      {mayDo(role, 'edit_products') ? (
        <>
          <header>
            <DeskLink href="/dashboard/products" className="text-note font-semibold underline">
              All products
            </DeskLink>
            <h1 className="poster mt-2 text-poster">New product</h1>
          </header>
          <ProductForm merchantId={merchant.id} product={null} />
        </>
      ) : (
        <NotYourRole what="Adding products" />
      )}
    </main>
  )
}
