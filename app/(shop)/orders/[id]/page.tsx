import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Suspense } from 'react'
import { OrderChallenge } from '#components/order/order-challenge.tsx'
import { OrderScreen } from '#components/order/order-screen.tsx'
import { getText } from '#lib/languages/request-language.ts'
import { Texts } from '#lib/languages/texts.tsx'
import { getOrder } from '#lib/orders/queries.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText('orders')
  return { title: t('title'), robots: { index: false } }
}

export default async function OrderPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const order = await getOrder(id)
  if (!order) notFound()
  const challenge =
    order.status === 'paying' ? (
      <Suspense fallback={null}>
        <OrderChallenge orderId={order.id} />
      </Suspense>
    ) : null
  return (
    <Texts of={['orders', 'orderStatus']}>
      <OrderScreen initial={order} challenge={challenge} />
    </Texts>
  )
}
