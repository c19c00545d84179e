/**
 * The cookie of a merchant's session. A device can be a shopper and a merchant at once: signing in to the dashboard must
 * not take away the anonymous session that the bag and the orders on this device belong to.
 */
export const MERCHANT_COOKIE = 'stampede-merchant-auth-token'

/**
 * How the session cookie is set, everywhere: no script on a page can read it. Pass it as `cookieOptions` to
 * `createServerClient`. 400 days is the longest a browser keeps a cookie; the tokens inside end earlier.
 */
export function sessionCookieOptions(isSecure: boolean) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure,
    maxAge: 400 * 24 * 60 * 60,
  } as const
}
