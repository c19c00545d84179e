'use server'

import { z } from 'zod'
import { memberAction } from '#lib/actions/member-action.ts'
import type { ActionResult } from '#lib/actions/result.ts'
import type { createMerchantSupabase } from '#lib/supabase/server.ts'
import { draftRefusal } from './outcome-message.ts'
import { contentOf, readForm } from './sale-form.ts'

type Member = Awaited<ReturnType<typeof createMerchantSupabase>>

const saveSchema = z.object({
  merchantId: z.uuid(),
  id: z.uuid(),
  version: z.number().int().min(0).nullable(),
  /** Of the merchant: how many decimals a price has. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  form: z.custom<NonNullable<ReturnType<typeof readForm>>>((value) => readForm(value) !== null),
})
const idSchema = z.object({ merchantId: z.uuid(), id: z.uuid() })
const INVALID =
  'Something in the form cannot be right: reload the page, what you typed is kept on this device.'
const FAILED = 'The answer got lost. Try again: nothing happens twice.'

const refused = (outcome: string) => ({ ok: false as const, code: outcome, message: draftRefusal(outcome) })

async function gapsOf(supabase: Member, id: string): Promise<string[]> {
  const { data, error } = await supabase.rpc('check_sale_draft', { p_draft_id: id })
  if (error) throw new Error(`check_sale_draft: ${error.message}`)
  return data ?? []
}

async function keep(
  supabase: Member,
  { merchantId, id, version, currency, form }: z.output<typeof saveSchema>,
) {
  const { data, error } = await supabase.rpc('save_sale_draft', {
    p_merchant_id: merchantId,
    p_draft_id: id,
    // The generated types do not know that an argument may be null.
    p_version: version as number,
    p_content: contentOf(form, currency),
  })
  const [kept] = data ?? []
  if (error || !kept) throw new Error(`save_sale_draft: ${error?.message ?? 'no outcome'}`)
  return kept
}

export type Kept = { version: number; gaps: string[] }

/** Keeps a draft, complete or not, and says what it lacks to be scheduled. Safe to send again. */
export async function saveSaleDraft(input: z.input<typeof saveSchema>): Promise<ActionResult<Kept, string>> {
  return memberAction<typeof saveSchema, Kept, string>(
    {
      name: 'saveSaleDraft',
      schema: saveSchema,
      invalid: INVALID,
      failed: FAILED,
      async run(draft, supabase) {
        const { outcome, version } = await keep(supabase, draft)
        if (outcome !== 'saved') return refused(outcome)
        return { ok: true, data: { version, gaps: await gapsOf(supabase, draft.id) } }
      },
    },
    input,
  )
}

export type Scheduled = { slug: string | null; kept: Kept }

/** Keeps the draft and makes the sale of it; without a slug where something is missing. Safe to send again. */
export async function scheduleSale(
  input: z.input<typeof saveSchema>,
): Promise<ActionResult<Scheduled, string>> {
  return memberAction<typeof saveSchema, Scheduled, string>(
    {
      name: 'scheduleSale',
      schema: saveSchema,
      invalid: INVALID,
      failed: FAILED,
      async run(draft, supabase) {
        const kept = await keep(supabase, draft)
        // Scheduled already, by this very call whose answer got lost: schedule_sale() says so.
        if (kept.outcome !== 'saved' && kept.outcome !== 'already_scheduled') return refused(kept.outcome)
        const { data, error } = await supabase.rpc('schedule_sale', {
          p_draft_id: draft.id,
          p_version: kept.version,
        })
        const [answer] = data ?? []
        if (error || !answer) throw new Error(`schedule_sale: ${error?.message ?? 'no outcome'}`)
        if (answer.outcome !== 'scheduled' && answer.outcome !== 'incomplete') return refused(answer.outcome)
        const { slug, gaps, outcome } = answer
        return {
          ok: true,
          data: { slug: outcome === 'scheduled' ? slug : null, kept: { version: kept.version, gaps } },
        }
      },
    },
    input,
  )
}

/** Throws a draft away. Safe to send again. */
export async function removeSaleDraft(input: z.input<typeof idSchema>): Promise<ActionResult<null, string>> {
  return memberAction<typeof idSchema, null, string>(
    {
      name: 'removeSaleDraft',
      schema: idSchema,
      invalid: INVALID,
      failed: FAILED,
      async run({ merchantId, id }, supabase) {
        const { data, error } = await supabase.rpc('remove_sale_draft', {
          p_merchant_id: merchantId,
          p_draft_id: id,
        })
        if (error) throw new Error(`remove_sale_draft: ${error.message}`)
        return data === 'removed' ? { ok: true, data: null } : refused(data)
      },
    },
    input,
  )
}

const copySchema = z.object({ saleId: z.uuid(), id: z.uuid() })

/** A draft with everything of a sale but its times. Safe to send again. */
export async function copySale(input: z.input<typeof copySchema>): Promise<ActionResult<null, string>> {
  return memberAction<typeof copySchema, null, string>(
    {
      name: 'copySale',
      schema: copySchema,
      invalid: INVALID,
      failed: FAILED,
      async run({ saleId, id }, supabase) {
        const { data, error } = await supabase.rpc('copy_sale_to_draft', {
          p_sale_id: saleId,
          p_draft_id: id,
        })
        if (error) throw new Error(`copy_sale_to_draft: ${error.message}`)
        return data === 'copied' ? { ok: true, data: null } : refused(data)
      },
    },
    input,
  )
}

const takeBackSchema = z.object({ saleId: z.uuid(), id: z.uuid(), reason: z.string().trim().min(1).max(500) })

/** Makes a draft again of a sale that has not opened; `id` is the draft's, made on the device. Safe to send again. */
export async function takeBackSale(
  input: z.input<typeof takeBackSchema>,
): Promise<ActionResult<{ outcome: string }, string>> {
  return memberAction<typeof takeBackSchema, { outcome: string }, string>(
    {
      name: 'takeBackSale',
      schema: takeBackSchema,
      invalid: 'Write why, in a few words.',
      failed: FAILED,
      async run({ saleId, id, reason }, supabase) {
        const { data, error } = await supabase.rpc('take_back_sale', {
          p_sale_id: saleId,
          p_draft_id: id,
          p_reason: reason,
        })
        if (error) throw new Error(`take_back_sale: ${error.message}`)
        return data === 'taken_back' || data === 'repeated'
          ? { ok: true, data: { outcome: data } }
          : refused(data)
      },
    },
    input,
  )
}

const saleSchema = z.object({ saleId: z.uuid() })

/** How many people asked to be reminded of a sale. */
export async function countReminders(
  input: z.input<typeof saleSchema>,
): Promise<ActionResult<number, string>> {
  return memberAction<typeof saleSchema, number, string>(
    {
      name: 'countReminders',
      schema: saleSchema,
      invalid: INVALID,
      failed: 'It could not be counted just now.',
      async run({ saleId }, supabase) {
        const { data, error } = await supabase.rpc('count_reminders', { p_sale_id: saleId })
        if (error) throw new Error(`count_reminders: ${error.message}`)
        return data === null ? refused('not_allowed') : { ok: true, data }
      },
    },
    input,
  )
}
