import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { DashboardHeader } from '#components/dashboard/dashboard-header.tsx'
import { OrderFile } from '#components/merchant-orders/order-file.tsx'
import { getMerchantOrder, listOrderMovements } from '#lib/merchant-orders/queries.ts'
import { getViewer, listMyMerchants } from '#lib/merchants/queries.ts'
import { mayDo } from '#lib/team/permissions.ts'

export const metadata: Metadata = { title: 'Order', robots: { index: false } }

export default async function OrderFilePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const viewer = await getViewer()
  if (!viewer) redirect(`/sign-in?next=${encodeURIComponent(`/dashboard/orders/${id}`)}`)
  const order = await getMerchantOrder(id)
  if (!order) notFound()
  const [merchants, movements] = await Promise.all([listMyMerchants(), listOrderMovements(order.id)])
  const role = merchants.find((merchant) => merchant.id === order.merchant_id)?.role
  return (
    <>
      <DashboardHeader email={viewer.email} merchantName={order.merchants.name} />
      <main id="main" className="sheet grid grid-cols-1 gap-8 py-6">
        <OrderFile
          order={order}
          movements={movements}
          canRefund={role !== undefined && mayDo(role, 'refund')}
          viewerId={viewer.userId}
        />
      </main>
    </>
  )
}
