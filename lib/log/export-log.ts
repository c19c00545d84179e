import 'server-only'
import type { createMerchantSupabase } from '#lib/supabase/server.ts'
import { exportRows } from '#lib/tables/export-rows.ts'
import type { TableQuery } from '#lib/tables/table-query.ts'
import { readLog } from './queries.ts'
import { type LogRow, whoOf } from './row.ts'
import { detailWords, logWords } from './words.ts'

const HEADINGS = ['Time', 'Who', 'What', 'Of what', 'Its id', 'More']

/** All of the log that a search finds as CSV, newest first. */
export function exportLog(
  supabase: Awaited<ReturnType<typeof createMerchantSupabase>>,
  { before: _page, ...query }: TableQuery,
  merchantId: string,
): ReadableStream<Uint8Array> {
  return exportRows<LogRow>({
    headings: HEADINGS,
    read: (after, limit) => readLog(supabase, { ...query, ...(after && { after }) }, merchantId, limit),
    cells: (row) => [
      new Date(row.at).toISOString(),
      whoOf(row),
      logWords(row.action),
      row.subject_kind,
      row.subject_id,
      detailWords(row.detail),
    ],
    placeOf: ({ id }) => String(id),
  })
}
