import { expect, test } from 'vitest'
import { makeSale, sql, uuid } from './fixtures.ts'
import { AUTH, KEY, newEndpoint, person, remind, save, settingsOf, wantedBy } from './pushes.ts'

test('a device is saved once however often it is seen, and what was asked for with the tap is on, nothing else', async () => {
  const user = await person()
  expect(await wantedBy(user)).toEqual([])
  const first = await save(user, ['offer'])
  expect(first.outcome).toBe('saved')
  const again = await save(user, null, { endpoint: first.endpoint, language: 'ar', zone: 'Asia/Amman' })
  expect([again.outcome, again.id]).toEqual(['known', first.id])
  const rows =
    await sql`select language, time_zone from push_subscriptions where endpoint = ${first.endpoint}`
  expect([...rows]).toEqual([{ language: 'ar', time_zone: 'Asia/Amman' }])
  expect(await wantedBy(user)).toEqual(['offer'])
})

test('no address of somebody’s choosing gets in, by the function or past it', async () => {
  const user = await person()
  for (const endpoint of [
    'https://127.0.0.1/latest/meta-data',
    'http://fcm.googleapis.com/fcm/send/xxxxxxxx',
    'https://fcm.googleapis.com:444/fcm/send/xxxxx',
    'https://fcm.googleapis.com.evil.example/xxxxx',
    'https://fcm.googleapis.com@evil.example/xxxxx',
    'https://push.services.mozilla.com/wpush/v2/x',
    'https://evil.example/?.notify.windows.com/xx',
    'https://fcm.googleapis.com/with a blank',
  ]) {
    expect([endpoint, (await save(user, [], { endpoint })).outcome]).toEqual([endpoint, 'foreign_endpoint'])
    const past = sql`insert into push_subscriptions (user_id, endpoint, p256dh, auth) values (${user}, ${endpoint}, ${KEY}, ${AUTH})`
    await expect(past).rejects.toMatchObject({ code: 'ST002' })
  }
  for (const host of [
    'updates.push.services.mozilla.com',
    'web.push.apple.com',
    'wns2-am3p.notify.windows.com',
  ])
    expect((await save(user, [], { endpoint: `https://${host}/${uuid()}` })).outcome).toBe('saved')
  const { id } = await save(user)
  const moved = sql`update push_subscriptions set endpoint = 'https://127.0.0.1/xxxxxxxxxxxx' where id = ${id}`
  await expect(moved).rejects.toMatchObject({ code: 'ST001' })
})

test('keys, language, zone and kinds are what they can be, or nothing is kept', async () => {
  const user = await person()
  const endpoint = newEndpoint()
  const wrong = [
    { key: 'short' },
    { auth: 'short' },
    { language: 'fr' },
    { zone: 'x y' },
    { zone: '' },
    { side: 'owner' },
  ]
  for (const device of wrong) expect((await save(user, [], { endpoint, ...device })).outcome).toBe('invalid')
  expect((await save(user, ['everything'], { endpoint })).outcome).toBe('invalid')
  expect((await save(uuid(), [], { endpoint })).outcome).toBe('unknown_user')
  expect((await save(user, [], { endpoint, side: 'member' })).outcome).toBe('unknown_user')
  expect(await sql`select 1 from push_subscriptions where endpoint = ${endpoint}`).toHaveLength(0)
})

test('a device belongs to whoever was there last, and only who has it can say so', async () => {
  const [ada, ben] = [await person(), await person()]
  const { endpoint } = await save(ada)
  expect((await save(ben, [], { endpoint, auth: 'z'.repeat(22) })).outcome).toBe('invalid')
  const owner = async () =>
    (await sql`select user_id from push_subscriptions where endpoint = ${endpoint}`)[0]?.user_id
  expect(await owner()).toBe(ada)
  expect((await save(ben, [], { endpoint })).outcome).toBe('known')
  expect(await owner()).toBe(ben)
  const remove = async (auth: string) =>
    (await sql`select remove_push_subscription(${endpoint}, ${auth}) as outcome`)[0]?.outcome
  expect(await remove('z'.repeat(22))).toBe('unknown_subscription')
  expect(await remove(AUTH)).toBe('removed')
  expect(await remove(AUTH)).toBe('unknown_subscription')
})

