import { atMost } from '#lib/http/busy.ts'
import { shared } from '#lib/http/shared.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool, QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'
import {
  NOTHING_ASKED_FOR,
  type Notifications,
  type PushKind,
  type PushSettings,
  type Reach,
} from './notifications.ts'
import type { DeviceKeys, RenewRequest, SaveRequest, SettingsRequest, Side } from './read-requests.ts'

/** Calls about push under way at once, of one process: a crowd that asks to be reminded must not stand in the way of claims. */
const AT_ONCE = 100

/** One row of one query, within the deadline; throws BusyError beyond {@link AT_ONCE}. */
async function one<Row>(what: string, query: () => PromiseLike<readonly Row[]>): Promise<Row> {
  const bounded = shared('push-calls', () => atMost(AT_ONCE, 'push'))
  const [row] = await bounded(() => withDeadline(what, QUERY_DEADLINE_MS, query()))
  if (row === undefined) throw new Error(`${what}: the database answered nothing`)
  return row
}

/** Words of ours, checked before, for a parameter with a cast to text[]. */
function wordList(words: readonly PushKind[]): string {
  return `{${words.join(',')}}`
}

type Saved = {
  outcome: 'saved' | 'known' | 'foreign_endpoint' | 'invalid' | 'unknown_user'
  id: string | null
}

export function saveSubscription(userId: string, request: SaveRequest): Promise<Saved> {
  const { side, endpoint, p256dh, auth, language, timeZone, kinds } = request
  return one(
    'save subscription',
    () => getPool()<Saved[]>`
      select outcome, id::text from public.save_push_subscription(
        ${userId}::uuid, ${side}, ${endpoint}, ${p256dh}, ${auth}, ${language}, ${timeZone}, ${wordList(kinds)}::text[])`,
  )
}

type Renewed = {
  outcome: 'renewed' | 'unknown_subscription' | 'foreign_endpoint' | 'invalid'
  id: string | null
}

export function renewSubscription(request: RenewRequest): Promise<Renewed> {
  const { oldEndpoint, oldAuth, endpoint, p256dh, auth } = request
  return one(
    'renew subscription',
    () => getPool()<Renewed[]>`
      select outcome, id::text from public.renew_push_subscription(${oldEndpoint}, ${oldAuth}, ${endpoint}, ${p256dh}, ${auth})`,
  )
}

export function removeSubscription({ endpoint, auth }: DeviceKeys): Promise<{ outcome: string }> {
  return one(
    'remove subscription',
    () =>
      getPool()<
        { outcome: string }[]
      >`select public.remove_push_subscription(${endpoint}, ${auth}) as outcome`,
  )
}

export async function setSettings(userId: string, { kinds, areOn }: SettingsRequest): Promise<string> {
  const row = await one(
    'push settings',
    () => getPool()<{ outcome: string }[]>`
      select public.set_push_settings(${userId}::uuid, ${wordList(kinds)}::text[], ${`{${areOn.join(',')}}`}::boolean[]) as outcome`,
  )
  return row.outcome
}

export async function getSettings(userId: string): Promise<PushSettings> {
  const row = await one(
    'push settings',
    () =>
      getPool()<{ settings: PushSettings }[]>`select public.push_settings_of(${userId}::uuid) as settings`,
  )
  return row.settings
}

/** Everything but the key; what nobody in particular has asked for when there is no such person. */
export async function getNotifications(
  userId: string | null,
  side: Side,
): Promise<Omit<Notifications, 'publicKey'>> {
  if (userId === null) return NOTHING_ASKED_FOR
  const row = await one(
    'notifications',
    () => getPool()<{ found: Omit<Notifications, 'publicKey'> }[]>`
      select public.notifications_of(${userId}::uuid, ${side}) as found`,
  )
  return row.found
}

type Reminded = {
  outcome: 'reminded' | 'already' | 'unknown_sale' | 'already_open' | 'closed' | 'too_many' | 'unknown_user'
  slug: string | null
  opens_at: Date | null
  reach: Reach | null
}

export function remindOfSale(userId: string, saleId: string): Promise<Reminded> {
  return one(
    'remind of sale',
    () =>
      getPool()<
        Reminded[]
      >`select outcome, slug, opens_at, reach from public.remind_of_sale(${userId}::uuid, ${saleId}::uuid)`,
  )
}

export function stopReminding(userId: string, saleId: string): Promise<{ outcome: string }> {
  return one(
    'stop reminding',
    () =>
      getPool()<
        { outcome: string }[]
      >`select public.stop_reminding(${userId}::uuid, ${saleId}::uuid) as outcome`,
  )
}
