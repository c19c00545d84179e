import type { Metadata } from 'next'
import { Suspense } from 'react'
import { ShoppersDesk } from '#components/shoppers/shoppers-desk.tsx'
import { TableSkeleton } from '#components/table/table-screen.tsx'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { SHOPPER_TABLE } from '#lib/shoppers/shopper-table.ts'
import { readTableQuery } from '#lib/tables/table-query.ts'
import { mayDo } from '#lib/team/permissions.ts'

export const metadata: Metadata = { title: 'Shoppers', robots: { index: false } }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function ShoppersPage({ searchParams }: Props) {
  const { merchant, role } = await requireMerchant()
  const query = readTableQuery(SHOPPER_TABLE, await searchParams)
  return (
    <main id="main" className="sheet grid grid-cols-1 gap-6 py-8">
      <Suspense fallback={<TableSkeleton title="Shoppers" />}>
        <ShoppersDesk query={query} merchantId={merchant.id} canExport={mayDo(role, 'export_shoppers')} />
      </Suspense>
    </main>
  )
}
