import type { Metadata } from 'next'
import { Suspense } from 'react'
import { LogDesk } from '#components/log/log-desk.tsx'
import { TableSkeleton } from '#components/table/table-screen.tsx'
import { NotYourRole } from '#components/team/not-your-role.tsx'
import { LOG_TABLE } from '#lib/log/log-table.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { readTableQuery } from '#lib/tables/table-query.ts'
import { mayDo } from '#lib/team/permissions.ts'

export const metadata: Metadata = { title: 'Log', robots: { index: false } }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function LogPage({ searchParams }: Props) {
  const { merchant, role } = await requireMerchant()
  if (!mayDo(role, 'read_log'))
    return (
      <main id="main" className="sheet py-8">
        <NotYourRole what="The log" />
      </main>
    )
  return (
    <main id="main" className="sheet grid grid-cols-1 gap-6 py-8">
      <Suspense fallback={<TableSkeleton title="Log" />}>
        <LogDesk query={readTableQuery(LOG_TABLE, await searchParams)} merchant={merchant} />
      </Suspense>
    </main>
  )
}
