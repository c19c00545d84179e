'use server'

import { z } from 'zod'
import { memberAction } from '#lib/actions/member-action.ts'
import type { ActionResult } from '#lib/actions/result.ts'

export type Repaired = ActionResult<{ message: string }, string>

const FAILED = 'The answer got lost. Press it again: nothing is done twice.'

const REFUSALS: Readonly<Record<string, string>> = {
  under_way: 'That is being done already. Look again in a minute.',
  no_gap: 'This is in order by now: reload the page.',
  by_hand: 'No button can know what is right here. Look at the order and at Stripe’s dashboard.',
  not_allowed: 'Only an owner or a manager may do that. Ask one of them.',
  not_parked: 'That is being tried again already.',
}

const gapSchema = z.object({ orderId: z.uuid(), gap: z.string().min(1).max(120) })

/** Starts the repair of a gap. Safe to press twice: see `repair_gap` in the migrations. */
export async function repairGap(input: z.input<typeof gapSchema>): Promise<Repaired> {
  return memberAction<typeof gapSchema, { message: string }, string>(
    {
      name: 'repairGap',
      schema: gapSchema,
      invalid: 'Reload the page and press it again.',
      failed: FAILED,
      async run({ orderId, gap }, supabase) {
        const { data, error } = await supabase.rpc('repair_gap', { p_order_id: orderId, p_gap: gap })
        return answer(data, error, 'It is being done. Look again in a minute.')
      },
    },
    input,
  )
}

const workSchema = z.object({ id: z.number().int().positive() })

/** Tries parked work again. */
export async function retryWork(input: z.input<typeof workSchema>): Promise<Repaired> {
  return memberAction<typeof workSchema, { message: string }, string>(
    {
      name: 'retryWork',
      schema: workSchema,
      invalid: 'Reload the page and press it again.',
      failed: FAILED,
      async run({ id }, supabase) {
        const { data, error } = await supabase.rpc('retry_outbox', { p_id: id })
        return answer(data, error, 'It is tried again now.')
      },
    },
    input,
  )
}

function answer(data: unknown, error: { message: string } | null, message: string): Repaired {
  if (error || typeof data !== 'string')
    throw new Error(`The repair was not answered: ${error?.message ?? 'no outcome'}`)
  if (data === 'queued') return { ok: true, data: { message } }
  return { ok: false, code: data, message: REFUSALS[data] ?? 'That is not there any more: reload the page.' }
}
