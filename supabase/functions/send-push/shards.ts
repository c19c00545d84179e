import { callDatabase } from '../_shared/database.ts'

export type PushKind = 'sale_reminder' | 'sale_open' | 'offer' | 'claim_ending' | 'order_update' | 'help'

export type PushTarget = {
  id: number
  endpoint: string
  p256dh: string
  auth: string
  language: string
  timeZone: string
  badge: number | null
}

/** A leased shard, as `take_push_shards` answers it. */
export type PushShard = {
  id: number
  /** Which lease this is: a later one belongs to another worker. */
  attempt: number
  message_id: number
  kind: PushKind
  about: Record<string, unknown>
  tag: string
  /** ISO 8601. */
  expires_at: string
  subscriptions: PushTarget[]
}

/** A shard of a worker that died comes again after this. Every record of progress renews it. */
const LEASE_SECONDS = 60

export async function takeShards(limit: number): Promise<PushShard[]> {
  const args = { p_limit: limit, p_lease_seconds: LEASE_SECONDS }
  return (await callDatabase('take_push_shards', args)) as PushShard[]
}

/** How some of a shard went, by the ids of subscriptions. */
export type Progress = { sent: number[]; gone: number[]; parked: number[]; why: string | null }

/**
 * Writes progress down; with `retrySeconds` the shard is given back, and whoever is left comes again after that. False when it
 * is another worker's by now: then stop.
 */
export async function recordProgress(
  shard: PushShard,
  progress: Progress,
  retrySeconds: number | null,
): Promise<boolean> {
  const isOurs = await callDatabase('record_push', {
    p_shard_id: shard.id,
    p_attempt: shard.attempt,
    p_sent: progress.sent,
    p_gone: progress.gone,
    p_parked: progress.parked,
    p_lease_seconds: LEASE_SECONDS,
    p_retry_seconds: retrySeconds,
    p_error: progress.why,
  })
  return isOurs === true
}
