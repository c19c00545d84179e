import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyBootstrap } from '../postgres/migrate.ts'
import { testLog } from '../testing.ts'
import { replicating, type Stand, startStand, subscribed } from './testing.ts'

let stand: Stand
beforeAll(async () => {
  stand = await startStand()
})
afterAll(() => stand.stop())

/** A subscribed channel that has database messages, and what it hears. */
async function listen(topic: string) {
  const heard: { event: string; payload: Record<string, unknown>; meta?: { id: string } }[] = []
  const channel = await replicating(stand.client(), topic)
  channel.on('broadcast', { event: '*' }, (message) => {
    heard.push({
      event: message.event,
      payload: message.payload,
      ...(message.meta ? { meta: message.meta } : {}),
    })
  })
  return { channel, heard }
}

test('a message sent in a transaction arrives once when it commits, and never when it rolls back', async () => {
  const { heard } = await listen('sale:1')
  await expect(
    stand.shopSql.begin(async (tx) => {
      await tx`select realtime.send('{"lost":true}', 'stock', 'sale:1', false)`
      throw new Error('changed my mind')
    }),
  ).rejects.toThrow('changed my mind')
  await stand.shopSql.begin(async (tx) => {
    await tx`select realtime.send('{"version":1}', 'stock', 'sale:1', false)`
    // Not committed yet. A message sent and committed elsewhere after it must arrive first.
    await stand.sql`select realtime.send('{"version":0}', 'stock', 'sale:1', false)`
    await expect.poll(() => heard.length).toBe(1)
  })
  await expect.poll(() => heard.length).toBe(2)
  await stand.shopSql`select realtime.send('{"version":2}', 'stock', 'sale:1', false)`
  await expect.poll(() => heard.length).toBe(3)
  expect(heard.map((message) => message.payload.version)).toEqual([0, 1, 2])
  expect(heard[1]).toEqual({
    event: 'stock',
    payload: { version: 1, id: expect.any(String) },
    meta: { id: heard[1]?.payload.id },
  })
})

test('a private message reaches no public channel of that name, a public one does', async () => {
  const { heard } = await listen('sale:2')
  await stand.shopSql`select realtime.send('{"secret":1}', 'stock', 'sale:2')`
  await stand.shopSql`select realtime.send('{"open":1}', 'stock', 'sale:2', false)`
  await expect.poll(() => heard.length).toBe(1)
  expect(heard[0]?.payload).toMatchObject({ open: 1 })
})

test('bytes and long names arrive too', async () => {
  const { channel, heard } = await listen('sale:3')
  const event = 'long'.repeat(80)
  const raw: unknown[] = []
  channel.on('broadcast', { event: 'bytes' }, ({ payload }) => raw.push(payload))
  await stand.shopSql`select realtime.send_binary('\\x00ff10'::bytea, 'bytes', 'sale:3', false)`
  await stand.shopSql`select realtime.send('{"n":1}', ${event}, 'sale:3', false)`
  await expect.poll(() => heard.length).toBe(2)
  expect(Buffer.from(raw[0] as ArrayBuffer)).toEqual(Buffer.from([0, 255, 16]))
  expect(heard[1]).toMatchObject({ event, payload: { n: 1 } })
})

test('a trigger with broadcast_changes sends the row as it was and as it is', async () => {
  await stand.shopSql.unsafe(`
    create table public.parcels (id int primary key, place text);
    create function public.parcel_moved() returns trigger language plpgsql security definer set search_path = '' as $$
    begin
      perform realtime.broadcast_changes('parcels', tg_op, tg_op, tg_table_name, tg_table_schema, new, old);
      return null;
    end $$;
    create trigger parcel_moved after insert or update or delete on public.parcels
      for each row execute function public.parcel_moved();
  `)
  const reader = stand.client(undefined, stand.secretKey)
  await replicating(stand.client(), 'ready')
  const channel = reader.channel('parcels', { config: { private: true } })
  const heard: unknown[] = []
  channel.on('broadcast', { event: '*' }, ({ payload }) => heard.push(payload))
  await subscribed(channel)
  await stand.shopSql`insert into public.parcels values (1, 'shop')`
  await stand.shopSql`update public.parcels set place = 'door'`
  await stand.shopSql`delete from public.parcels`
  await expect.poll(() => heard.length).toBe(3)
  const [shop, door] = [
    { id: 1, place: 'shop' },
    { id: 1, place: 'door' },
  ]
  const common = { table: 'parcels', schema: 'public' }
  expect(heard).toMatchObject([
    { ...common, operation: 'INSERT', record: shop, old_record: null },
    { ...common, operation: 'UPDATE', record: door, old_record: shop },
    { ...common, operation: 'DELETE', record: null, old_record: door },
  ])
})

test('a message that cannot be sent never fails its caller', async () => {
  const { heard } = await listen('sale:4')
  await stand.shopSql.begin(async (tx) => {
    await tx`select realtime.send('[1]', 'stock', 'sale:4', false)`
    await tx`select realtime.send('{"n":1}', 'stock', 'sale:4', false)`
  })
  await expect.poll(() => heard.length).toBe(1)
})

test('nobody can send from the database without a policy, but the shop and the service role can', async () => {
  const sendAs = (role: string) =>
    stand.shopSql.begin(async (tx) => {
      await tx`select set_config('role', ${role}, true)`
      await tx`select realtime.send('{}', 'stock', ${`as ${role}`}, true)`
    })
  for (const role of ['anon', 'authenticated', 'service_role', 'postgres']) await sendAs(role)
  const rows = await stand.sql<{ topic: string }[]>`
    select topic from realtime.messages where topic like 'as %' order by topic`
  expect(rows.map((row) => row.topic)).toEqual(['as postgres', 'as service_role'])
})

test('partitions reach from yesterday to three days ahead, and those older than 72 hours go', async () => {
  await stand.sql.unsafe(
    `create table realtime.messages_2020_01_01 partition of realtime.messages for values from ('2020-01-01') to ('2020-01-02')`,
  )
  await stand.sql`drop table if exists realtime.messages_2020_01_02`
  await stand.sql`select realtime.local_keep_partitions()`
  const rows = await stand.sql<{ name: string; owner: string; has_rls: boolean }[]>`
    select c.relname as name, c.relowner::regrole::text as owner, c.relrowsecurity as has_rls
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'realtime.messages'::regclass order by 1`
  const dayMs = 24 * 60 * 60_000
  const names = [-1, 0, 1, 2, 3].map((day) => {
    const date = new Date(Date.now() + day * dayMs).toISOString().slice(0, 10)
    return `messages_${date.replaceAll('-', '_')}`
  })
  expect(rows).toEqual(names.map((name) => ({ name, owner: 'supabase_realtime_admin', has_rls: true })))
})

test('the bootstrap may run again and leaves policies and revokes of migrations alone', async () => {
  await stand.shopSql.unsafe('revoke update on realtime.messages from anon')
  await stand.shopSql.unsafe(
    `create policy "kept" on realtime.messages for select to authenticated using (realtime.topic() = 'kept')`,
  )
  await applyBootstrap(stand.config, testLog)
  const policies = await stand.sql`select policyname from pg_policies where tablename = 'messages'`
  expect(policies.map((row) => row.policyname)).toEqual(['kept'])
  const [anon] = await stand.sql`
    select has_table_privilege('anon', 'realtime.messages', 'update') as may_update,
      has_table_privilege('anon', 'realtime.messages', 'insert') as may_insert`
  expect(anon).toEqual({ may_update: false, may_insert: true })
})
