import type { Metadata } from 'next'
import { PackingSlip } from '#components/merchant-orders/packing-slip.tsx'
import { DeskButton } from '#components/ui/desk-link.tsx'
import { PrintButton } from '#components/ui/print-button.tsx'
import { listOrdersById } from '#lib/merchant-orders/queries.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import './print.css'

export const metadata: Metadata = { title: 'Packing slips', robots: { index: false } }

type Props = { searchParams: Promise<{ ids?: string | string[] }> }

export default async function PackingSlipsPage({ searchParams }: Props) {
  const { merchant } = await requireMerchant()
  const { ids = '' } = await searchParams
  const found = await listOrdersById(String(ids).split(','))
  const orders = found.filter((order) => order.merchant_id === merchant.id)
  return (
    <main id="main" className="slips sheet grid max-w-3xl grid-cols-1 gap-8 py-8">
      <div className="flex flex-wrap items-center justify-between gap-4 print:hidden">
        <h1 className="poster text-heading">
          {orders.length === 1 ? '1 packing slip' : `${orders.length} packing slips`}
        </h1>
        <div className="flex gap-2">
          <DeskButton href="/dashboard/orders">To the orders</DeskButton>
          {orders.length > 0 ? <PrintButton tone="hot">Print</PrintButton> : null}
        </div>
      </div>
      {orders.length === 0 ? (
        <p>None of these orders is {merchant.name}'s. Choose some in the list of orders.</p>
      ) : null}
      {orders.map((order) => (
        <PackingSlip key={order.id} order={order} />
      ))}
    </main>
  )
}
