'use server'

import { headers } from 'next/headers'
import { forgetCode, takeCodeCheck, takeCodeSend } from '#lib/accounts/code-limits.ts'
import { readCode } from '#lib/accounts/code-sign-in.ts'
import { memberAction } from '#lib/actions/member-action.ts'
import type { ActionResult } from '#lib/actions/result.ts'
import { getEnv } from '#lib/env.ts'
import { getLog } from '#lib/http/log.ts'
import { addressKey } from '#lib/payments/address-key.ts'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { joinWords } from './outcome-words.ts'
import { getInvitation } from './queries.ts'
import { joinByCodeSchema, tokenSchema } from './schema.ts'

export type Joined = ActionResult<null, string>

const FAILED = 'The shop does not answer. Try again in a moment.'
const refuse = (code: string, message: string): Joined => ({ ok: false, code, message })

type Supabase = Awaited<ReturnType<typeof createMerchantSupabase>>

async function accept(supabase: Supabase, token: string): Promise<Joined> {
  const { data, error } = await supabase.rpc('accept_invitation', { p_token: token })
  if (error || typeof data !== 'string')
    throw new Error(`accept_invitation: ${error?.message ?? 'no outcome'}`)
  return data === 'joined' ? { ok: true, data: null } : refuse(data, joinWords(data))
}

/** Joins as whoever is signed in at the dashboard. */
export async function joinTeam(input: { token: string }): Promise<Joined> {
  return memberAction<typeof tokenSchema, null, string>(
    {
      name: 'joinTeam',
      schema: tokenSchema,
      invalid: joinWords('unknown'),
      failed: FAILED,
      run: ({ token }, supabase) => accept(supabase, token),
    },
    input,
  )
}

/** Mails a code to the address of the invitation, and to no other: whoever has the link cannot choose where it goes. */
export async function sendJoinCode(input: { token: string }): Promise<Joined> {
  try {
    const parsed = tokenSchema.safeParse(input)
    const invitation = parsed.success ? await getInvitation(parsed.data.token) : null
    if (invitation?.state !== 'open') return refuse('unknown', joinWords(invitation?.state ?? 'unknown'))
    const wait = await takeCodeSend(invitation.email, addressKey(await headers(), getEnv()))
    if (wait > 0)
      return refuse('slow_down', `A code was sent a moment ago. Ask for another in ${wait} seconds.`)
    const supabase = await createMerchantSupabase()
    const { error } = await supabase.auth.signInWithOtp({ email: invitation.email })
    if (error) return refuse('failed', FAILED)
    return { ok: true, data: null }
  } catch (error) {
    getLog().error({ err: error, action: 'sendJoinCode' }, 'An action failed')
    return refuse('failed', FAILED)
  }
}

/**
 * Joins with a code from the mailbox and a new password. The password replaces one that somebody else may have set who registered the address before
 * and never had its mailbox; their sessions end with it.
 */
export async function joinByCode(input: { token: string; code: string; password: string }): Promise<Joined> {
  try {
    const parsed = joinByCodeSchema.safeParse(input)
    if (!parsed.success) return refuse('invalid', 'Choose a password of at least eight characters.')
    const { token, password } = parsed.data
    const invitation = await getInvitation(token)
    if (invitation?.state !== 'open') return refuse('unknown', joinWords(invitation?.state ?? 'unknown'))
    const code = readCode(parsed.data.code)
    if (code === null) return refuse('wrong_code', 'The code has six digits: type it as the mail says.')
    const may = await takeCodeCheck(invitation.email)
    if (may !== 'try') return refuse('slow_down', 'That code is good no more. Ask for a new one.')
    const supabase = await createMerchantSupabase()
    const proved = await supabase.auth.verifyOtp({ email: invitation.email, token: code, type: 'email' })
    if (proved.error)
      return refuse('wrong_code', 'That is not the code of the newest mail. Check it and try again.')
    await forgetCode(invitation.email)
    const { error } = await supabase.auth.updateUser({ password })
    // The same password as before is theirs already; with a second factor it is not changed without it.
    if (error && error.code !== 'same_password' && error.code !== 'insufficient_aal')
      return refuse('weak_password', `This password is not taken: ${error.message}`)
    return await accept(supabase, token)
  } catch (error) {
    getLog().error({ err: error, action: 'joinByCode' }, 'An action failed')
    return refuse('failed', FAILED)
  }
}
