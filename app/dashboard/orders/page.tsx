import type { Metadata } from 'next'
import { Suspense } from 'react'
import { OrdersDesk } from '#components/merchant-orders/orders-desk.tsx'
import { TableSkeleton } from '#components/table/table-screen.tsx'
import { ORDER_TABLE } from '#lib/merchant-orders/order-table.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { readTableQuery } from '#lib/tables/table-query.ts'

export const metadata: Metadata = { title: 'Orders', robots: { index: false } }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function OrdersPage({ searchParams }: Props) {
  const { merchant } = await requireMerchant()
  const query = readTableQuery(ORDER_TABLE, await searchParams)
  return (
    <main id="main" className="sheet grid grid-cols-1 gap-6 py-8">
      <Suspense fallback={<TableSkeleton title="Orders" />}>
        <OrdersDesk query={query} merchantId={merchant.id} />
      </Suspense>
    </main>
  )
}
