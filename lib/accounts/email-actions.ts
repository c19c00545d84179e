'use server'

import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { z } from 'zod'
import { getEnv } from '#lib/env.ts'
import { getLog } from '#lib/http/log.ts'
import { addressKey } from '#lib/payments/address-key.ts'
import { createServerSupabase } from '#lib/supabase/server.ts'
import { arrive } from './arrive.ts'
import { forgetCode, takeCodeCheck, takeCodeSend } from './code-limits.ts'
import { codeProblem, RESEND_SECONDS, readCode } from './code-sign-in.ts'
import { type EmailChange, emailProblem } from './email-change.ts'
import { getVisitor } from './queries.ts'

type Answer = Pick<EmailChange, 'step' | 'problem' | 'waitSeconds'>

const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email())

/**
 * Another address for whoever is signed in, a step at each call: the form's `intent` is `send` (also again), `check` or `change`. Nothing
 * changes before the code that went to the new address is typed; then the old one is told (prove_email). Limited as signing in is. Works before
 * the page is interactive, too.
 */
export async function changeEmail(before: EmailChange, form: FormData): Promise<EmailChange> {
  const given = String(form.get('email') ?? '')
  const turn = before.turn + 1
  const stay = (answer: Partial<EmailChange>): EmailChange => ({
    step: 'closed',
    email: given,
    problem: null,
    waitSeconds: 0,
    turn,
    ...answer,
  })
  if (form.get('intent') === 'change') return stay({})
  const email = emailSchema.safeParse(given)
  if (!email.success) return stay({ problem: 'invalidEmail' })
  const isCheck = form.get('intent') === 'check'
  try {
    const visitor = await getVisitor()
    if (visitor.kind !== 'account' || visitor.email === null) return stay({ problem: 'signInFirst' })
    if (visitor.email === email.data) return stay({ problem: 'sameEmail' })
    const answer = isCheck
      ? await checkCode(email.data, String(form.get('code') ?? ''))
      : await sendCode(email.data, before)
    return stay({ ...answer, email: email.data })
  } catch (error) {
    getLog().error({ err: error, action: 'changeEmail' }, 'An action failed')
    return stay({ step: isCheck ? 'code' : 'closed', email: email.data, problem: 'unreachable' })
  }
}

async function sendCode(email: string, before: EmailChange): Promise<Answer> {
  const hasCode = before.step === 'code' && before.email === email
  const waitSeconds = await takeCodeSend(email, addressKey(await headers(), getEnv()))
  // Somebody who asks again for the address they just asked for has a code already, and can type it meanwhile.
  if (waitSeconds > 0) return { step: hasCode ? 'code' : 'closed', problem: 'waitToSend', waitSeconds }
  const supabase = await createServerSupabase()
  const { error } = await supabase.auth.updateUser({ email })
  if (error) return { step: hasCode ? 'code' : 'closed', problem: emailProblem(error), waitSeconds: 0 }
  return { step: 'code', problem: null, waitSeconds: RESEND_SECONDS }
}

async function checkCode(email: string, typed: string): Promise<Answer> {
  const refuse = (problem: EmailChange['problem']): Answer => ({ step: 'code', problem, waitSeconds: 0 })
  const token = readCode(typed)
  if (token === null) return refuse('invalidCode')
  const may = await takeCodeCheck(email)
  if (may !== 'try') return refuse(may === 'expired' ? 'expiredCode' : 'tooManyTries')
  const supabase = await createServerSupabase()
  const { error } = await supabase.auth.verifyOtp({ email, token, type: 'email_change' })
  if (error) return refuse(codeProblem(error))
  const { data: now } = await supabase.auth.getClaims()
  if (!now) throw new Error('Auth took a code and gave no session.')
  await forgetCode(email)
  // The address is proved, the one before is told, and orders made with the new one as a guest come along.
  await arrive({ accountId: now.claims.sub, email, sessionId: now.claims.session_id, guestId: null })
  revalidatePath('/account', 'layout')
  return { step: 'done', problem: null, waitSeconds: 0 }
}
