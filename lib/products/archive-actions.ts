'use server'

import { z } from 'zod'
import { memberAction } from '#lib/actions/member-action.ts'
import type { ActionResult } from '#lib/actions/result.ts'
import { productRefusal } from './outcome-message.ts'
import { PRODUCTS_AT_ONCE } from './product-table.ts'

/** How many were moved, and those that stayed because a sale that shoppers know of has them. */
export type ArchivedMany = { changed: number; inSale: readonly string[] }

const archiveSchema = z.object({
  merchantId: z.uuid(),
  ids: z.array(z.uuid()).min(1).max(PRODUCTS_AT_ONCE),
  status: z.enum(['active', 'archived']),
})
export type ArchiveInput = z.input<typeof archiveSchema>

/** Puts products away, or back among the others. Safe to send again. */
export async function setProductsStatus(input: ArchiveInput): Promise<ActionResult<ArchivedMany, string>> {
  return memberAction<typeof archiveSchema, ArchivedMany, string>(
    {
      name: 'setProductsStatus',
      schema: archiveSchema,
      invalid: `Choose at least one product and at most ${PRODUCTS_AT_ONCE}, then try again.`,
      failed: 'The answer got lost. Look at the list: what is done is done, and trying again does no harm.',
      async run({ merchantId, ids, status }, supabase) {
        const { data, error } = await supabase.rpc('set_products_status', {
          p_merchant_id: merchantId,
          p_product_ids: ids,
          p_status: status,
        })
        if (error) throw new Error(`set_products_status: ${error.message}`)
        const refusal = data.find(({ outcome }) =>
          ['not_allowed', 'second_factor', 'invalid'].includes(outcome),
        )
        if (refusal)
          return { ok: false, code: refusal.outcome, message: productRefusal(refusal.outcome).message }
        const inSale = data
          .filter(({ outcome }) => outcome === 'in_sale')
          .map(({ product_id: productId }) => productId)
        const changed = data.filter(({ outcome }) => outcome === 'changed' || outcome === 'unchanged').length
        return { ok: true, data: { changed, inSale } }
      },
    },
    input,
  )
}
