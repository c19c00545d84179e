import 'server-only'
import { CSV_START, csvLine } from '#lib/csv/write-csv.ts'
import type { createMerchantSupabase } from '#lib/supabase/server.ts'
import type { LogSearch } from './log-search.ts'
import { type LogRow, readLog, whoOf } from './queries.ts'
import { detailWords, logWords } from './words.ts'

const CHUNK_ROWS = 1_000
/** Where an export ends, whatever was asked for. */
const ROWS_MAX = 200_000
const HEADINGS = ['Time', 'Who', 'What', 'Of what', 'Its id', 'More']

/** All of the log that a search finds as CSV, page by page, so that a long one needs no more memory than a short one. */
export function exportLog(
  supabase: Awaited<ReturnType<typeof createMerchantSupabase>>,
  merchantId: string,
  search: LogSearch,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let [before, count] = [search.before, 0]
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(CSV_START + csvLine(HEADINGS)))
    },
    async pull(controller) {
      const rows = await readLog(supabase, merchantId, { ...search, before }, CHUNK_ROWS)
      controller.enqueue(encoder.encode(rows.map(lineOf).join('')))
      count += rows.length
      before = rows.at(-1)?.id ?? null
      if (rows.length < CHUNK_ROWS || count >= ROWS_MAX) controller.close()
    },
  })
}

function lineOf(row: LogRow): string {
  const at = new Date(row.at).toISOString()
  return csvLine([
    at,
    whoOf(row),
    logWords(row.action),
    row.subject_kind,
    row.subject_id,
    detailWords(row.detail),
  ])
}
