/** Where a merchant's person goes after signing in when the address bar says nothing usable. */
export const AFTER_SIGN_IN = '/dashboard'
/** The same for a shopper. */
export const AFTER_CODE = '/account'

/**
 * The path asked for, when it is one of this shop's own; else `fallback`. A link somebody was sent must not be able
 * to lead from our sign-in to another site, so anything a browser could read as another host is refused.
 */
export function nextPath(asked: unknown, fallback: string = AFTER_SIGN_IN): string {
  if (typeof asked !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(asked)) return fallback
  const base = 'http://shop.invalid'
  return URL.canParse(asked, base) && new URL(asked, base).origin === base ? asked : fallback
}

/** Whether a path is for people who sell, who sign in with a password and have a session of their own beside the shopper's. */
export function isForMerchants(path: string): boolean {
  return /^\/dashboard(\/|$|\?)/.test(path)
}
