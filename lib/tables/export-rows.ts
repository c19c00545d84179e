import 'server-only'
import { CSV_START, csvLine } from '#lib/csv/write-csv.ts'

const CHUNK_ROWS = 1_000
/** Where an export ends, whatever was asked for. */
export const EXPORT_ROWS_MAX = 200_000

export type Export<Row> = {
  headings: readonly string[]
  /** Up to `limit` rows after that place. */
  read(after: string | undefined, limit: number): Promise<Row[]>
  cells(row: Row): readonly (string | number | null)[]
  placeOf(row: Row): string
}

/** All rows of a table as CSV, page by page, so that a hundred thousand of them need no more memory than a thousand. */
export function exportRows<Row>(from: Export<Row>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let after: string | undefined
  let count = 0
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(CSV_START + csvLine(from.headings)))
    },
    async pull(controller) {
      const rows = await from.read(after, CHUNK_ROWS)
      controller.enqueue(encoder.encode(rows.map((row) => csvLine(from.cells(row))).join('')))
      count += rows.length
      const last = rows.at(-1)
      after = last === undefined ? undefined : from.placeOf(last)
      if (rows.length < CHUNK_ROWS || count >= EXPORT_ROWS_MAX) controller.close()
    },
  })
}

/** The answer that a browser saves as a file: `<what>-<merchant>-<day>.csv`. */
export function csvResponse(body: ReadableStream<Uint8Array>, what: string, slug: string): Response {
  const day = new Date().toISOString().slice(0, 10)
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${what}-${slug}-${day}.csv"`,
      'cache-control': 'no-store',
    },
  })
}
