import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { OtherMerchant } from '#components/dashboard/other-merchant.tsx'
import { OrderFile } from '#components/merchant-orders/order-file.tsx'
import { getMerchantOrder, listOrderMovements } from '#lib/merchant-orders/queries.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { mayDo } from '#lib/team/permissions.ts'

export const metadata: Metadata = { title: 'Order', robots: { index: false } }

export default async function OrderFilePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { viewer, merchant, role, merchants } = await requireMerchant()
  const order = await getMerchantOrder(id)
  const owner = merchants.find((one) => one.id === order?.merchant_id)
  if (!order || !owner) notFound()
  return (
    <main id="main" className="sheet grid grid-cols-1 gap-8 py-6">
      {owner.id === merchant.id ? (
        <OrderFile
          order={order}
          movements={await listOrderMovements(order.id)}
          canRefund={mayDo(role, 'refund')}
          viewerId={viewer.userId}
        />
      ) : (
        <OtherMerchant
          what={`Order ${order.number}`}
          owner={owner}
          chosen={merchant.name}
          path={`/dashboard/orders/${id}`}
        />
      )}
    </main>
  )
}
