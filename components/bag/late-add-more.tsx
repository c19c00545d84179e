'use client'

import { lazy, Suspense, useMemo } from 'react'
import type { BagPage } from '#lib/bags/queries.ts'
import { lateCode } from '#lib/time/late-code.ts'

const AddMore = lazy(() => lateCode(async () => ({ default: (await import('./add-more.tsx')).AddMore })))

type Props = { page: BagPage; takenItemIds: string; isLocked: boolean }

/** More from the sale: drawn on the server, its code comes late and is handed the same element until then (see LateForm). */
export function LateAddMore({ page, takenItemIds, isLocked }: Props) {
  return useMemo(
    () => (
      <Suspense fallback={null}>
        <AddMore page={page} takenItemIds={takenItemIds} isLocked={isLocked} />
      </Suspense>
    ),
    [page, takenItemIds, isLocked],
  )
}
