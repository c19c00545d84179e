'use server'

import { revalidatePath } from 'next/cache'
import type { z } from 'zod'
import { memberAction } from '#lib/actions/member-action.ts'
import type { ActionResult } from '#lib/actions/result.ts'
import { getLog } from '#lib/http/log.ts'
import { removeUnusedPictures } from '#lib/pictures/store-picture.ts'
import { storeRefusal } from './outcome-words.ts'
import { merchantSchema, type StoreInput, storeSchema } from './schema.ts'

type Done = ActionResult<null, string>

/** Saves the details of the store and what new sales begin with. Safe to send again. */
export async function saveStore(input: StoreInput): Promise<Done> {
  return memberAction<typeof storeSchema, null, string>(
    {
      name: 'saveStore',
      schema: storeSchema,
      invalid: 'Not saved yet: look at the fields marked in red.',
      failed: 'The answer got lost. Save again: nothing happens twice.',
      async run({ merchantId, version, taxPercent, ...store }, supabase) {
        const { data: before } = await supabase
          .from('merchants')
          .select('logo_url')
          .eq('id', merchantId)
          .single()
        const { data: outcome, error } = await supabase.rpc('save_store', {
          p_merchant_id: merchantId,
          p_version: version,
          p_store: { ...store, taxBasisPoints: taxPercent },
        })
        if (error) throw new Error(`save_store: ${error.message}`)
        if (outcome !== 'saved') return storeRefusal(outcome)
        const old = before?.logo_url
        // An old file is no reason to fail what is saved.
        if (old && old !== store.logoUrl)
          await removeUnusedPictures(supabase, [old]).catch((problem) =>
            getLog().warn({ err: problem }, 'An old logo is still there'),
          )
        revalidatePath('/dashboard', 'layout')
        return { ok: true, data: null }
      },
    },
    input,
  )
}

type Move = 'add_samples' | 'remove_samples' | 'dismiss_checklist'

function move(name: Move, input: z.input<typeof merchantSchema>): Promise<Done> {
  return memberAction<typeof merchantSchema, null, string>(
    {
      name,
      schema: merchantSchema,
      invalid: 'Reload the page and try again.',
      failed: 'The answer got lost. Try again: nothing happens twice.',
      async run({ merchantId }, supabase) {
        const { data: outcome, error } = await supabase.rpc(name, { p_merchant_id: merchantId })
        if (error) throw new Error(`${name}: ${error.message}`)
        if (outcome !== 'added' && outcome !== 'removed' && outcome !== 'dismissed')
          return storeRefusal(outcome)
        revalidatePath('/dashboard', 'layout')
        return { ok: true, data: null }
      },
    },
    input,
  )
}

/** Two products and the draft of a sale to look around with. Safe to send again. */
export async function addSamples(input: z.input<typeof merchantSchema>): Promise<Done> {
  return move('add_samples', input)
}

/** Takes the samples away again. Safe to send again. */
export async function removeSamples(input: z.input<typeof merchantSchema>): Promise<Done> {
  return move('remove_samples', input)
}

/** Puts the checklist of a new store away. Safe to send again. */
export async function dismissChecklist(input: z.input<typeof merchantSchema>): Promise<Done> {
  return move('dismiss_checklist', input)
}
