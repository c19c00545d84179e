import type { Metadata } from 'next'
import { HelpWatch } from '#components/help/help-watch.tsx'
import { ThreadList } from '#components/help/thread-list.tsx'
import { getEnv } from '#lib/env.ts'
import { listThreads } from '#lib/help/queries.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'

export const metadata: Metadata = { title: 'Help', robots: { index: false } }

type Query = Promise<{ q?: string | string[]; page?: string | string[] }>

export default async function HelpPage({ searchParams }: { searchParams: Query }) {
  const { merchant } = await requireMerchant()
  const { q, page: pageText } = await searchParams
  const search = String(q ?? '').slice(0, 200)
  const page = Math.min(Math.max(Math.trunc(Number(pageText)) || 1, 1), 1_000)
  const { supabaseUrl, supabasePublishableKey } = getEnv()
  return (
    <main id="main" className="sheet grid grid-cols-1 gap-8 py-8">
      <HelpWatch
        merchantIds={[merchant.id]}
        address={{ supabaseUrl, publishableKey: supabasePublishableKey }}
      />
      <ThreadList {...(await listThreads(merchant.id, search, page))} search={search} page={page} />
    </main>
  )
}
