'use server'

import { z } from 'zod'
import { memberAction } from '#lib/actions/member-action.ts'
import type { ActionResult } from '#lib/actions/result.ts'
import { outcomeMessage } from '#lib/merchant-orders/outcome-message.ts'
import { type ShipManyInput, shipManySchema } from '#lib/merchant-orders/schema.ts'
import {
  type RowProblem,
  readTrackingFile,
  TRACKING_FILE_MAX_BYTES,
} from '#lib/merchant-orders/tracking-file.ts'
import { carrierName, readTrackingNumber, trackingUrl } from '#lib/shipping/carriers.ts'
import { fileRequestId } from './file-request-id.ts'
import { type ShipRow, shipRows } from './ship-rows.ts'

export type ShippedMany = { shipped: number; already: number; problems: RowProblem[] }

const FAILED = 'The answer got lost. Send it again: what has left already stays as it is.'

/** Ships all that is left of each chosen order with one carrier. `line` of a problem is the place in the list, from 1. */
export async function shipMany(input: ShipManyInput): Promise<ActionResult<ShippedMany>> {
  return memberAction(
    {
      name: 'shipMany',
      schema: shipManySchema,
      invalid: 'A tracking number cannot be right: 4 to 50 letters, digits and dashes, or none.',
      failed: FAILED,
      async run({ merchantId, carrier, orders }, supabase) {
        const rows = orders.map(({ orderId, requestId, trackingNumber }, index): ShipRow => {
          const number = readTrackingNumber(trackingNumber)
          return {
            row: index + 1,
            order_id: orderId,
            carrier: carrierName(carrier),
            tracking_number: number,
            tracking_url: trackingUrl(carrier, number),
            request_id: requestId,
          }
        })
        return { ok: true, data: summary(await shipRows(supabase, merchantId, rows), []) }
      },
    },
    input,
  )
}

const fileSchema = z.object({ merchantId: z.uuid(), file: z.instanceof(File) })

/**
 * Ships the orders of a file of tracking numbers. Good lines are done whatever the others are. The same file sent again ships
 * nothing twice.
 */
export async function importTracking(
  _previous: ActionResult<ShippedMany, 'too_large'> | null,
  form: FormData,
): Promise<ActionResult<ShippedMany, 'too_large'>> {
  return memberAction<typeof fileSchema, ShippedMany, 'too_large'>(
    {
      name: 'importTracking',
      schema: fileSchema,
      invalid: 'Choose a file first: CSV with order number, carrier and tracking number.',
      failed: FAILED,
      async run({ merchantId, file }, supabase) {
        if (file.size > TRACKING_FILE_MAX_BYTES) {
          const message = `The file is larger than ${TRACKING_FILE_MAX_BYTES / 1024} kB: split it in two.`
          return { ok: false, code: 'too_large', message }
        }
        const { rows, problems } = readTrackingFile(new TextDecoder().decode(await file.arrayBuffer()))
        const shipped = await shipRows(
          supabase,
          merchantId,
          rows.map((row) => ({
            row: row.line,
            number: row.number,
            carrier: row.carrier,
            tracking_number: row.trackingNumber,
            tracking_url: trackingUrl(row.carrier, row.trackingNumber),
            request_id: fileRequestId(merchantId, row.number, row.carrier, row.trackingNumber),
          })),
        )
        return { ok: true, data: summary(shipped, problems) }
      },
    },
    { merchantId: form.get('merchantId'), file: form.get('file') },
  )
}

function summary(answers: readonly { row: number; outcome: string }[], problems: RowProblem[]): ShippedMany {
  const isShipped = (outcome: string) => outcome === 'shipped'
  const isAlready = (outcome: string) => outcome === 'repeated' || outcome === 'already_shipped'
  const bad = answers.filter(({ outcome }) => !isShipped(outcome) && !isAlready(outcome))
  return {
    shipped: answers.filter(({ outcome }) => isShipped(outcome)).length,
    already: answers.filter(({ outcome }) => isAlready(outcome)).length,
    problems: [
      ...problems,
      ...bad.map(({ row, outcome }) => ({ line: row, message: outcomeMessage(outcome) })),
    ].sort((a, b) => a.line - b.line),
  }
}