test('a renewed device is another row: what was under way to the old one is not told of the new', async () => {
  const user = await person()
  const old = await save(user, [], { language: 'de' })
  const next = newEndpoint()
  const renew = async (auth: string) =>
    (
      await sql`select outcome, id::text from renew_push_subscription(${old.endpoint}, ${auth}, ${next}, ${KEY}, ${'n'.repeat(22)})`
    )[0]
  expect((await renew('z'.repeat(22)))?.outcome).toBe('unknown_subscription')
  const renewed = await renew(AUTH)
  expect(renewed?.outcome).toBe('renewed')
  expect(renewed?.id).not.toBe(old.id)
  const rows = await sql`select id::text, endpoint, language from push_subscriptions where user_id = ${user}`
  expect([...rows]).toEqual([{ id: renewed?.id, endpoint: next, language: 'de' }])
  expect((await renew(AUTH))?.outcome).toBe('unknown_subscription')
})

test('who has twenty devices loses the one not seen for longest, and an account that is deleted all of them', async () => {
  const user = await person()
  const first = await save(user)
  await sql`update push_subscriptions set last_seen_at = now() - interval '1 day' where id = ${first.id}`
  for (let n = 0; n < 20; n += 1) await save(user, ['help'])
  const rows = await sql`select id::text from push_subscriptions where user_id = ${user}`
  expect(rows).toHaveLength(20)
  expect(rows.map(({ id }) => id)).not.toContain(first.id)
  const { saleId } = await makeSale({ opensIn: 60 })
  await remind(user, saleId)
  await sql`delete from auth.users where id = ${user}`
  for (const table of ['push_subscriptions', 'push_settings', 'reminders'])
    expect(await sql`select 1 from ${sql(table)} where user_id = ${user}`).toHaveLength(0)
})

test('a guest who signs in takes devices, reminders and wishes along, the later wish stands, and members stay members', async () => {
  const [guest, account] = [await person(), await person(`${uuid()}@shopper.test`)]
  const { saleId, merchantId } = await makeSale({ opensIn: 60 })
  const device = await save(guest, ['offer', 'help'])
  await remind(guest, saleId)
  await sql`select set_push_settings(${account}, array['help', 'claim_ending'], array[false, true])`
  await sql`update push_settings set decided_at = now() - interval '1 day' where user_id = ${guest} and kind = 'help'`
  await sql`insert into merchant_members values (${merchantId}, ${guest}, 'packer')`
  const asMember = await save(guest, [], { side: 'member' })
  expect((await sql`select move_push(${guest}, ${account}) as moved`)[0]?.moved).toBe(1)
  expect((await sql`select move_push(${guest}, ${account}) as moved`)[0]?.moved).toBe(0)
  expect(await wantedBy(account)).toEqual(['claim_ending', 'offer', 'sale_open', 'sale_reminder'])
  expect(await wantedBy(guest)).toEqual([])
  const owners =
    await sql`select id::text, user_id from push_subscriptions where id in (${device.id}, ${asMember.id}) order by id`
  expect(owners.map(({ user_id }) => user_id)).toEqual([account, guest])
  expect(await sql`select user_id from reminders where sale_id = ${saleId}`).toEqual([{ user_id: account }])
})

test('asking to be reminded turns both kinds on, except one that was turned off on purpose', async () => {
  const user = await person()
  const { saleId } = await makeSale({ opensIn: 1800 })
  expect(await remind(user, saleId)).toEqual({ outcome: 'reminded', reach: 'nothing' })
  expect(await wantedBy(user)).toEqual(['sale_open', 'sale_reminder'])
  await sql`select set_push_settings(${user}, array['sale_open'], array[false])`
  await save(user)
  expect(await remind(user, saleId)).toEqual({ outcome: 'already', reach: 'push' })
  expect(await wantedBy(user)).toEqual(['sale_reminder'])
  await sql`select set_push_settings(${user}, array['sale_reminder'], array[false])`
  await remind(user, saleId)
  expect(await wantedBy(user)).toEqual(['sale_open', 'sale_reminder'])
  expect((await remind(await person(`${uuid()}@shopper.test`), saleId)).reach).toBe('mail')
})

test('there is nothing to be reminded of in a sale that is open, over, called off or not announced', async () => {
  const user = await person()
  const outcome = async (options: Parameters<typeof makeSale>[0]) =>
    (await remind(user, (await makeSale(options)).saleId)).outcome
  expect(await outcome({})).toBe('already_open')
  expect(await outcome({ opensIn: -7200, closesIn: -3600 })).toBe('closed')
  expect(await outcome({ opensIn: 60, status: 'cancelled' })).toBe('closed')
  expect(await outcome({ opensIn: 60, status: 'draft' })).toBe('unknown_sale')
  expect((await remind(user, uuid())).outcome).toBe('unknown_sale')
  expect((await remind(uuid(), (await makeSale({ opensIn: 60 })).saleId)).outcome).toBe('unknown_user')
  expect(await settingsOf(user)).toMatchObject({ sale_open: false, sale_reminder: false })
})
