import type { Metadata } from 'next'
import { SalesBoard } from '#components/dashboard/sales-board.tsx'
import { getEnv } from '#lib/env.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { listMySales } from '#lib/merchants/queries.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

export const metadata: Metadata = { title: 'My sales', robots: { index: false } }

export default async function DashboardPage() {
  const { merchant } = await requireMerchant()
  const { supabaseUrl, supabasePublishableKey } = getEnv()
  return (
    <main id="main" className="sheet grid gap-10 py-8">
      <SalesBoard
        key={merchant.id}
        initial={await listMySales(merchant.id)}
        merchantIds={[merchant.id]}
        renderedAtMs={Math.floor(databaseNowMs())}
        address={{ supabaseUrl, publishableKey: supabasePublishableKey }}
      />
    </main>
  )
}
