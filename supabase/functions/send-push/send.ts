import { type Counts, sendShard } from './send-shard.ts'
import { takeShards } from './shards.ts'
import { readVapidKeys } from './vapid.ts'

/** Shards at once: while one waits for the database, the other sends. */
const WORKERS = 2
/** One call stops after this, and after so many messages; the next goes on, on another machine if there is one. */
const BUDGET_MS = 20_000
/** A hosted function has two seconds of processor time; a message costs 1.1 ms to encrypt under Deno (0.3 under Node), and the request. */
const MESSAGES_MAX = 1_000

/** Sends what is due. Throws a PushOffError when there are no keys to send with. */
export async function sendDue(): Promise<Counts & { shards: number }> {
  const keys = readVapidKeys()
  const stopAtMs = Date.now() + BUDGET_MS
  const total = { shards: 0, sent: 0, gone: 0, parked: 0, later: 0 }
  let begun = 0

  async function work(): Promise<void> {
    while (Date.now() < stopAtMs && begun < MESSAGES_MAX) {
      const [shard] = await takeShards(1)
      if (!shard) return
      begun += shard.subscriptions.length
      total.shards += 1
      const counts = await sendShard(shard, keys, stopAtMs)
      for (const kind of ['sent', 'gone', 'parked', 'later'] as const) total[kind] += counts[kind]
    }
  }

  const ends = await Promise.allSettled(Array.from({ length: WORKERS }, work))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
  return total
}
