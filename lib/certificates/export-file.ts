import 'server-only'
import postgres, { type Sql } from 'postgres'
import { getEnv } from '#lib/env.ts'
import { getLog } from '#lib/http/log.ts'
import { BOOKS } from './certificate.ts'

/** Lines fetched at a time: some hundred kilobytes. */
const PAGE_LINES = 5000
/** A phone on a bad line has this long; after it the file breaks off, which no reader takes for whole. */
const DEADLINE_MS = 120_000

let isRunning = false

/**
 * The certificate of a sale with every line behind it, as JSON text bit by bit, so that a big sale needs no memory. Who may
 * have it was asked before. All of it is read in one snapshot of the database, so that lines and digests agree even while
 * the sale is on; over a connection of its own, so that no claim waits for a download. One at a time: null while another
 * one is under way in this process.
 */
export function exportFile(saleId: string): ReadableStream<Uint8Array> | null {
  if (isRunning) return null
  isRunning = true
  const encoder = new TextEncoder()
  const parts = readParts(saleId)
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await parts.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        getLog().error({ err: error, saleId }, 'A certificate could not be written to its end')
        controller.error(error)
      }
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
}

async function* readParts(saleId: string): AsyncGenerator<string, void> {
  const { databaseUrl } = getEnv()
  const sql = postgres(databaseUrl, {
    max: 1,
    prepare: new URL(databaseUrl).port !== '6543',
    onnotice: () => undefined,
    connection: { application_name: 'stampede-export', idle_in_transaction_session_timeout: DEADLINE_MS },
  })
  const untilMs = performance.now() + DEADLINE_MS
  try {
    const connection = await sql.reserve()
    await connection`begin isolation level repeatable read read only`
    const [row] = await connection`select public.sale_certificate(${saleId})::text as certificate`
    yield `{"certificate":${row?.certificate}`
    for (const book of BOOKS) {
      yield `,\n"${book}":[`
      yield* readBook(connection, book, saleId, untilMs)
      yield ']'
    }
    yield '}\n'
    await connection`commit`
  } finally {
    isRunning = false
    await sql.end({ timeout: 1 })
  }
}

async function* readBook(sql: Sql, book: string, saleId: string, untilMs: number): AsyncGenerator<string> {
  let separator = '\n'
  const lines = sql<{ line: string }[]>`select line from ${sql(`public.export_${book}`)}(${saleId})`
  for await (const page of lines.cursor(PAGE_LINES)) {
    if (performance.now() > untilMs) throw new Error('The download took too long.')
    yield separator + page.map(({ line }) => JSON.stringify(line)).join(',\n')
    separator = ',\n'
  }
}
