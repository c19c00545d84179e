import type { Metadata } from 'next'
import { Suspense } from 'react'
import { OrdersDesk, OrdersDeskSkeleton } from '#components/merchant-orders/orders-desk.tsx'
import { readOrderSearch } from '#lib/merchant-orders/order-search.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'

export const metadata: Metadata = { title: 'Orders', robots: { index: false } }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function OrdersPage({ searchParams }: Props) {
  const { merchant } = await requireMerchant()
  return (
    <main id="main" className="sheet grid grid-cols-1 gap-8 py-8">
      <Suspense fallback={<OrdersDeskSkeleton />}>
        <OrdersDesk search={readOrderSearch(await searchParams)} merchantId={merchant.id} />
      </Suspense>
    </main>
  )
}
