import 'server-only'
import { createHmac } from 'node:crypto'
import { getEnv } from '#lib/env.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool, QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'

/** How an e-mail is counted: a keyed hash, out of which nobody reads the address. */
function emailKey(email: string): string {
  return createHmac('sha256', getEnv().passSecret)
    .update(`code ${email.toLowerCase()}`)
    .digest('hex')
    .slice(0, 32)
}

/** Seconds until a code may be sent to this address; 0 when it may be now, and then it counts. Throws when the database does not answer. */
export async function takeCodeSend(email: string, addressKey: string): Promise<number> {
  const sql = getPool()
  const query = sql<
    { wait: number }[]
  >`select public.take_code_send(${emailKey(email)}, ${addressKey}) as wait`
  const rows = await withDeadline('take_code_send', QUERY_DEADLINE_MS, query)
  return rows[0]?.wait ?? 60
}

/** Whether a code for this address may be tried now; `try` counts. Throws when the database does not answer. */
export async function takeCodeCheck(email: string): Promise<'try' | 'too_many' | 'expired'> {
  const sql = getPool()
  const query = sql<
    { answer: 'try' | 'too_many' | 'expired' }[]
  >`select public.take_code_check(${emailKey(email)}) as answer`
  const rows = await withDeadline('take_code_check', QUERY_DEADLINE_MS, query)
  return rows[0]?.answer ?? 'expired'
}

/** A code was taken: another may be sent at once. Throws when the database does not answer. */
export async function forgetCode(email: string): Promise<void> {
  const sql = getPool()
  await withDeadline('forget_code', QUERY_DEADLINE_MS, sql`select public.forget_code(${emailKey(email)})`)
}
