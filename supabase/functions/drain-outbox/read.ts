import { getDatabase } from '../_shared/database.ts'
import { type Language, languageOf } from './mails/say.ts'

const TIMEOUT_MS = 10_000

/** One row by its key. Throws when it is not there or cannot be read, so that the work is tried again. */
export async function readOne<Row>(table: string, columns: string, id: string, key = 'id'): Promise<Row> {
  const { data, error } = await getDatabase()
    .from(table)
    .select(columns)
    .eq(key, id)
    .abortSignal(AbortSignal.timeout(TIMEOUT_MS))
    .single<Row>()
  if (error) throw new Error(`${table} ${id} could not be read: ${error.message}`)
  return data
}

/** Whom a mail without an order goes to. The language is what they read last on a device they are signed in on, which Auth keeps with them. */
export type Reader = { address: string; language: Language }

/** A signed-in shopper with a confirmed address; null for an anonymous one, and for an account that is gone. */
export async function readerOf(shopperId: string): Promise<Reader | null> {
  const { data, error } = await getDatabase().auth.admin.getUserById(shopperId)
  if (error?.status === 404 && error.code === 'user_not_found') return null
  if (error) throw new Error(`The address of shopper ${shopperId} could not be read: ${error.message}`)
  const { email, email_confirmed_at: confirmedAt, user_metadata: kept } = data.user
  return confirmedAt && email ? { address: email, language: languageOf(kept?.language) } : null
}
