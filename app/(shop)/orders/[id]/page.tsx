import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { OrderScreen } from '#components/order/order-screen.tsx'
import { getEnv } from '#lib/env.ts'
import { getOrder } from '#lib/orders/queries.ts'

export const metadata: Metadata = { title: 'Your order', robots: { index: false } }

export default async function OrderPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const order = await getOrder(id)
  if (!order) notFound()
  return <OrderScreen initial={order} publishableKey={getEnv().stripePublishableKey} />
}
