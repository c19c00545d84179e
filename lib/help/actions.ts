'use server'

import { memberAction } from '#lib/actions/member-action.ts'
import type { ActionResult } from '#lib/actions/result.ts'
import { shopperAction } from '#lib/actions/shopper-action.ts'
import { createServerSupabase } from '#lib/supabase/server.ts'
import { outcomeMessage } from './outcome-message.ts'
import {
  type AnswerInput,
  type AskInput,
  answerSchema,
  askSchema,
  type CannedInput,
  type CloseInput,
  cannedSchema,
  closeSchema,
  type ReadInput,
  readSchema,
  removeSchema,
} from './schema.ts'

type Sent = ActionResult<{ messageId: number }, string>
type Done = ActionResult<{ outcome: string }, string>
type Answer<Data> = { data: Data | null; error: { message: string } | null }

const INVALID = outcomeMessage('invalid')
const FAILED = 'The answer got lost. Send it again: it will not arrive twice.'

/** Writes to the merchant about one's own order. Safe to send again with the same request id. */
export async function askForHelp(input: AskInput): Promise<Sent> {
  return shopperAction<typeof askSchema, { messageId: number }, string>(
    {
      name: 'askForHelp',
      schema: askSchema,
      invalid: INVALID,
      failed: FAILED,
      async run({ orderId, requestId, body }) {
        const supabase = await createServerSupabase()
        const args = { p_order_id: orderId, p_body: body, p_request_id: requestId }
        return sent(await supabase.rpc('ask_for_help', args))
      },
    },
    input,
  )
}

/** The shopper has seen the thread up to a message. */
export async function markHelpRead(input: ReadInput): Promise<Done> {
  return shopperAction<typeof readSchema, { outcome: string }, string>(
    {
      name: 'markHelpRead',
      schema: readSchema,
      invalid: INVALID,
      failed: FAILED,
      async run({ orderId, messageId }) {
        const supabase = await createServerSupabase()
        const args = { p_order_id: orderId, p_side: 'shopper', p_message_id: messageId }
        return done(await supabase.rpc('mark_read', args), ['read'])
      },
    },
    input,
  )
}

/** Answers for the merchant. Safe to send again with the same request id. */
export async function answerHelp(input: AnswerInput): Promise<Sent> {
  return memberAction<typeof answerSchema, { messageId: number }, string>(
    {
      name: 'answerHelp',
      schema: answerSchema,
      invalid: INVALID,
      failed: FAILED,
      async run({ orderId, requestId, body, seenTo }, supabase) {
        const args = { p_order_id: orderId, p_body: body, p_request_id: requestId, p_seen_to: seenTo }
        return sent(await supabase.rpc('answer_help', args))
      },
    },
    input,
  )
}

/** Somebody of the merchant has seen the thread up to a message. */
export async function markThreadRead(input: ReadInput): Promise<Done> {
  return memberAction<typeof readSchema, { outcome: string }, string>(
    {
      name: 'markThreadRead',
      schema: readSchema,
      invalid: INVALID,
      failed: FAILED,
      async run({ orderId, messageId }, supabase) {
        const args = { p_order_id: orderId, p_side: 'merchant', p_message_id: messageId }
        return done(await supabase.rpc('mark_read', args), ['read'])
      },
    },
    input,
  )
}

/** Closes what was on the screen; a newer question keeps the thread open. */
export async function closeThread(input: CloseInput): Promise<Done> {
  return memberAction<typeof closeSchema, { outcome: string }, string>(
    {
      name: 'closeThread',
      schema: closeSchema,
      invalid: INVALID,
      failed: FAILED,
      async run({ orderId, seenTo }, supabase) {
        const answer = await supabase.rpc('close_thread', { p_order_id: orderId, p_seen_to: seenTo })
        return done(answer, ['closed', 'already_closed'])
      },
    },
    input,
  )
}

/** Writes a canned answer or changes it; its id is made by the form. */
export async function saveCannedAnswer(input: CannedInput): Promise<Done> {
  return memberAction<typeof cannedSchema, { outcome: string }, string>(
    {
      name: 'saveCannedAnswer',
      schema: cannedSchema,
      invalid: INVALID,
      failed: FAILED,
      async run({ id, merchantId, title, body }, supabase) {
        const args = { p_id: id, p_merchant_id: merchantId, p_title: title, p_body: body }
        const answer = await supabase.rpc('save_canned_answer', args)
        const isFull = answer.data === 'too_many'
        return done(isFull ? { ...answer, data: 'too_many_answers' } : answer, ['saved'])
      },
    },
    input,
  )
}

export async function removeCannedAnswer(input: { id: string }): Promise<Done> {
  return memberAction<typeof removeSchema, { outcome: string }, string>(
    {
      name: 'removeCannedAnswer',
      schema: removeSchema,
      invalid: INVALID,
      failed: FAILED,
      async run({ id }, supabase) {
        return done(await supabase.rpc('remove_canned_answer', { p_id: id }), ['removed'])
      },
    },
    input,
  )
}

function sent({ data, error }: Answer<{ outcome: string; message_id: number }[]>): Sent {
  const row = data?.[0]
  if (error || !row) throw new Error(`A message was not taken: ${error?.message ?? 'no outcome'}`)
  if (row.outcome === 'sent' || row.outcome === 'repeated')
    return { ok: true, data: { messageId: Number(row.message_id) } }
  return { ok: false, code: row.outcome, message: outcomeMessage(row.outcome) }
}

function done({ data, error }: Answer<string>, good: readonly string[]): Done {
  if (error || data === null) throw new Error(`Nothing was answered: ${error?.message ?? 'no outcome'}`)
  if (good.includes(data)) return { ok: true, data: { outcome: data } }
  return { ok: false, code: data, message: outcomeMessage(data) }
}
