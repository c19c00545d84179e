import { json } from '../replies.ts'
import { databaseErrorOf } from '../rest/errors.ts'

/** Something the caller can put right, said in the Storage API's form. */
export class StorageRefusal extends Error {
  override name = 'StorageRefusal'
  readonly status: number
  readonly error: string
  constructor(status: number, error: string, message: string) {
    super(message)
    this.status = status
    this.error = error
  }
}

/** The Storage API answers nearly everything with 400; the real status is text inside, which `supabase-js` hands on. */
export function refusalReply(refusal: StorageRefusal): Response {
  const { status, error, message } = refusal
  return json(400, { statusCode: String(status), error, message })
}

export const noBucket = () => new StorageRefusal(404, 'Bucket not found', 'Bucket not found')
export const noObject = () => new StorageRefusal(404, 'not_found', 'Object not found')
export const tooLarge = () =>
  new StorageRefusal(413, 'Payload too large', 'The object exceeded the maximum allowed size')

/** What the database refused, as Storage words it; null for what is no refusal. */
export function refusalOf(error: unknown): StorageRefusal | null {
  if (error instanceof StorageRefusal) return error
  const known = databaseErrorOf(error)
  if (known?.code === '42501') return new StorageRefusal(403, 'Unauthorized', known.message)
  if (known?.code === '23505') return new StorageRefusal(409, 'Duplicate', 'The resource already exists')
  return null
}
