import type { Metadata } from 'next'
import { Suspense } from 'react'
import { SignInHint } from '#components/account/sign-in-hint.tsx'
import { OrderList, OrderListSkeleton } from '#components/my-orders/order-list.tsx'
import { getText } from '#lib/languages/request-language.ts'
import { Texts } from '#lib/languages/texts.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('account'))('orders'), robots: { index: false } }
}

/** My orders in all sales: of the account, or of the guest this device is. */
export default async function OrdersPage({
  searchParams,
}: {
  searchParams: Promise<{ before?: string | string[] }>
}) {
  const [t, { before }] = [await getText('account'), await searchParams]
  return (
    <Texts of={['account']}>
      <div className="sheet grid max-w-3xl gap-8 pt-8 pb-10">
        <h1 className="poster text-poster">{t('orders')}</h1>
        <Suspense fallback={<OrderListSkeleton />}>
          <OrderList before={typeof before === 'string' ? before : null} />
        </Suspense>
        <Suspense fallback={null}>
          <SignInHint next="/orders" />
        </Suspense>
      </div>
    </Texts>
  )
}
