'use server'

import { memberAction } from '#lib/actions/member-action.ts'
import type { ActionResult } from '#lib/actions/result.ts'
import { getLog } from '#lib/http/log.ts'
import { removeUnusedPictures } from '#lib/pictures/store-picture.ts'
import { productRefusal } from './outcome-message.ts'
import { type ProductInput, productSchema, type RemovalInput, removalSchema } from './schema.ts'

const FAILED = 'The answer got lost. Save again: nothing is made twice.'

function refused(outcome: string): {
  ok: false
  code: string
  message: string
  fields?: Record<string, string>
} {
  const { field, message } = productRefusal(outcome)
  return { ok: false, code: outcome, message, ...(field ? { fields: { [field]: message } } : {}) }
}

/** Makes or changes a product. Safe to send again. */
export async function saveProduct(input: ProductInput): Promise<ActionResult<null, string>> {
  return memberAction<typeof productSchema, null, string>(
    {
      name: 'saveProduct',
      schema: productSchema,
      invalid: 'Not saved yet: look at the fields marked in red.',
      failed: FAILED,
      async run(product, supabase) {
        const { data: before } = await supabase
          .from('product_pictures')
          .select('url')
          .eq('product_id', product.id)
        const { data: outcome, error } = await supabase.rpc('save_product', {
          p_merchant_id: product.merchantId,
          p_product_id: product.id,
          // The generated types do not know that an argument may be null.
          p_version: product.version as number,
          p_name: product.name,
          p_description: product.description,
          p_tax_basis_points: product.taxPercent as number,
          p_variants: product.variants,
          p_pictures: product.pictures,
        })
        if (error) throw new Error(`save_product: ${error.message}`)
        if (outcome !== 'saved') return refused(outcome)
        const kept = new Set(product.pictures.map(({ url }) => url))
        const gone = [...(before ?? []).map(({ url }) => url), ...product.takenOut].filter(
          (url) => !kept.has(url),
        )
        // Old files are no reason to fail what is saved.
        await removeUnusedPictures(supabase, gone).catch((problem) =>
          getLog().warn({ err: problem }, 'Old pictures are still there'),
        )
        return { ok: true, data: null }
      },
    },
    input,
  )
}

/** Removes a product that no sale ever had. Safe to send again. */
export async function removeProduct(input: RemovalInput): Promise<ActionResult<null, string>> {
  return memberAction<typeof removalSchema, null, string>(
    {
      name: 'removeProduct',
      schema: removalSchema,
      invalid: 'This product cannot be removed from here. Go back to the list.',
      failed: 'The answer got lost. Try again: it cannot be removed twice.',
      async run({ merchantId, id }, supabase) {
        const { data: pictures } = await supabase.from('product_pictures').select('url').eq('product_id', id)
        const { data: outcome, error } = await supabase.rpc('remove_product', {
          p_merchant_id: merchantId,
          p_product_id: id,
        })
        if (error) throw new Error(`remove_product: ${error.message}`)
        if (outcome !== 'removed') return refused(outcome)
        const urls = (pictures ?? []).map(({ url }) => url)
        await removeUnusedPictures(supabase, urls).catch((problem) =>
          getLog().warn({ err: problem }, 'Old pictures are still there'),
        )
        return { ok: true, data: null }
      },
    },
    input,
  )
}
