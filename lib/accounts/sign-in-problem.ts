/** What the auth API says of a refused sign-in: an AuthError of supabase-js, of which only these two matter. */
type AuthProblem = { code?: string | undefined; status?: number | undefined }

/** The refusal in words that say what to do, without telling whether an account of that e-mail exists. */
export function signInProblem({ code, status }: AuthProblem): { code: string; message: string } {
  if (status === 429 || code === 'over_request_rate_limit')
    return { code: 'slow_down', message: 'Too many tries. Wait a minute, then try again.' }
  if (code === 'email_not_confirmed')
    return { code, message: 'Confirm your e-mail first: the link is in the message we sent you.' }
  if (code === 'user_banned')
    return { code, message: 'This account is blocked. Write to the shop that invited you.' }
  if (code === 'invalid_credentials' || (status !== undefined && status >= 400 && status < 500))
    return {
      code: 'invalid_credentials',
      message: 'E-mail and password do not match. Check both and try again.',
    }
  return { code: 'unreachable', message: 'Signing in does not work right now. Try again in a moment.' }
}
