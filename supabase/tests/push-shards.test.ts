import { expect, test } from 'vitest'
import { makeSale, sql, uuid } from './fixtures.ts'
import { person, pushesOf, record, remind, type Shard, save, shardRow, share, take } from './pushes.ts'

/** A sale in half an hour and people who asked to be told of it, a device each. */
async function crowd(size: number): Promise<{ saleId: string; ids: number[] }> {
  const { saleId } = await makeSale({ opensIn: 1800 })
  const rows = await sql<{ id: string }[]>`
    with people as (
      insert into auth.users (id, is_anonymous) select gen_random_uuid(), true from generate_series(1, ${size}) returning id
    ), wanted as (
      insert into push_settings (user_id, kind, is_on) select id, 'sale_open', true from people
    ), asked as (
      insert into reminders (sale_id, user_id) select ${saleId}, id from people
    )
    insert into push_subscriptions (user_id, endpoint, p256dh, auth)
    select id, 'https://fcm.googleapis.com/fcm/send/' || id, 'B' || repeat('x', 86), repeat('y', 22) from people returning id::text`
  return { saleId, ids: rows.map(({ id }) => Number(id)).sort((a, b) => a - b) }
}

/** It opens now; the row of the outbox that says so, shared out. */
async function open(saleId: string): Promise<string> {
  const outboxId = await announce(saleId)
  await share(outboxId)
  return outboxId
}

/** The same, not shared out yet. */
async function announce(saleId: string): Promise<string> {
  await sql`update sales set opens_at = clock_timestamp() where id = ${saleId}`
  await sql`select write_due_pushes(200)`
  const [row] = await pushesOf(saleId)
  return row?.id
}

const subscriptionsOf = async (outboxId: string) =>
  (
    await sql`select unnest(subscription_ids)::int as id from push_shards s join push_messages m on m.id = s.message_id
      where m.outbox_id = ${outboxId} order by 1`
  ).map(({ id }) => id)

const takeOf = async (outboxId: string): Promise<Shard[]> => {
  const own =
    await sql`select s.id::text from push_shards s join push_messages m on m.id = s.message_id where m.outbox_id = ${outboxId}`
  const names = new Set(own.map(({ id }) => id))
  return (await take()).filter(({ id }) => names.has(id))
}

test('everybody who asked is in exactly one shard, page by page, also when sharing begins again or somebody moves between pages', async () => {
  const { saleId, ids } = await crowd(1_203)
  const outboxId = await announce(saleId)
  await sql`select share_push(${outboxId}, 100)`
  const [first] = await subscriptionsOf(outboxId)
  // Somebody of the first page signs in meanwhile: under another id they would come once more, on the last page.
  const last = `ffffffff${uuid().slice(8)}`
  await sql`insert into auth.users (id, is_anonymous) values (${last}, false)`
  await sql`select move_push((select user_id from push_subscriptions where id = ${first}), ${last})`
  await share(outboxId, 100)
  expect(await subscriptionsOf(outboxId)).toEqual(ids)
  // The worker died before it could say that it was done: there is nothing left to share.
  expect(await share(outboxId, 100)).toBe(1)
  expect(await subscriptionsOf(outboxId)).toEqual(ids)
  const sizes =
    await sql`select cardinality(subscription_ids) as size from push_shards s join push_messages m on m.id = s.message_id
    where m.outbox_id = ${outboxId}`
  expect(Math.max(...sizes.map(({ size }) => size))).toBeLessThanOrEqual(500)
})

test('a shard is one worker’s until its lease runs out; then the other goes on with who is left, and the first is told to stop', async () => {
  const { saleId, ids } = await crowd(5)
  const outboxId = await open(saleId)
  const [shard] = await takeOf(outboxId)
  if (!shard) throw new Error('nothing was taken')
  expect(shard.subscriptions.map(({ id }) => id).sort((a, b) => a - b)).toEqual(ids)
  expect(await takeOf(outboxId)).toEqual([])
  expect(await record(shard, { sent: ids.slice(0, 2) })).toBe(true)
  await sql`update push_shards set leased_until = now() - interval '1 second' where id = ${shard.id}`
  const [again] = await takeOf(outboxId)
  expect(again?.subscriptions.map(({ id }) => id).sort((a, b) => a - b)).toEqual(ids.slice(2))
  expect(await record(shard, { sent: ids.slice(2) })).toBe(false)
  expect(await shardRow(shard.id)).toMatchObject({ sent: 2, left_ids: ids.slice(2) })
  if (again) await record(again, { sent: ids.slice(2) })
  expect(await shardRow(shard.id)).toMatchObject({ sent: 5, left_ids: [], is_done: true })
})

