'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import type { ActionResult } from '#lib/actions/result.ts'
import { shopperAction } from '#lib/actions/shopper-action.ts'
import { getText } from '#lib/languages/request-language.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool, QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'
import { createServerSupabase } from '#lib/supabase/server.ts'

/** Ends the shopper's session: on this device, or `global` on all. Clearing what the device kept is the browser's part. */
export async function signOutShopper(scope: 'local' | 'global'): Promise<void> {
  const supabase = await createServerSupabase()
  // The cookies go whatever the auth API answers, so an API that is down cannot keep anybody signed in here.
  await supabase.auth.signOut({ scope: scope === 'global' ? 'global' : 'local' })
}

/** What the person wants to be called. */
export async function nameAccount(name: string): Promise<ActionResult<null, 'unknown_account'>> {
  const t = await getText('account')
  return shopperAction(
    {
      name: 'nameAccount',
      schema: z
        .string()
        .trim()
        .max(120)
        .regex(/^\P{Cc}*$/u),
      invalid: t('nameInvalid'),
      failed: t('failed'),
      async run(given, shopperId) {
        const sql = getPool()
        const query = sql<
          { outcome: string }[]
        >`select public.name_account(${shopperId}::uuid, ${given}) as outcome`
        const rows = await withDeadline('name_account', QUERY_DEADLINE_MS, query)
        if (rows[0]?.outcome !== 'named')
          return { ok: false, code: 'unknown_account', message: t('signInFirst') }
        revalidatePath('/account', 'layout')
        return { ok: true, data: null }
      },
    },
    name,
  )
}

/**
 * Ends the account for good; the e-mail is typed as a sign that this is meant. Being told twice is being told once. The cookies
 * of the session, which is gone by then, are taken off this device.
 */
export async function deleteAccount(
  email: string,
): Promise<ActionResult<null, 'being_paid' | 'is_member' | 'wrong_email'>> {
  const t = await getText('account')
  return shopperAction(
    {
      name: 'deleteAccount',
      schema: z.string().max(254),
      invalid: t('deleteWrongEmail'),
      failed: t('deleteFailed'),
      async run(typed, shopperId) {
        const sql = getPool()
        const query = sql<
          { outcome: string }[]
        >`select public.erase_person(${shopperId}::uuid, ${typed}) as outcome`
        const rows = await withDeadline('erase_person', QUERY_DEADLINE_MS, query)
        switch (rows[0]?.outcome) {
          case 'erased':
            await signOutShopper('local')
            return { ok: true, data: null }
          case 'being_paid':
            return { ok: false, code: 'being_paid', message: t('deleteBeingPaid') }
          case 'is_member':
            return { ok: false, code: 'is_member', message: t('deleteIsMember') }
          default:
            return { ok: false, code: 'wrong_email', message: t('deleteWrongEmail') }
        }
      },
    },
    email,
  )
}
