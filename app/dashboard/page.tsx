import type { Metadata } from 'next'
import { DraftList } from '#components/builder/draft-list.tsx'
import { SalesBoard } from '#components/dashboard/sales-board.tsx'
import { StoreChecklist } from '#components/stores/store-checklist.tsx'
import { getEnv } from '#lib/env.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { listMySales } from '#lib/merchants/queries.ts'
import { listSaleDrafts } from '#lib/sale-drafts/queries.ts'
import { paymentAccountOf } from '#lib/stores/payment-account.ts'
import { getStoreSteps } from '#lib/stores/queries.ts'
import { mayDo } from '#lib/team/permissions.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

export const metadata: Metadata = { title: 'My sales', robots: { index: false } }

export default async function DashboardPage() {
  const { merchant, role } = await requireMerchant()
  const mayBuild = mayDo(role, 'build_sales')
  const env = getEnv()
  const { supabaseUrl, supabasePublishableKey } = env
  const steps = mayDo(role, 'edit_store') ? await getStoreSteps(merchant.id) : null
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
        {steps?.is_shown ? (
          <StoreChecklist
            merchantId={merchant.id}
            steps={steps}
            account={paymentAccountOf(env, steps.heard_at, databaseNowMs())}
          />
        ) : null}
        {mayBuild ? <DraftList merchantId={merchant.id} drafts={await listSaleDrafts(merchant.id)} /> : null}
      </SalesBoard>
    </main>
  )
}
