import { getDatabase } from '../_shared/database.ts'

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

/** The confirmed address of a signed-in shopper; null for an anonymous one, and for an account that is gone. */
export async function addressOf(shopperId: string): Promise<string | null> {
  const { data, error } = await getDatabase().auth.admin.getUserById(shopperId)
  if (error?.status === 404 && error.code === 'user_not_found') return null
  if (error) throw new Error(`The address of shopper ${shopperId} could not be read: ${error.message}`)
  return data.user.email_confirmed_at ? data.user.email || null : null
}
