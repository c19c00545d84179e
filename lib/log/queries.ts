import 'server-only'
import { z } from 'zod'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { PAGE_ROWS, pageOf, type TablePage } from '#lib/tables/table-page.ts'
import type { TableQuery } from '#lib/tables/table-query.ts'
import { logArguments } from './log-table.ts'
import type { LogRow } from './row.ts'

type Supabase = Awaited<ReturnType<typeof createMerchantSupabase>>

const rowsShape: z.ZodType<LogRow[]> = z.array(
  z.object({
    id: z.number(),
    at: z.string(),
    action: z.string(),
    subject_kind: z.string(),
    subject_id: z.string(),
    moved_by: z.uuid().nullable(),
    email: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
  }),
)

/** One page of the log, newest first; nothing for who may not read it. */
export async function listLog(query: TableQuery, merchantId: string): Promise<TablePage<LogRow>> {
  const rows = await readLog(await createMerchantSupabase(), query, merchantId, PAGE_ROWS + 1)
  return pageOf(rows, query, ({ id }) => String(id))
}

/** Up to `limit` (at most 1,000) entries of the query's page. Throws when the database does not answer. */
export async function readLog(
  supabase: Supabase,
  query: TableQuery,
  merchantId: string,
  limit: number,
): Promise<LogRow[]> {
  const { data, error } = await supabase.rpc('read_log', logArguments(query, merchantId, limit))
  if (error) throw new Error(`The log could not be read: ${error.message}`)
  return rowsShape.parse(data)
}

export type LogPerson = { id: string; email: string }

/** Everybody who works or has worked for the merchant: whom the log can be asked about. */
export async function listLogPeople(merchantId: string): Promise<LogPerson[]> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase
    .from('merchant_people')
    .select('user_id, email')
    .eq('merchant_id', merchantId)
    .order('email')
    .limit(500)
  if (error) throw new Error(`The people of the log could not be read: ${error.message}`)
  return data.map(({ user_id: id, email }) => ({ id, email }))
}
