'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { getText } from '#lib/languages/request-language.ts'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { nextPath } from './next-path.ts'
import { signInProblem } from './sign-in-problem.ts'

/** Why somebody was not signed in; the e-mail comes back so that it need not be typed again. */
export type SignInRefusal = { ok: false; code: string; message: string; email: string }

const credentials = z.object({
  email: z.email().max(254),
  password: z.string().min(1).max(256),
})

/**
 * Signs in with e-mail and password and goes on to the form's `next`, which must be a path of this shop; by way of the code where the person has
 * set up a second factor.
 * The session lands in HttpOnly cookies. How often one may try is limited by the auth API, which answers 429.
 */
export async function signIn(_previous: SignInRefusal | null, form: FormData): Promise<SignInRefusal> {
  const email = textOf(form.get('email')).trim()
  const parsed = credentials.safeParse({ email, password: textOf(form.get('password')) })
  const t = await getText('signIn')
  if (!parsed.success) return { ok: false, code: 'invalid', message: t('incomplete'), email }
  const supabase = await createMerchantSupabase()
  const { error } = await supabase.auth.signInWithPassword(parsed.data)
  if (error) return { ok: false, ...signInProblem(error, t), email }
  const next = nextPath(form.get('next'))
  const { data: level } = await supabase.auth.mfa.getAuthenticatorAssuranceLevel()
  const isCodeDue = level?.currentLevel === 'aal1' && level.nextLevel === 'aal2'
  redirect(isCodeDue ? `/sign-in/code?next=${encodeURIComponent(next)}` : next)
}

/** Ends this device's session and goes to the sign-in page; other devices stay signed in. */
export async function signOut(): Promise<void> {
  const supabase = await createMerchantSupabase()
  // The cookies go whatever the auth API answers, so an API that is down cannot keep anybody signed in here.
  await supabase.auth.signOut({ scope: 'local' })
  redirect('/sign-in')
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value : ''
}
