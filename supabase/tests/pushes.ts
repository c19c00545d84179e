import { sql, uuid } from './fixtures.ts'

/** A guest as Auth makes them; an account with a confirmed address when one is given. */
export async function person(email: string | null = null): Promise<string> {
  const id = uuid()
  await sql`insert into auth.users (id, is_anonymous, email, email_confirmed_at)
    values (${id}, ${email === null}, ${email}, ${email === null ? null : new Date()})`
  return id
}

export const KEY = `B${'x'.repeat(86)}`
export const AUTH = 'y'.repeat(22)

type Device = {
  endpoint?: string
  auth?: string
  side?: string
  language?: string
  zone?: string
  key?: string
}

/** One call of save_push_subscription; the endpoint is a new one of a push service unless given. */
export async function save(
  user: string,
  kinds: string[] | null = [],
  {
    endpoint = newEndpoint(),
    auth = AUTH,
    side = 'shopper',
    language = 'en',
    zone = 'UTC',
    key = KEY,
  }: Device = {},
): Promise<{ outcome: string; id: string; endpoint: string }> {
  const [row] = await sql`select outcome, id::text from save_push_subscription(
    ${user}, ${side}, ${endpoint}, ${key}, ${auth}, ${language}, ${zone}, ${kinds})`
  return { outcome: row?.outcome, id: row?.id, endpoint }
}

export function newEndpoint(): string {
  return `https://fcm.googleapis.com/fcm/send/${uuid()}`
}

export async function settingsOf(user: string): Promise<Record<string, boolean>> {
  return (await sql`select push_settings_of(${user}) as found`)[0]?.found
}

/** The kinds that are on. */
export async function wantedBy(user: string): Promise<string[]> {
  return Object.entries(await settingsOf(user))
    .filter(([, isOn]) => isOn)
    .map(([kind]) => kind)
    .sort()
}

export async function remind(user: string, sale: string): Promise<{ outcome: string; reach: string | null }> {
  const [row] = await sql`select outcome, reach from remind_of_sale(${user}, ${sale})`
  return { outcome: row?.outcome, reach: row?.reach }
}

/** Pushes in the outbox about a sale, a claim or an order, oldest first. */
export const pushesOf = (id: string) => sql`
  select id::text, payload from outbox where kind = 'push'
    and ${id} in (payload ->> 'sale_id', payload ->> 'claim_id', payload ->> 'order_id') order by outbox.id`

/** Shares a row of the outbox out as the worker does. */
export async function share(outboxId: string, page = 20_000): Promise<number> {
  for (let calls = 1; ; calls += 1) {
    const [row] = await sql`select share_push(${outboxId}, ${page}) as done`
    if (row?.done) return calls
  }
}

export type Shard = {
  id: string
  attempt: number
  kind: string
  about: Record<string, unknown>
  tag: string
  subscriptions: { id: number; badge: number | null }[]
}

export const take = (limit = 20, lease = 60) =>
  sql<
    Shard[]
  >`select id::text, attempt, kind, about, tag, subscriptions from take_push_shards(${limit}, ${lease})`

type News = {
  sent?: number[]
  gone?: number[]
  parked?: number[]
  retry?: number | null
  why?: string | null
}

export async function record(
  shard: Shard,
  { sent = [], gone = [], parked = [], retry = null, why = null }: News,
  attempt = shard.attempt,
): Promise<boolean> {
  const [row] =
    await sql`select record_push(${shard.id}, ${attempt}, ${sent}::bigint[], ${gone}::bigint[], ${parked}::bigint[], 60,
    ${retry}, ${why}) as ours`
  return row?.ours
}

export async function shardRow(id: string) {
  const [row] =
    await sql`select left_ids::int[], parked_ids::int[], sent, gone, dropped, done_at is not null as is_done, last_error
    from push_shards where id = ${id}`
  return row
}
