'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import type { ActionResult } from '#lib/actions/result.ts'
import { shopperAction } from '#lib/actions/shopper-action.ts'
import { getText } from '#lib/languages/request-language.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool, QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'
import type { AddressFields } from './address.ts'
import { saveAddressSchema } from './schema.ts'

type Refusal = 'too_many' | 'no_account' | 'unknown_address'

/** Keeps an address, or changes the one with this id. Safe to repeat with the same id. */
export async function saveAddress(input: {
  id: string
  isDefault: boolean
  address: AddressFields
}): Promise<ActionResult<null, Refusal>> {
  const t = await getText('account')
  return shopperAction(
    {
      name: 'saveAddress',
      schema: saveAddressSchema,
      invalid: t('addressInvalid'),
      failed: t('failed'),
      async run({ id, isDefault, address }, shopperId) {
        const sql = getPool()
        const query = sql<{ outcome: string }[]>`
          select public.save_address(${shopperId}::uuid, ${id}::uuid, ${sql.json(address)}, ${isDefault}) as outcome`
        const rows = await withDeadline('save_address', QUERY_DEADLINE_MS, query)
        switch (rows[0]?.outcome) {
          case 'saved':
            revalidatePath('/account', 'layout')
            return { ok: true, data: null }
          case 'too_many':
            return { ok: false, code: 'too_many', message: t('addressTooMany') }
          case 'no_account':
            return { ok: false, code: 'no_account', message: t('signInFirst') }
          case 'unknown_address':
            return { ok: false, code: 'unknown_address', message: t('addressUnknown') }
          default:
            return { ok: false, code: 'invalid', message: t('addressInvalid') }
        }
      },
    },
    input,
  )
}

/** Forgets an address. One that is gone already is as good. */
export async function removeAddress(id: string): Promise<ActionResult<null>> {
  const t = await getText('account')
  return shopperAction(
    {
      name: 'removeAddress',
      schema: z.uuid(),
      invalid: t('addressUnknown'),
      failed: t('failed'),
      async run(addressId, shopperId) {
        const query = getPool()`select public.remove_address(${shopperId}::uuid, ${addressId}::uuid)`
        await withDeadline('remove_address', QUERY_DEADLINE_MS, query)
        revalidatePath('/account', 'layout')
        return { ok: true, data: null }
      },
    },
    id,
  )
}
