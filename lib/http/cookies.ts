/**
 * Reads a Cookie header. The first cookie of a name wins, as browsers send the most specific path first.
 * A value that is not valid percent-encoding is kept as it is. Names are kept in a Map, so `__proto__` is a name.
 */
export function readCookies(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>()
  if (!header) return cookies
  for (const part of header.split(';')) {
    const equals = part.indexOf('=')
    if (equals < 1) continue
    const name = part.slice(0, equals).trim()
    if (name === '' || cookies.has(name)) continue
    cookies.set(name, decode(part.slice(equals + 1).trim()))
  }
  return cookies
}

export type CookieSettings = { maxAgeSeconds: number; path: string; isSecure: boolean }

/** One Set-Cookie value: HttpOnly and SameSite=Lax always, Secure when the shop is reached by https. */
export function writeCookie(name: string, value: string, settings: CookieSettings): string {
  return [
    `${name}=${encodeURIComponent(value)}`,
    `Max-Age=${settings.maxAgeSeconds}`,
    `Path=${settings.path}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(settings.isSecure ? ['Secure'] : []),
  ].join('; ')
}

function decode(value: string): string {
  const bare = value.startsWith('"') && value.endsWith('"') && value.length > 1 ? value.slice(1, -1) : value
  if (!bare.includes('%')) return bare
  try {
    return decodeURIComponent(bare)
  } catch {
    // Not percent-encoded after all: somebody else's cookie may hold a bare percent sign.
    return bare
  }
}
