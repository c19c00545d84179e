import type { Metadata } from 'next'
import { Suspense } from 'react'
import { ProductsDesk } from '#components/products/products-desk.tsx'
import { TableSkeleton } from '#components/table/table-screen.tsx'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { PRODUCT_TABLE } from '#lib/products/product-table.ts'
import { readTableQuery } from '#lib/tables/table-query.ts'
import { mayDo } from '#lib/team/permissions.ts'

export const metadata: Metadata = { title: 'Products', robots: { index: false } }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function ProductsPage({ searchParams }: Props) {
  const { merchant, role } = await requireMerchant()
  return (
    <main id="main" className="sheet grid grid-cols-1 gap-6 py-8">
      <Suspense fallback={<TableSkeleton title="Products" />}>
        <ProductsDesk
          query={readTableQuery(PRODUCT_TABLE, await searchParams)}
          merchantId={merchant.id}
          canEdit={mayDo(role, 'edit_products')}
          canExport={mayDo(role, 'export')}
        />
      </Suspense>
    </main>
  )
}
