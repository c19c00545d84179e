import type { Metadata } from 'next'
import { Suspense } from 'react'
import { MovementsDesk } from '#components/movements/movements-desk.tsx'
import { TableSkeleton } from '#components/table/table-screen.tsx'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { MOVEMENT_TABLE } from '#lib/movements/movement-table.ts'
import { readTableQuery } from '#lib/tables/table-query.ts'

export const metadata: Metadata = { title: 'Movements', robots: { index: false } }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function MovementsPage({ searchParams }: Props) {
  const { merchant } = await requireMerchant()
  const query = readTableQuery(MOVEMENT_TABLE, await searchParams)
  return (
    <main id="main" className="sheet grid grid-cols-1 gap-6 py-8">
      <Suspense fallback={<TableSkeleton title="Movements" />}>
        <MovementsDesk query={query} merchantId={merchant.id} />
      </Suspense>
    </main>
  )
}
