import { callDatabase } from '../_shared/database.ts'
import { logError, reasonOf } from '../_shared/log.ts'
import { adoptGuest } from './kinds/adopt_guest.ts'
import { cancelIntent } from './kinds/cancel_intent.ts'
import { capturePayment } from './kinds/capture_payment.ts'
import { deleteCustomer } from './kinds/delete_customer.ts'
import { emailChangedMail } from './kinds/email_changed_mail.ts'
import { helpMail } from './kinds/help_mail.ts'
import { invitationMail } from './kinds/invitation_mail.ts'
import { lookUpPayment } from './kinds/look_up_payment.ts'
import { lookUpRefund } from './kinds/look_up_refund.ts'
import { offerMail } from './kinds/offer_mail.ts'
import { orderMail } from './kinds/order_mail.ts'
import { push } from './kinds/push.ts'
import { reconcileIntents } from './kinds/reconcile_intents.ts'
import { refundPayment } from './kinds/refund_payment.ts'
import { reminderMail } from './kinds/reminder_mail.ts'
import { reminderMails } from './kinds/reminder_mails.ts'
import { securityMail } from './kinds/security_mail.ts'
import { sweepPictures } from './kinds/sweep_pictures.ts'
import type { Payload } from './payload.ts'

/** A row of the outbox, as `take_outbox` leases it. */
type Row = { id: number; kind: string; payload: Payload }
type Work = (payload: Payload) => Promise<void>

const KINDS: Readonly<Record<string, Work>> = {
  adopt_guest: adoptGuest,
  cancel_intent: cancelIntent,
  capture_payment: capturePayment,
  delete_customer: deleteCustomer,
  email_changed_mail: emailChangedMail,
  help_mail: helpMail,
  invitation_mail: invitationMail,
  look_up_payment: lookUpPayment,
  look_up_refund: lookUpRefund,
  offer_mail: offerMail,
  order_mail: orderMail,
  push,
  reconcile_intents: reconcileIntents,
  refund_payment: refundPayment,
  reminder_mail: reminderMail,
  reminder_mails: reminderMails,
  security_mail: securityMail,
  sweep_pictures: sweepPictures,
}

const BATCH = 20
/** A row of a worker that died comes again after this. Longer than the slowest piece of work with its own retries. */
const LEASE_SECONDS = 120
/** One call stops taking more after this; the next call goes on. Well under the limit of a hosted function. */
const BUDGET_MS = 20_000

/** Takes due rows until there are none or the time is up. A row that fails comes again, later each time. */
export async function drainOutbox(): Promise<{ done: number; failed: number }> {
  const stopAt = Date.now() + BUDGET_MS
  const count = { done: 0, failed: 0 }
  while (Date.now() < stopAt) {
    const rows = (await callDatabase('take_outbox', {
      p_limit: BATCH,
      p_lease_seconds: LEASE_SECONDS,
    })) as Row[]
    const results = await Promise.all(rows.map(doRow))
    for (const isDone of results) count[isDone ? 'done' : 'failed'] += 1
    if (rows.length < BATCH) break
  }
  return count
}

async function doRow(row: Row): Promise<boolean> {
  let failure: string | null = null
  try {
    const work = KINDS[row.kind]
    if (!work) throw new Error(`There is no work of kind ${row.kind}: deploy the functions again.`)
    await work({ ...row.payload, outbox_id: row.id })
  } catch (error) {
    failure = reasonOf(error)
    logError('Outbox work failed', error, { id: row.id, kind: row.kind })
  }
  await callDatabase('finish_outbox', { p_id: row.id, p_error: failure })
  return failure === null
}
