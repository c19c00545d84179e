import { z } from 'zod'

/** What the session cookie holds of interest here; `@supabase/ssr` writes it and owns its form. */
export type StoredSession = { accessToken: string; refreshToken: string }

const stored = z.object({ access_token: z.string().min(1), refresh_token: z.string().min(1) })

/** Chunks a session may be split into; a real one needs two. */
const CHUNKS_MAX = 8

/** The name supabase-js gives the session of a project: from the first label of the project's host. */
export function sessionCookieName(supabaseUrl: string): string {
  return `sb-${new URL(supabaseUrl).hostname.split('.')[0]}-auth-token`
}

/**
 * Reads the session from cookies without making a client: the common case, a token that is still good, must cost
 * next to nothing. Null when there is none or it cannot be read. Nothing in it is verified yet.
 */
export function readSessionCookie(
  cookies: ReadonlyMap<string, string>,
  supabaseUrl: string,
  name: string = sessionCookieName(supabaseUrl),
): StoredSession | null {
  const value = cookies.get(name) ?? joinChunks(cookies, name)
  if (!value) return null
  try {
    const text = value.startsWith('base64-') ? Buffer.from(value.slice(7), 'base64url').toString() : value
    const session = stored.safeParse(JSON.parse(text))
    if (!session.success) return null
    return { accessToken: session.data.access_token, refreshToken: session.data.refresh_token }
  } catch {
    // Not JSON: a cookie of somebody else's making, which is the same as no session.
    return null
  }
}

function joinChunks(cookies: ReadonlyMap<string, string>, name: string): string {
  let value = ''
  for (let index = 0; index < CHUNKS_MAX; index += 1) {
    const chunk = cookies.get(`${name}.${index}`)
    if (chunk === undefined) break
    value += chunk
  }
  return value
}
