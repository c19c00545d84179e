import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DashboardHeader } from '#components/dashboard/dashboard-header.tsx'
import { NotAMember } from '#components/dashboard/not-a-member.tsx'
import { OrdersDesk } from '#components/merchant-orders/orders-desk.tsx'
import { readOrderSearch } from '#lib/merchant-orders/order-search.ts'
import { getViewer, listMyMerchants } from '#lib/merchants/queries.ts'

export const metadata: Metadata = { title: 'Orders', robots: { index: false } }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function OrdersPage({ searchParams }: Props) {
  const viewer = await getViewer()
  if (!viewer) redirect('/sign-in?next=/dashboard/orders')
  const search = readOrderSearch(await searchParams)
  const merchants = await listMyMerchants()
  const merchant = merchants.find(({ id }) => id === search.merchant) ?? merchants[0]
  return (
    <>
      <DashboardHeader email={viewer.email} merchantName={merchant?.name ?? null} />
      <main id="main" className="sheet grid grid-cols-1 gap-8 py-8">
        {merchant ? (
          <OrdersDesk search={search} merchant={merchant} merchants={merchants} />
        ) : (
          <NotAMember email={viewer.email} />
        )}
      </main>
    </>
  )
}
