import type { Metadata } from 'next'
import { DraftList } from '#components/builder/draft-list.tsx'
import { SalesBoard } from '#components/dashboard/sales-board.tsx'
import { getEnv } from '#lib/env.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { listMySales } from '#lib/merchants/queries.ts'
import { listSaleDrafts } from '#lib/sale-drafts/queries.ts'
import { mayDo } from '#lib/team/permissions.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

export const metadata: Metadata = { title: 'My sales', robots: { index: false } }

export default async function DashboardPage() {
  const { merchant, role } = await requireMerchant()
  const mayBuild = mayDo(role, 'build_sales')
  const { supabaseUrl, supabasePublishableKey } = getEnv()
  return (
    <main id="main" className="sheet grid gap-10 py-8">
      <SalesBoard
        key={merchant.id}
        initial={await listMySales(merchant.id)}
        merchantIds={[merchant.id]}
        renderedAtMs={Math.floor(databaseNowMs())}
        address={{ supabaseUrl, publishableKey: supabasePublishableKey }}
        mayBuild={mayBuild}
      >
        {mayBuild ? <DraftList merchantId={merchant.id} drafts={await listSaleDrafts(merchant.id)} /> : null}
      </SalesBoard>
    </main>
  )
}
