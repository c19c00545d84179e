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
