import { createChunks } from '@supabase/ssr'
import { expect, it } from 'vitest'
import { readSessionCookie, sessionCookieName } from './session-cookie.ts'

const url = 'https://abc.supabase.co'
const name = 'sb-abc-auth-token'
const session = { accessToken: 'access', refreshToken: 'refresh' }
const encode = (value: unknown) => `base64-${Buffer.from(JSON.stringify(value)).toString('base64url')}`

it('is named as supabase-js names it', () => {
  expect(sessionCookieName(url)).toBe(name)
  expect(sessionCookieName('http://127.0.0.1:54321')).toBe('sb-127-auth-token')
})

it('is read whole or in the pieces that @supabase/ssr makes of a long one', () => {
  const value = encode({ access_token: 'access', refresh_token: 'refresh', user: { name: 'x'.repeat(8000) } })
  const chunks = createChunks(name, value)
  expect(chunks.length).toBeGreaterThan(2)
  expect(readSessionCookie(new Map(chunks.map((chunk) => [chunk.name, chunk.value])), url)).toEqual(session)
  expect(readSessionCookie(new Map([[name, value]]), url)).toEqual(session)
})

it.each([
  ['nothing', ''],
  ['noise', 'noise'],
  ['base64 of noise', 'base64-%%%'],
  ['another JSON', encode([])],
  ['half a session', encode({ access_token: 'access' })],
  ['numbers', encode({ access_token: 1, refresh_token: 2 })],
])('is no session when it holds %s', (_name, value) => {
  expect(readSessionCookie(new Map([[name, value]]), url)).toBeNull()
})
