import { randomUUID } from 'node:crypto'
import { createServerClient } from '@supabase/ssr'
import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSale, type TestSale } from '../support/sale.ts'
import { type Answered, claim, type HttpCloud, passFor, send, startHttpCloud } from './cloud.ts'
import { signedToken } from './tokens.ts'

let cloud: HttpCloud
let sale: TestSale
let itemId: string
beforeAll(async () => {
  cloud = await startHttpCloud()
  sale = await createSale(cloud.sql, { items: [{ name: 'Mug', stock: 1000, limitPerShopper: 50 }] })
  itemId = sale.items[0]?.id ?? ''
})
afterAll(() => cloud.stop())

const mint = (headers: Record<string, string> = {}, slug = sale.slug) =>
  send(`${cloud.origin}/api/sales/${slug}/pass`, { method: 'POST', headers })

/** What a browser would send next: name=value of each Set-Cookie. */
function cookiesOf(answered: Answered): string {
  return answered.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function shopperOf(headers: Record<string, string>): Promise<string> {
  const answered = await send(`${cloud.origin}/api/claims`, {
    method: 'POST',
    headers: { ...headers, origin: cloud.origin },
    body: JSON.stringify({ itemId, quantity: 1, requestId: randomUUID() }),
  })
  expect(answered.status).toBe(201)
  const { id } = Object(answered.body.claim)
  const [row] = await cloud.sql<{ shopper_id: string }[]>`select shopper_id from claims where id = ${id}`
  return row?.shopper_id ?? ''
}

const countUsers = async () =>
  (await cloud.sql<{ n: number }[]>`select count(*)::int as n from auth.users`)[0]?.n ?? 0

describe('a pass', () => {
  it('comes with an anonymous session for a newcomer, in cookies that no script can read', async () => {
    const usersBefore = await countUsers()
    const answered = await mint()
    expect(answered.status).toBe(200)
    expect(Object.keys(answered.body).toSorted()).toEqual(['expiresAt', 'pass'])
    const minutesLeft = (Date.parse(String(answered.body.expiresAt)) - Date.now()) / 60_000
    expect(minutesLeft).toBeGreaterThan(14)
    expect(minutesLeft).toBeLessThanOrEqual(15)
    expect(await countUsers()).toBe(usersBefore + 1)
    const cookies = answered.headers.getSetCookie()
    expect(cookies.length).toBeGreaterThanOrEqual(2)
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; HttpOnly/i)
      expect(cookie).toMatch(/; SameSite=Lax/i)
      expect(cookie).not.toMatch(/; Secure/i)
    }
  })

  it('is one identity as a header, as a cookie and as the session behind it', async () => {
    const answered = await mint()
    const [passCookie = ''] = answered.headers
      .getSetCookie()
      .filter((cookie) => cookie.startsWith('stampede-pass-'))
    const sessionCookies = answered.headers.getSetCookie().filter((cookie) => cookie.startsWith('sb-'))
    const nameValue = (cookie: string) => cookie.split(';')[0] ?? ''
    const shoppers = await Promise.all([
      shopperOf({ authorization: `Pass ${answered.body.pass}` }),
      shopperOf({ cookie: nameValue(passCookie) }),
      shopperOf({ cookie: sessionCookies.map(nameValue).join('; ') }),
    ])
    expect(new Set(shoppers).size).toBe(1)
  })

  it('writes the session as @supabase/ssr reads it', async () => {
    const cookies = (await mint()).headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0]?.split('=') ?? [])
    const client = createServerClient(cloud.config.urls.api, cloud.config.keys.publishableKey, {
      cookies: {
        getAll: () => cookies.map(([name = '', value = '']) => ({ name, value: decodeURIComponent(value) })),
        setAll: () => undefined,
      },
    })
    const { data } = await client.auth.getClaims()
    expect(data?.claims).toMatchObject({ role: 'authenticated', is_anonymous: true })
  })

  it('is renewed for the same shopper, without making another', async () => {
    const first = await mint()
    const usersBefore = await countUsers()
    const again = await mint({ cookie: cookiesOf(first), origin: cloud.origin })
    expect(await countUsers()).toBe(usersBefore)
    expect(await shopperOf({ authorization: `Pass ${again.body.pass}` })).toBe(
      await shopperOf({ authorization: `Pass ${first.body.pass}` }),
    )
  })

  it('is minted from a bearer token of a real sign-in', async () => {
    const client = createClient(cloud.config.urls.api, cloud.config.keys.publishableKey, {
      auth: { persistSession: false },
    })
    const { data, error } = await client.auth.signUp({
      email: `${randomUUID()}@example.test`,
      password: 'long enough',
    })
    expect(error).toBeNull()
    const answered = await mint({ authorization: `Bearer ${data.session?.access_token}` })
    expect(answered.status).toBe(200)
    expect(await shopperOf({ authorization: `Pass ${answered.body.pass}` })).toBe(data.user?.id)
    expect(answered.headers.getSetCookie().some((cookie) => cookie.startsWith('sb-'))).toBe(false)
  })

  it('renews a session whose token has run out, and stays the same shopper, from two tabs at once', async () => {
    const first = await mint()
    const shopper = await shopperOf({ authorization: `Pass ${first.body.pass}` })
    const cookie = await withExpiredToken(cookiesOf(first), shopper)
    const usersBefore = await countUsers()
    const tabs = await Promise.all([mint({ cookie }), mint({ cookie })])
    for (const tab of tabs) {
      expect(tab.status).toBe(200)
      expect(tab.headers.getSetCookie().some((one) => one.startsWith('sb-'))).toBe(true)
      expect(await shopperOf({ authorization: `Pass ${tab.body.pass}` })).toBe(shopper)
    }
    expect(await countUsers()).toBe(usersBefore)
  })

  it('starts afresh when the session in the cookie is over or made up', async () => {
    const cookie = `sb-127-auth-token=base64-${Buffer.from('{"access_token":"x","refresh_token":"y"}').toString('base64url')}`
    const answered = await mint({ cookie })
    expect(answered.status).toBe(200)
    expect(answered.headers.getSetCookie().some((one) => one.startsWith('sb-'))).toBe(true)
    expect((await mint({ cookie: 'sb-127-auth-token=%%%' })).status).toBe(200)
  })

  it('is minted for hundreds of newcomers in the same second', async () => {
    const startMs = performance.now()
    const answers = await Promise.all(Array.from({ length: 200 }, () => mint()))
    expect(answers.every((one) => one.status === 200)).toBe(true)
    expect(new Set(answers.map((one) => one.body.pass)).size).toBe(200)
    expect(performance.now() - startMs).toBeLessThan(10_000)
  })

  it('cannot be used in another sale, nor for another sale’s claims', async () => {
    const other = await createSale(cloud.sql, { items: [{ name: 'Bowl', stock: 5 }] })
    const shopperId = randomUUID()
    const here = passFor(cloud, shopperId, sale.id)
    const there = passFor(cloud, shopperId, other.id)
    expect((await claim(cloud, here, { itemId: other.items[0]?.id ?? '' })).code).toBe('unauthenticated')
    const held = await claim(cloud, there, { itemId: other.items[0]?.id ?? '' })
    const { id } = Object(held.body.claim)
    const headers = { authorization: `Pass ${here}` }
    expect((await send(`${cloud.origin}/api/claims/${id}`, { method: 'DELETE', headers })).code).toBe(
      'unauthenticated',
    )
    expect((await send(`${cloud.origin}/api/me/claims`, { headers })).body.claims).toEqual([])
    const session = { authorization: `Bearer ${await signedToken(cloud, { sub: shopperId })}` }
    expect(
      (await send(`${cloud.origin}/api/claims/${id}`, { method: 'DELETE', headers: session })).status,
    ).toBe(204)
  })
})

/** The same cookies with an access token that ended a second ago. */
async function withExpiredToken(cookies: string, sub: string): Promise<string> {
  const chunks = cookies.split('; ').filter((cookie) => cookie.startsWith('sb-'))
  const name = chunks[0]?.split('=')[0]?.replace(/\.0$/, '') ?? ''
  const value = chunks.map((chunk) => decodeURIComponent(chunk.slice(chunk.indexOf('=') + 1))).join('')
  const session: unknown = JSON.parse(Buffer.from(value.replace('base64-', ''), 'base64url').toString())
  const expired = {
    ...Object(session),
    access_token: await signedToken(cloud, { sub, secondsLeft: -1 }),
    expires_at: 1,
  }
  return `${name}=base64-${Buffer.from(JSON.stringify(expired)).toString('base64url')}`
}
