import { randomUUID } from 'node:crypto'
import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSale, type TestSale } from '../support/sale.ts'
import { type Answered, claim, type HttpCloud, send, startHttpCloud } from './cloud.ts'

let cloud: HttpCloud
let sale: TestSale
let itemId: string
beforeAll(async () => {
  cloud = await startHttpCloud()
  sale = await createSale(cloud.sql, { items: [{ name: 'Mug', stock: 50, limitPerShopper: 1 }] })
  itemId = sale.items[0]?.id ?? ''
})
afterAll(() => cloud.stop())

const mint = (headers: Record<string, string> = {}) =>
  send(`${cloud.origin}/api/sales/${sale.slug}/pass`, { method: 'POST', headers })

function cookiesOf(answered: Answered): string {
  return answered.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** An account with a password, signed in. */
async function accountToken(): Promise<string> {
  const client = createClient(cloud.config.urls.api, cloud.config.keys.publishableKey, {
    auth: { persistSession: false },
  })
  const { data, error } = await client.auth.signUp({
    email: `${randomUUID()}@shopper.test`,
    password: randomUUID(),
  })
  if (error || !data.session) throw new Error(`no account: ${error?.message ?? 'no session'}`)
  return data.session.access_token
}

const taps = async (pass: unknown) => (await claim(cloud, String(pass), { itemId })).code ?? 'claimed'

test('a guest who signs in does not get the limit twice, whichever of the two claims first', async () => {
  const token = await accountToken()
  const guest = await mint()
  expect(await taps(guest.body.pass)).toBe('claimed')
  const account = await mint({ authorization: `Bearer ${token}`, cookie: cookiesOf(guest) })
  expect(account.status).toBe(200)
  expect(await taps(account.body.pass)).toBe('limit_reached')

  const secondGuest = await mint()
  const secondAccount = await mint({
    authorization: `Bearer ${await accountToken()}`,
    cookie: cookiesOf(secondGuest),
  })
  expect(await taps(secondAccount.body.pass)).toBe('claimed')
  expect(await taps(secondGuest.body.pass)).toBe('limit_reached')
})

test('two accounts on one device stay two people, and so do two guests', async () => {
  const first = await mint({ authorization: `Bearer ${await accountToken()}` })
  const second = await mint({ authorization: `Bearer ${await accountToken()}`, cookie: cookiesOf(first) })
  expect(await taps(first.body.pass)).toBe('claimed')
  expect(await taps(second.body.pass)).toBe('claimed')
  const guest = await mint()
  const otherGuest = await mint()
  expect(await taps(guest.body.pass)).toBe('claimed')
  expect(await taps(otherGuest.body.pass)).toBe('claimed')
})
