'use server'

import { cookies, headers } from 'next/headers'
import { arrive } from '#lib/accounts/arrive.ts'
import { forgetCode, takeCodeCheck, takeCodeSend } from '#lib/accounts/code-limits.ts'
import { readCode } from '#lib/accounts/code-sign-in.ts'
import { memberAction } from '#lib/actions/member-action.ts'
import type { ActionResult } from '#lib/actions/result.ts'
import { getEnv } from '#lib/env.ts'
import { getLog } from '#lib/http/log.ts'
import { CHOSEN_COOKIE } from '#lib/merchants/chosen-merchant.ts'
import { addressKey } from '#lib/payments/address-key.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool, QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'
import { isCodeDue } from '#lib/second-factor/queries.ts'
import { sessionCookieOptions } from '#lib/sessions/cookie-settings.ts'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { canStoresBeOpened, mayOpenStore } from './may-open-store.ts'
import { storeRefusal, storeWords } from './outcome-words.ts'
import { type OpenStoreInput, openerCodeSchema, openerSchema, openStoreSchema } from './schema.ts'

export type Opened = ActionResult<null, string>

const FAILED = 'The shop does not answer. Try again in a moment.'
const refuse = (code: string, message: string): Opened => ({ ok: false, code, message })

/**
 * Mails a code to somebody who wants to sell here. Also to an address that may not open a store: whether it may is said to whoever has its
 * mailbox, and to nobody else.
 */
export async function sendOpenerCode(input: { email: string }): Promise<Opened> {
  try {
    const env = getEnv()
    if (!canStoresBeOpened(env)) return refuse('not_open', storeWords('not_open'))
    const parsed = openerSchema.safeParse(input)
    if (!parsed.success) return refuse('invalid', 'Check the e-mail: it should look like name@example.com.')
    const wait = await takeCodeSend(parsed.data.email, addressKey(await headers(), env))
    if (wait > 0)
      return refuse('slow_down', `A code was sent a moment ago. Ask for another in ${wait} seconds.`)
    const supabase = await createMerchantSupabase()
    const { error } = await supabase.auth.signInWithOtp({
      email: parsed.data.email,
      options: { shouldCreateUser: true },
    })
    return error ? refuse('failed', FAILED) : { ok: true, data: null }
  } catch (error) {
    getLog().error({ err: error, action: 'sendOpenerCode' }, 'An action failed')
    return refuse('failed', FAILED)
  }
}

/**
 * Signs in at the dashboard with a code from the mailbox and a new password. The first proof ends a password and sessions of somebody who registered
 * the address and never had its mailbox.
 */
export async function proveOpener(input: { email: string; code: string; password: string }): Promise<Opened> {
  try {
    const parsed = openerCodeSchema.safeParse(input)
    if (!parsed.success) return refuse('invalid', 'Choose a password of at least ten characters.')
    const { email, password } = parsed.data
    const code = readCode(parsed.data.code)
    if (code === null) return refuse('wrong_code', 'The code has six digits: type it as the mail says.')
    if ((await takeCodeCheck(email)) !== 'try')
      return refuse('slow_down', 'That code is good no more. Ask for a new one.')
    const supabase = await createMerchantSupabase()
    const proved = await supabase.auth.verifyOtp({ email, token: code, type: 'email' })
    if (proved.error)
      return refuse('wrong_code', 'That is not the code of the newest mail. Check it and try again.')
    await forgetCode(email)
    const { data: now } = await supabase.auth.getClaims()
    if (!now) throw new Error('Auth took a code and gave no session.')
    const { sub: accountId, session_id: sessionId } = now.claims
    await arrive({ accountId, email, sessionId, guestId: null })
    const { error } = await supabase.auth.updateUser({ password })
    // The same password as before is theirs already; with a second factor it is not changed without it.
    if (error && error.code !== 'same_password' && error.code !== 'insufficient_aal')
      return refuse('weak_password', `You are signed in, but this password is not taken: ${error.message}`)
    return { ok: true, data: null }
  } catch (error) {
    getLog().error({ err: error, action: 'proveOpener' }, 'An action failed')
    return refuse('failed', FAILED)
  }
}

/** Opens a store for whoever is signed in at the dashboard, and looks at it from then on. Safe to send again. */
export async function openStore(input: OpenStoreInput): Promise<Opened> {
  return memberAction<typeof openStoreSchema, null, string>(
    {
      name: 'openStore',
      schema: openStoreSchema,
      invalid: 'Not opened yet: look at the fields marked in red.',
      failed: 'The answer got lost. Try again: it is not opened twice.',
      async run({ requestId, name, supportEmail, currency }, supabase) {
        const { data } = await supabase.auth.getClaims()
        const [env, claims] = [getEnv(), data?.claims]
        if (!mayOpenStore(env, claims?.email ?? '')) return storeRefusal('not_open')
        if (await isCodeDue()) return storeRefusal('second_factor')
        const sql = getPool()
        const query = sql<{ outcome: string; merchant_id: string | null }[]>`
          select * from public.create_merchant(${claims?.sub ?? null}::uuid, ${requestId}::uuid, ${name}, ${supportEmail}, ${currency})`
        const [answer] = await withDeadline('create_merchant', QUERY_DEADLINE_MS, query)
        if (!answer?.merchant_id) return storeRefusal(answer?.outcome ?? 'invalid')
        const options = sessionCookieOptions(env.shopUrl.startsWith('https:'))
        ;(await cookies()).set(CHOSEN_COOKIE, answer.merchant_id, options)
        return { ok: true, data: null }
      },
    },
    input,
  )
}
