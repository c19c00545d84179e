'use server'

import type { z } from 'zod'
import { memberAction } from '#lib/actions/member-action.ts'
import type { ActionResult } from '#lib/actions/result.ts'
import type { createMerchantSupabase } from '#lib/supabase/server.ts'
import { isDone, outcomeMessage } from './outcome-message.ts'
import { type MoveInput, moveSchema } from './schema.ts'

type Member = Awaited<ReturnType<typeof createMerchantSupabase>>
export type Moved = ActionResult<{ outcome: string }, string>

/** Does one move of a sale. Safe to send again with the same request id. Who may, the functions in Postgres decide. */
export async function moveSale(input: MoveInput): Promise<Moved> {
  return memberAction<typeof moveSchema, { outcome: string }, string>(
    {
      name: 'moveSale',
      schema: moveSchema,
      invalid: 'Something in the form cannot be right: check it and send it again. Nothing was changed.',
      failed: 'The answer got lost. Send it again: it will not happen twice.',
      async run(move, supabase) {
        const { data, error } = await callFor(move, supabase)
        if (error || typeof data !== 'string')
          throw new Error(`${move.move}: ${error?.message ?? 'no outcome'}`)
        if (isDone(data)) return { ok: true, data: { outcome: data } }
        return { ok: false, code: data, message: outcomeMessage(data) }
      },
    },
    input,
  )
}

function callFor(move: z.output<typeof moveSchema>, supabase: Member) {
  const said = { p_reason: move.reason, p_request_id: move.requestId }
  switch (move.move) {
    case 'pause':
      return supabase.rpc('pause_sale', { p_sale_id: move.saleId, ...said })
    case 'resume':
      return supabase.rpc('resume_sale', { p_sale_id: move.saleId, ...said })
    case 'close':
      return supabase.rpc('close_sale', { p_sale_id: move.saleId, ...said })
    case 'cancel':
      return supabase.rpc('cancel_sale', { p_sale_id: move.saleId, ...said })
    case 'extend':
      return supabase.rpc('extend_sale', { p_sale_id: move.saleId, p_closes_at: move.closesAt, ...said })
    case 'restock':
      return supabase.rpc('restock', { p_item_id: move.itemId, p_quantity: move.quantity, ...said })
    case 'withdraw':
      return supabase.rpc('withdraw_stock', { p_item_id: move.itemId, p_quantity: move.quantity, ...said })
  }
}
