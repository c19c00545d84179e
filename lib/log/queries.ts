import 'server-only'
import { z } from 'zod'
import type { createMerchantSupabase } from '#lib/supabase/server.ts'
import { type LogSearch, timesOf } from './log-search.ts'

const rowShape = z.array(
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
export type LogRow = z.infer<typeof rowShape>[number]
type Supabase = Awaited<ReturnType<typeof createMerchantSupabase>>

export const PAGE_ROWS = 50

/** A page of the log, newest first; nothing for who may not read it. Throws when the database does not answer. */
export async function readLog(
  supabase: Supabase,
  merchantId: string,
  search: LogSearch,
  limit = PAGE_ROWS,
): Promise<LogRow[]> {
  const { from, to } = timesOf(search)
  const wanted = {
    p_moved_by: search.person,
    p_action: search.action,
    p_subject_id: search.subject,
    p_from: from,
    p_to: to,
    p_before: search.before,
  }
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null))
  const { data, error } = await supabase.rpc('read_log', {
    p_merchant_id: merchantId,
    p_limit: limit,
    ...given,
  })
  if (error) throw new Error(`The log could not be read: ${error.message}`)
  return rowShape.parse(data)
}

export type LogPerson = { id: string; email: string }

/** Everybody who works or has worked for the merchant: whom the log can be asked about. */
export async function listLogPeople(supabase: Supabase, merchantId: string): Promise<LogPerson[]> {
  const { data, error } = await supabase
    .from('merchant_people')
    .select('user_id, email')
    .eq('merchant_id', merchantId)
    .order('email')
    .limit(500)
  if (error) throw new Error(`The people of the log could not be read: ${error.message}`)
  return data.map(({ user_id: id, email }) => ({ id, email }))
}

/** Who did it: an address, somebody whose account is gone, or the platform itself. */
export function whoOf(row: Pick<LogRow, 'moved_by' | 'email'>): string {
  if (row.moved_by === null) return 'Stampede itself'
  return row.email || 'Somebody whose account is deleted'
}
