import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DashboardHeader } from '#components/dashboard/dashboard-header.tsx'
import { NotAMember } from '#components/dashboard/not-a-member.tsx'
import { HelpWatch } from '#components/help/help-watch.tsx'
import { ThreadList } from '#components/help/thread-list.tsx'
import { getEnv } from '#lib/env.ts'
import { listThreads } from '#lib/help/queries.ts'
import { getViewer, listMyMerchants } from '#lib/merchants/queries.ts'

export const metadata: Metadata = { title: 'Help', robots: { index: false } }

type Query = Promise<{ q?: string | string[]; page?: string | string[] }>

export default async function HelpPage({ searchParams }: { searchParams: Query }) {
  const viewer = await getViewer()
  if (!viewer) redirect('/sign-in?next=/dashboard/help')
  const merchants = await listMyMerchants()
  const { q, page: pageText } = await searchParams
  const search = String(q ?? '').slice(0, 200)
  const page = Math.min(Math.max(Math.trunc(Number(pageText)) || 1, 1), 1_000)
  const { supabaseUrl, supabasePublishableKey } = getEnv()
  return (
    <>
      <DashboardHeader email={viewer.email} merchantName={merchants[0]?.name ?? null} />
      <main id="main" className="sheet grid grid-cols-1 gap-8 py-8">
        {merchants.length === 0 ? (
          <NotAMember email={viewer.email} />
        ) : (
          <>
            <HelpWatch
              merchantIds={merchants.map((merchant) => merchant.id)}
              address={{ supabaseUrl, publishableKey: supabasePublishableKey }}
            />
            <ThreadList {...(await listThreads(search, page))} search={search} page={page} />
          </>
        )}
      </main>
    </>
  )
}
