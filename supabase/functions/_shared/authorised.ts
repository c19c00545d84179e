import { timingSafeEqual } from 'node:crypto'
import { secretKeys } from './environment.ts'

/** Whether a secret key of the project came along: as `apikey`, as supabase-js sends it, or as a Bearer token, as pg_net's callers do. */
export function isAuthorised(request: Request): boolean {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const given = [request.headers.get('apikey'), bearer].filter((key) => typeof key === 'string')
  return secretKeys().some((secret) => given.some((key) => sameText(key, secret)))
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [new TextEncoder().encode(a), new TextEncoder().encode(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
