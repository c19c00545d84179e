import type { Metadata } from 'next'
import { ProductList } from '#components/products/product-list.tsx'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { listProducts } from '#lib/products/queries.ts'
import { mayDo } from '#lib/team/permissions.ts'

export const metadata: Metadata = { title: 'Products', robots: { index: false } }

export default async function ProductsPage() {
  const { merchant, role } = await requireMerchant()
  return (
    <main id="main" className="sheet grid grid-cols-1 gap-8 py-8">
      <ProductList products={await listProducts(merchant.id)} mayEdit={mayDo(role, 'edit_products')} />
    </main>
  )
}
