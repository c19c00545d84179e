import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DashboardHeader } from '#components/dashboard/dashboard-header.tsx'
import { NotAMember } from '#components/dashboard/not-a-member.tsx'
import { SalesBoard } from '#components/dashboard/sales-board.tsx'
import { getEnv } from '#lib/env.ts'
import { getViewer, listMyMerchants, listMySales } from '#lib/merchants/queries.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

export const metadata: Metadata = { title: 'My sales', robots: { index: false } }

export default async function DashboardPage() {
  const viewer = await getViewer()
  if (!viewer) redirect('/sign-in?next=/dashboard')
  const merchants = await listMyMerchants()
  const { supabaseUrl, supabasePublishableKey } = getEnv()
  return (
    <>
      <DashboardHeader email={viewer.email} merchantName={merchants[0]?.name ?? null} />
      <main id="main" className="sheet grid gap-10 py-8">
        {merchants.length === 0 ? (
          <NotAMember email={viewer.email} />
        ) : (
          <SalesBoard
            initial={await listMySales()}
            merchantIds={merchants.map((merchant) => merchant.id)}
            renderedAtMs={Math.floor(databaseNowMs())}
            address={{ supabaseUrl, publishableKey: supabasePublishableKey }}
          />
        )}
      </main>
    </>
  )
}
