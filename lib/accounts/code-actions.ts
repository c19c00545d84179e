'use server'

import { cookies, headers } from 'next/headers'
import { z } from 'zod'
import { getEnv } from '#lib/env.ts'
import { getLog } from '#lib/http/log.ts'
import { getLanguage } from '#lib/languages/request-language.ts'
import { addressKey } from '#lib/payments/address-key.ts'
import { createServerSupabase } from '#lib/supabase/server.ts'
import { arrive } from './arrive.ts'
import { forgetCode, takeCodeCheck, takeCodeSend } from './code-limits.ts'
import { type CodeSignIn, codeProblem, RESEND_SECONDS, readCode } from './code-sign-in.ts'
import { keepLanguage } from './keep-language.ts'
import { AFTER_CODE, nextPath } from './next-path.ts'

type Supabase = Awaited<ReturnType<typeof createServerSupabase>>
type Proof = { email: string; token: string; type: 'email' } | { token_hash: string; type: 'email' }

/** Kept for the link in the mail, which cannot carry it: good on the device that asked, for as long as the code. */
const NEXT_COOKIE = 'stampede-next'
const CODE_SECONDS = 3600

const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email())

/**
 * Signing in by a code, a step at each call: the form's `intent` is `send` (also again) or `check`. It works before the page is
 * interactive, too. Who types what is limited by address and by network (take_code_send, take_code_check); nobody learns
 * from the answers whether an account exists.
 */
export async function signInByCode(before: CodeSignIn, form: FormData): Promise<CodeSignIn> {
  const given = String(form.get('email') ?? '')
  const turn = before.turn + 1
  if (form.get('intent') === 'change')
    return { step: 'email', email: given, problem: null, waitSeconds: 0, turn }
  const email = emailSchema.safeParse(given)
  if (!email.success) return { step: 'email', email: given, problem: 'invalidEmail', waitSeconds: 0, turn }
  try {
    const answer =
      form.get('intent') === 'check'
        ? await checkCode(email.data, String(form.get('code') ?? ''))
        : await sendCode(email.data, before, form.get('next'))
    return { ...answer, email: email.data, turn }
  } catch (error) {
    getLog().error({ err: error, action: 'signInByCode' }, 'An action failed')
    const step = before.step === 'done' ? 'email' : before.step
    return { step, email: email.data, problem: 'unreachable', waitSeconds: 0, turn }
  }
}

/** The link of the mail, once its button was pressed: programs that look into mails open links and would use it up. */
export async function signInByLink(before: CodeSignIn, form: FormData): Promise<CodeSignIn> {
  const turn = before.turn + 1
  const tokenHash = String(form.get('token_hash') ?? '')
  const again = { ...before, step: 'email' as const, waitSeconds: 0, turn }
  if (!/^[A-Za-z0-9_-]{16,128}$/.test(tokenHash)) return { ...again, problem: 'badLink' }
  try {
    const problem = await verify(await createServerSupabase(), { token_hash: tokenHash, type: 'email' })
    if (problem === null) return { ...again, step: 'done', problem }
    return { ...again, problem: problem === 'wrongCode' ? 'badLink' : problem }
  } catch (error) {
    getLog().error({ err: error, action: 'signInByLink' }, 'An action failed')
    return { ...again, problem: 'unreachable' }
  }
}

type Answer = Pick<CodeSignIn, 'step' | 'problem' | 'waitSeconds'>

async function sendCode(email: string, before: CodeSignIn, next: FormDataEntryValue | null): Promise<Answer> {
  const env = getEnv()
  const waitSeconds = await takeCodeSend(email, addressKey(await headers(), env))
  // Somebody who asks again for the address they just asked for has a code already, and can type it meanwhile.
  const hasCode = before.step === 'code' && before.email === email
  if (waitSeconds > 0)
    return {
      step: hasCode || waitSeconds <= RESEND_SECONDS ? 'code' : 'email',
      problem: 'waitToSend',
      waitSeconds,
    }
  const supabase = await createServerSupabase()
  const { error } = await supabase.auth.signInWithOtp({
    email,
    options: { shouldCreateUser: true, data: { language: await getLanguage() } },
  })
  if (error)
    return { step: before.step === 'code' ? 'code' : 'email', problem: codeProblem(error), waitSeconds: 0 }
  const jar = await cookies()
  jar.set(NEXT_COOKIE, nextPath(next, AFTER_CODE), {
    path: '/sign-in',
    httpOnly: true,
    sameSite: 'lax',
    secure: env.shopUrl.startsWith('https:'),
    maxAge: CODE_SECONDS,
  })
  return { step: 'code', problem: null, waitSeconds: RESEND_SECONDS }
}

async function checkCode(email: string, typed: string): Promise<Answer> {
  const token = readCode(typed)
  if (token === null) return { step: 'code', problem: 'invalidCode', waitSeconds: 0 }
  const may = await takeCodeCheck(email)
  if (may !== 'try')
    return { step: 'code', problem: may === 'expired' ? 'expiredCode' : 'tooManyTries', waitSeconds: 0 }
  const problem = await verify(await createServerSupabase(), { email, token, type: 'email' })
  return { step: problem === null ? 'done' : 'code', problem, waitSeconds: 0 }
}

/** Null when Auth took it: the session is in the cookies then, and what the guest had is the account's. */
async function verify(supabase: Supabase, proof: Proof): Promise<CodeSignIn['problem']> {
  const { data: before } = await supabase.auth.getClaims()
  const guestId = before?.claims.is_anonymous === true ? before.claims.sub : null
  const { data, error } = await supabase.auth.verifyOtp(proof)
  if (error) return codeProblem(error)
  const { data: after } = await supabase.auth.getClaims()
  const email = data.user?.email
  if (!after || !email) throw new Error('Auth took a code and gave no session.')
  try {
    await forgetCode(email)
    await arrive({ accountId: after.claims.sub, email, sessionId: after.claims.session_id, guestId })
    const language = await getLanguage()
    // Who has an account already may read another language by now than when it was made.
    if (data.user?.user_metadata.language !== language) await keepLanguage(supabase, language)
  } catch (error) {
    // Signed in all the same: the next pass links the guest again, and the next sign-in finds the orders.
    getLog().error(
      { err: error },
      'Somebody signed in, and what they had as a guest, or their language, could not be taken along yet',
    )
  }
  return null
}
