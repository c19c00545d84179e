import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetShared } from '#lib/http/shared.ts'
import { send } from './cloud.ts'
import { cookiesOf, device, OFF, type PushCalls, startPushCalls } from './push-calls.ts'
import { signedToken } from './tokens.ts'

let push: PushCalls
beforeAll(async () => {
  push = await startPushCalls()
})
afterAll(() => push.cloud.stop())

test('remind me: once, with how we can reach them, and turning one kind off on purpose is respected', async () => {
  const asked = await push.call('POST', '/api/reminders', { saleId: push.upcoming.id })
  expect([asked.status, asked.body.reach]).toEqual([201, 'nothing'])
  expect(asked.body.settings).toEqual({ ...OFF, sale_reminder: true, sale_open: true })
  const cookie = cookiesOf(asked)
  const mine = () => push.call('GET', '/api/me/notifications', null, { cookie })
  expect((await mine()).body.reminders).toMatchObject([
    { saleId: push.upcoming.id, slug: push.upcoming.slug },
  ])
  await push.save(device(), { cookie })
  await push.call('POST', '/api/me/notifications', { settings: { sale_reminder: false } }, { cookie })
  const again = await push.call('POST', '/api/reminders', { saleId: push.upcoming.id }, { cookie })
  expect([again.status, again.body.reach]).toEqual([200, 'push'])
  expect(again.body.settings).toEqual({ ...OFF, sale_open: true })
  for (let time = 0; time < 2; time += 1)
    expect((await push.call('DELETE', `/api/reminders/${push.upcoming.id}`, null, { cookie })).status).toBe(
      204,
    )
  expect((await mine()).body.reminders).toEqual([])
  expect((await push.call('POST', '/api/reminders', { saleId: push.live.id }, { cookie })).code).toBe(
    'already_open',
  )
  expect((await push.call('POST', '/api/reminders', { saleId: randomUUID() }, { cookie })).code).toBe(
    'unknown_sale',
  )
  expect((await push.call('POST', '/api/reminders', { saleId: 'x' }, { cookie })).code).toBe('invalid')
  expect((await push.call('GET', '/api/reminders', null, { cookie })).code).toBe('wrong_method')
})

test('reading settings makes no session; a crowd of taps is slowed down', async () => {
  const nobody = await push.call('GET', '/api/me/notifications', null)
  expect([nobody.status, nobody.headers.getSetCookie(), nobody.body.settings]).toEqual([200, [], OFF])
  const cookie = cookiesOf(await push.save(device()))
  const settings = { settings: { help: true } }
  const taps = Array.from({ length: 40 }, () =>
    push.call('POST', '/api/me/notifications', settings, { cookie }),
  )
  const codes = new Set((await Promise.all(taps)).map(({ code }) => code))
  expect(codes).toEqual(new Set([undefined, 'slow_down']))
  const refused = await push.call('PUT', '/api/me/notifications', null)
  expect([refused.code, refused.headers.get('allow')]).toEqual(['wrong_method', 'GET, POST'])
})

test('as a member of a merchant only who works for one, and beside the shopper of the same phone', async () => {
  const phone = device()
  await push.save(phone)
  expect((await push.save(phone, { as: 'member' })).code).toBe('unauthenticated')
  const [user] = await push.cloud
    .sql`insert into auth.users (id, email) values (${randomUUID()}, ${`${randomUUID()}@maker.test`}) returning id`
  const token = await signedToken(push.cloud, { sub: user?.id, isAnonymous: false })
  expect((await push.save(phone, { as: 'member', token })).code).toBe('unauthenticated')
  await push.cloud
    .sql`insert into merchant_members select merchant_id, ${user?.id}, 'packer' from sales where slug = ${push.live.slug}`
  expect((await push.save(phone, { as: 'member', token, kinds: ['help'] })).status).toBe(201)
  expect((await push.rowsOf(phone.endpoint)).map(({ side }) => side)).toEqual(['member', 'shopper'])
})

test('a guest who signs in takes phone, reminders and wishes along, and the later wish stands', async () => {
  const guest = await send(`${push.cloud.origin}/api/sales/${push.upcoming.slug}/pass`, { method: 'POST' })
  const cookie = cookiesOf(guest)
  const phone = device()
  await push.save(phone, { cookie, kinds: ['offer', 'help'] })
  await push.call('POST', '/api/reminders', { saleId: push.upcoming.id }, { cookie })
  const [user] = await push.cloud
    .sql`insert into auth.users (id, email) values (${randomUUID()}, ${`${randomUUID()}@shopper.test`}) returning id`
  const token = await signedToken(push.cloud, { sub: user?.id, isAnonymous: false })
  await push.call(
    'POST',
    '/api/me/notifications',
    { settings: { help: false, claim_ending: true } },
    { token },
  )
  const linked = await send(`${push.cloud.origin}/api/sales/${push.upcoming.slug}/pass`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, cookie },
  })
  expect(linked.status).toBe(200)
  const mine = await push.call('GET', '/api/me/notifications', null, { token })
  expect(mine.body).toMatchObject({
    devices: 1,
    settings: { offer: true, help: false, claim_ending: true, sale_open: true },
    reminders: [{ saleId: push.upcoming.id }],
  })
  expect([...(await push.rowsOf(phone.endpoint))]).toMatchObject([{ user_id: user?.id }])
})

test('with no key, or one that is none, push is off: it says so and everything else goes on', async () => {
  const key = () => push.call('GET', '/api/push/key', null)
  const on = await key()
  expect([on.body.publicKey, on.headers.get('cache-control')]).toEqual([
    push.cloud.config.keys.vapidPublicKey,
    'public, max-age=300',
  ])
  for (const wrong of ['', 'BAD', `B${'x'.repeat(85)}`]) {
    process.env.VAPID_PUBLIC_KEY = wrong
    forgetShared('env')
    expect((await key()).body.publicKey).toBeNull()
    expect((await push.save(device())).code).toBe('push_off')
    expect((await push.call('POST', '/api/reminders', { saleId: push.upcoming.id })).status).toBe(201)
  }
  process.env.VAPID_PUBLIC_KEY = push.cloud.config.keys.vapidPublicKey
  forgetShared('env')
})
