import type { Text } from '#lib/languages/translator.ts'

/** What the auth API says of a refused sign-in: an AuthError of supabase-js, of which only these two matter. */
type AuthProblem = { code?: string | undefined; status?: number | undefined }

/** The refusal in words that say what to do, without telling whether an account of that e-mail exists. */
export function signInProblem(
  { code, status }: AuthProblem,
  t: Text<'signIn'>,
): { code: string; message: string } {
  if (status === 429 || code === 'over_request_rate_limit')
    return { code: 'slow_down', message: t('slowDown') }
  if (code === 'email_not_confirmed') return { code, message: t('notConfirmed') }
  if (code === 'user_banned') return { code, message: t('blocked') }
  if (code === 'invalid_credentials' || (status !== undefined && status >= 400 && status < 500))
    return {
      code: 'invalid_credentials',
      message: t('noMatch'),
    }
  return { code: 'unreachable', message: t('unreachable') }
}
