import type { Sql } from 'postgres'
import { isConnectionLost } from '#lib/postgres/failures.ts'
import type { RenewingClient } from '#lib/postgres/renewing.ts'

/**
 * Connections for work that must be done in the order in which it is given, key by key: the next statement of a key is
 * sent down the connection that still works on the one before, without waiting for its answer. So the database always
 * has something to do while we write answers, and the order is the wire's.
 */
export type Lanes = {
  /** Runs a statement after all that were given before it for this key. Rejects with what it rejects with. */
  run<T>(key: string, work: (sql: Sql) => PromiseLike<T>): Promise<T>
}

type LaneClient = Pick<RenewingClient, 'current' | 'giveUp'>
type Lane = { client: LaneClient; inFlight: number }

/** `clients` must have one connection each; with several, keys (sales) do not wait for each other. */
export function createLanes(clients: readonly LaneClient[]): Lanes {
  const lanes: readonly Lane[] = clients.map((client) => ({ client, inFlight: 0 }))
  /** The lane of every key that has something in flight; one that has not may take any. */
  const taken = new Map<string, { lane: Lane; inFlight: number }>()

  function take(key: string): { lane: Lane; inFlight: number } {
    const known = taken.get(key)
    if (known) return known
    const [first, ...others] = lanes
    if (!first) throw new Error('There is no lane: give at least one client.')
    let lane = first
    for (const other of others) if (other.inFlight < lane.inFlight) lane = other
    const made = { lane, inFlight: 0 }
    taken.set(key, made)
    return made
  }

  return {
    async run(key, work) {
      const place = take(key)
      place.inFlight += 1
      place.lane.inFlight += 1
      const sql = place.lane.client.current()
      try {
        return await work(sql)
      } catch (error) {
        if (isConnectionLost(error)) place.lane.client.giveUp(sql)
        throw error
      } finally {
        place.inFlight -= 1
        place.lane.inFlight -= 1
        if (place.inFlight === 0) taken.delete(key)
      }
    },
  }
}
