'use server'

import { memberAction } from '#lib/actions/member-action.ts'
import type { ActionResult } from '#lib/actions/result.ts'
import { shopperAction } from '#lib/actions/shopper-action.ts'
import { getText } from '#lib/languages/request-language.ts'
import type { Text } from '#lib/languages/translator.ts'
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

/** Writes to the merchant about one's own order. Safe to send again with the same request id. */
export async function askForHelp(input: AskInput): Promise<Sent> {
  const t = await getText('help')
  return shopperAction<typeof askSchema, { messageId: number }, string>(
    {
      name: 'askForHelp',
      schema: askSchema,
      invalid: t('invalid'),
      failed: t('lost'),
      async run({ orderId, requestId, body }) {
        const supabase = await createServerSupabase()
        const args = { p_order_id: orderId, p_body: body, p_request_id: requestId }
        return sent(await supabase.rpc('ask_for_help', args), t)
      },
    },
    input,
  )
}

/** The shopper has seen the thread up to a message. */
export async function markHelpRead(input: ReadInput): Promise<Done> {
  const t = await getText('help')
  return shopperAction<typeof readSchema, { outcome: string }, string>(
    {
      name: 'markHelpRead',
      schema: readSchema,
      invalid: t('invalid'),
      failed: t('lost'),
      async run({ orderId, messageId }) {
        const supabase = await createServerSupabase()
        const args = { p_order_id: orderId, p_side: 'shopper', p_message_id: messageId }
        return done(await supabase.rpc('mark_read', args), ['read'], t)
      },
    },
    input,
  )
}

/** Answers for the merchant. Safe to send again with the same request id. */
export async function answerHelp(input: AnswerInput): Promise<Sent> {
  const t = await getText('help')
  return memberAction<typeof answerSchema, { messageId: number }, string>(
    {
      name: 'answerHelp',
      schema: answerSchema,
      invalid: t('invalid'),
      failed: t('lost'),
      async run({ orderId, requestId, body, seenTo }, supabase) {
        const args = { p_order_id: orderId, p_body: body, p_request_id: requestId, p_seen_to: seenTo }
        return sent(await supabase.rpc('answer_help', args), t)
      },
    },
    input,
  )
}

/** Somebody of the merchant has seen the thread up to a message. */
export async function markThreadRead(input: ReadInput): Promise<Done> {
  const t = await getText('help')
  return memberAction<typeof readSchema, { outcome: string }, string>(
    {
      name: 'markThreadRead',
      schema: readSchema,
      invalid: t('invalid'),
      failed: t('lost'),
      async run({ orderId, messageId }, supabase) {
        const args = { p_order_id: orderId, p_side: 'merchant', p_message_id: messageId }
        return done(await supabase.rpc('mark_read', args), ['read'], t)
      },
    },
    input,
  )
}

/** Closes what was on the screen; a newer question keeps the thread open. */
export async function closeThread(input: CloseInput): Promise<Done> {
  const t = await getText('help')
  return memberAction<typeof closeSchema, { outcome: string }, string>(
    {
      name: 'closeThread',
      schema: closeSchema,
      invalid: t('invalid'),
      failed: t('lost'),
      async run({ orderId, seenTo }, supabase) {
        const answer = await supabase.rpc('close_thread', { p_order_id: orderId, p_seen_to: seenTo })
        return done(answer, ['closed', 'already_closed'], t)
      },
    },
    input,
  )
}

/** Writes a canned answer or changes it; its id is made by the form. */
export async function saveCannedAnswer(input: CannedInput): Promise<Done> {
  const t = await getText('help')
  return memberAction<typeof cannedSchema, { outcome: string }, string>(
    {
      name: 'saveCannedAnswer',
      schema: cannedSchema,
      invalid: t('invalid'),
      failed: t('lost'),
      async run({ id, merchantId, title, body }, supabase) {
        const args = { p_id: id, p_merchant_id: merchantId, p_title: title, p_body: body }
        const answer = await supabase.rpc('save_canned_answer', args)
        const isFull = answer.data === 'too_many'
        return done(isFull ? { ...answer, data: 'too_many_answers' } : answer, ['saved'], t)
      },
    },
    input,
  )
}

export async function removeCannedAnswer(input: { id: string }): Promise<Done> {
  const t = await getText('help')
  return memberAction<typeof removeSchema, { outcome: string }, string>(
    {
      name: 'removeCannedAnswer',
      schema: removeSchema,
      invalid: t('invalid'),
      failed: t('lost'),
      async run({ id }, supabase) {
        return done(await supabase.rpc('remove_canned_answer', { p_id: id }), ['removed'], t)
      },
    },
    input,
  )
}

function sent({ data, error }: Answer<{ outcome: string; message_id: number }[]>, t: Text<'help'>): Sent {
  const row = data?.[0]
  if (error || !row) throw new Error(`A message was not taken: ${error?.message ?? 'no outcome'}`)
  if (row.outcome === 'sent' || row.outcome === 'repeated')
    return { ok: true, data: { messageId: Number(row.message_id) } }
  return { ok: false, code: row.outcome, message: outcomeMessage(row.outcome, t) }
}

function done({ data, error }: Answer<string>, good: readonly string[], t: Text<'help'>): Done {
  if (error || data === null) throw new Error(`Nothing was answered: ${error?.message ?? 'no outcome'}`)
  if (good.includes(data)) return { ok: true, data: { outcome: data } }
  return { ok: false, code: data, message: outcomeMessage(data, t) }
}
