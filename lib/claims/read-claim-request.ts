import type { ApiBody } from '#lib/http/call.ts'
import { readUuid } from '#lib/http/uuid.ts'

/** The largest int of the database; anything above is answered by the limit anyway. */
const QUANTITY_MAX = 2_147_483_647

export type ClaimBody = { itemId: string; quantity: number; requestId: string }

/** What is wrong with a body: its HTTP status and a sentence that says what to send instead. */
export type BodyFault = { status: 400 | 413 | 422; detail: string }

/** The body of POST /api/claims, or what is wrong with it. By hand: this runs for every tap of every phone. */
export function readClaimBody(body: ApiBody): ClaimBody | BodyFault {
  if (body === 'too_large')
    return { status: 413, detail: 'The body is larger than 4 KiB: send only itemId, quantity, requestId.' }
  const value = parse(body)
  if (value === undefined)
    return { status: 400, detail: 'The body is not JSON: send {"itemId", "quantity", "requestId"}.' }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { status: 422, detail: 'The body is not an object: send {"itemId", "quantity", "requestId"}.' }
  }
  const fields: Record<string, unknown> = value as Record<string, unknown>
  const itemId = readUuid(fields.itemId)
  if (!itemId) return { status: 422, detail: 'itemId is not a UUID: send the id of an item of the sale.' }
  const requestId = readUuid(fields.requestId)
  if (!requestId)
    return { status: 422, detail: 'requestId is not a UUID: make one per claim and keep it for retries.' }
  const quantity = fields.quantity
  if (
    typeof quantity !== 'number' ||
    !Number.isInteger(quantity) ||
    quantity < 1 ||
    quantity > QUANTITY_MAX
  ) {
    return { status: 422, detail: 'quantity is not a whole number from 1: send how many units you want.' }
  }
  return { itemId, quantity, requestId }
}

/** The JSON value, or undefined when it is none (JSON itself has no undefined). */
function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    // Not JSON: the caller says so.
    return undefined
  }
}