test('the same news twice counts once, and every subscription is always somewhere', async () => {
  const { saleId, ids } = await crowd(6)
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = ids
  const [shard] = await takeOf(await open(saleId))
  if (!shard) throw new Error('nothing was taken')
  for (let time = 0; time < 2; time += 1)
    await record(shard, { sent: [a], gone: [b], parked: [c], why: 'answered 413' })
  await record(shard, { sent: [a, b, d], parked: [c, d] })
  expect(await shardRow(shard.id)).toMatchObject({
    sent: 2,
    gone: 1,
    parked_ids: [c],
    left_ids: [e, f],
    last_error: 'answered 413',
  })
  expect(await sql`select 1 from push_subscriptions where id = ${b}`).toHaveLength(0)
  const [refused] = await sql`select refusal from push_subscriptions where id = ${c}`
  expect(refused?.refusal).toBe('answered 413')
  for (const broken of [
    sql`update push_shards set sent = sent + 1 where id = ${shard.id}`,
    sql`update push_shards set left_ids = '{}' where id = ${shard.id}`,
    sql`update push_shards set done_at = now() where id = ${shard.id}`,
  ])
    await expect(broken).rejects.toMatchObject({ code: '23514' })
})

test('who turned it off, or is gone, since it was shared out is dropped; a sale called off or moved drops all, a pause waits', async () => {
  const { saleId, ids } = await crowd(3)
  const outboxId = await open(saleId)
  const set = (status: string) => sql`update sales set status = ${status} where id = ${saleId}`
  await set('paused')
  expect(await takeOf(outboxId)).toEqual([])
  await set('scheduled')
  await sql`update push_shards set run_after = now()`
  await sql`update push_settings set is_on = false where user_id = (select user_id from push_subscriptions where id = ${ids[0] ?? 0})`
  await sql`delete from push_subscriptions where id = ${ids[1] ?? 0}`
  const [shard] = await takeOf(outboxId)
  expect(shard?.subscriptions.map(({ id }) => id)).toEqual([ids[2]])
  await record(shard as Shard, { retry: 0 })
  await sql`update sales set opens_at = opens_at + interval '20 minutes' where id = ${saleId}`
  expect(await takeOf(outboxId)).toEqual([])
  expect(await shardRow(shard?.id ?? '')).toMatchObject({ dropped: 3, sent: 0, is_done: true })
})

test('what is put off comes no sooner than asked, and what is parked only when somebody says so', async () => {
  const { saleId, ids } = await crowd(2)
  const outboxId = await open(saleId)
  const [shard] = await takeOf(outboxId)
  await record(shard as Shard, { retry: 30 })
  expect(await takeOf(outboxId)).toEqual([])
  await sql`update push_shards set run_after = now() where id = ${shard?.id ?? ''}`
  const [again] = await takeOf(outboxId)
  await record(again as Shard, { sent: [ids[0] ?? 0], parked: [ids[1] ?? 0], why: 'answered 403' })
  expect(await takeOf(outboxId)).toEqual([])
  const [message] = await sql`select id from push_messages where outbox_id = ${outboxId}`
  expect((await sql`select retry_push(${message?.id}) as n`)[0]?.n).toBe(1)
  expect((await takeOf(outboxId))[0]?.subscriptions.map(({ id }) => id)).toEqual([ids[1]])
})

test('what is for one person is not kept waiting by what is for everybody', async () => {
  const { saleId } = await crowd(600)
  await open(saleId)
  const { saleId: later } = await makeSale({ opensIn: 600 })
  const user = await person()
  await save(user, ['help'])
  await remind(user, later)
  const [message] =
    await sql`insert into push_messages (outbox_id, kind, side, payload, about, tag, expires_at)
    values (-1, 'order_update', 'shopper', '{}', '{}', 'order:1', now() + interval '1 hour') returning id`
  const [own] = await sql`insert into push_shards (message_id, subscription_ids, left_ids)
    select ${message?.id}, array[id], array[id] from push_subscriptions where user_id = ${user} returning id::text`
  await sql`select set_push_settings(${user}, array['order_update'], array[true])`
  expect((await take(1))[0]?.id).toBe(own?.id)
})
