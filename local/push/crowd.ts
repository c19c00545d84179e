import { createECDH, randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import type { SubscriptionJson } from './devices.ts'

const ROWS_AT_ONCE = 5_000

/** A sale that opens in half an hour, and somebody for each device who wants to be told. Answers its id. */
export async function gatherCrowd(sql: Sql, devices: readonly SubscriptionJson[]): Promise<string> {
  const slug = `crowd-${randomUUID().slice(0, 13)}`
  const [sale] = await sql<{ id: string }[]>`
    with merchant as (
      insert into merchants (slug, name, support_email, currency) values (${slug}, 'Kiln & Co', 'help@kiln.test', 'EUR') returning id
    )
    insert into sales (merchant_id, slug, title, status, opens_at, closes_at, currency)
    select id, ${slug}, 'Autumn firing', 'scheduled', now() + interval '30 minutes', now() + interval '2 hours', 'EUR' from merchant
    returning id`
  if (!sale) throw new Error('The sale was not made.')
  const saleId = sale.id
  for (let at = 0; at < devices.length; at += ROWS_AT_ONCE) {
    const rows = devices
      .slice(at, at + ROWS_AT_ONCE)
      .map(({ endpoint, keys }) => ({ endpoint, p256dh: keys.p256dh, auth: keys.auth }))
    await sql`
      with device as materialized (
        select gen_random_uuid() as user_id, d.* from jsonb_to_recordset(${sql.json(rows)}) d (endpoint text, p256dh text, auth text)
      ), person as (
        insert into auth.users (id, is_anonymous) select user_id, true from device returning id
      ), wanted as (
        insert into push_settings (user_id, kind, is_on) select id, 'sale_open', true from person
      ), asked as (
        insert into reminders (sale_id, user_id) select ${saleId}, id from person
      )
      insert into push_subscriptions (user_id, endpoint, p256dh, auth, language, time_zone)
      select d.user_id, d.endpoint, d.p256dh, d.auth, (array['en', 'de', 'ar'])[1 + (random() * 2.98)::int % 3], 'Europe/Berlin'
      from device d join person p on p.id = d.user_id`
  }
  await sql`analyze push_subscriptions, push_settings, reminders`
  return saleId
}

/** The sale opens: its message is written down and shared out. Answers how many milliseconds that took. */
export async function openFor(sql: Sql, saleId: string): Promise<number> {
  await sql`update sales set opens_at = clock_timestamp() where id = ${saleId}`
  await sql`select write_due_pushes(200)`
  const [row] =
    await sql`select id from outbox where kind = 'push' and payload ->> 'sale_id' = ${saleId} order by id desc limit 1`
  const begun = performance.now()
  for (;;) {
    const [page] = await sql`select share_push(${row?.id}, 20000) as done`
    if (page?.done) return performance.now() - begun
  }
}

export type Standing = { sent: number; gone: number; parked: number; dropped: number; left: number }

/** How the newest message about a sale stands. */
export async function standingOf(sql: Sql, saleId: string): Promise<Standing> {
  const [row] = await sql<Standing[]>`
    select coalesce(sum(d.sent), 0)::int as sent, coalesce(sum(d.gone), 0)::int as gone, coalesce(sum(cardinality(d.parked_ids)), 0)::int as parked,
      coalesce(sum(d.dropped), 0)::int as dropped, coalesce(sum(cardinality(d.left_ids)), 0)::int as left
    from push_shards d where d.message_id = (select max(m.id) from push_messages m where m.payload ->> 'sale_id' = ${saleId})`
  if (!row) throw new Error('The shards could not be counted.')
  return row
}

/** Pairs of keys that many devices share: encrypting for one costs the same, and making them does not. */
export function sharedKeys(count: number) {
  return Array.from({ length: count }, () => {
    const keys = createECDH('prime256v1')
    keys.generateKeys()
    return keys
  })
}
