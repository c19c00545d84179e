/** Where somebody goes after signing in when the address bar says nothing usable. */
export const AFTER_SIGN_IN = '/dashboard'

/**
 * The path asked for, when it is one of this shop's own; else the dashboard. A link somebody was sent must not be able
 * to lead from our sign-in to another site, so anything a browser could read as another host is refused.
 */
export function nextPath(asked: unknown): string {
  if (typeof asked !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(asked)) return AFTER_SIGN_IN
  const base = 'http://shop.invalid'
  return URL.canParse(asked, base) && new URL(asked, base).origin === base ? asked : AFTER_SIGN_IN
}
