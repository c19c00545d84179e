import type { Sql } from 'postgres'

/**
 * Connections for work that must be done in the order in which it is given, key by key: the next statement of a key is
 * sent down the connection that still works on the one before, without waiting for its answer. So the database always
 * has something to do while we write answers, and the order is the wire's.
 */
export type Lanes = {
  /** Runs a statement after all that were given before it for this key. Rejects with what it rejects with. */
  run<T>(key: string, work: (sql: Sql) => PromiseLike<T>): Promise<T>
}

type Lane = { sql: Sql; inFlight: number }

/** `connections` must be clients of one connection each; with several, keys (sales) do not wait for each other. */
export function createLanes(connections: readonly Sql[]): Lanes {
  const lanes: readonly Lane[] = connections.map((sql) => ({ sql, inFlight: 0 }))
  /** The lane of every key that has something in flight; one that has not may take any. */
  const taken = new Map<string, { lane: Lane; inFlight: number }>()

  function take(key: string): { lane: Lane; inFlight: number } {
    const known = taken.get(key)
    if (known) return known
    const [first, ...others] = lanes
    if (!first) throw new Error('There is no lane: give at least one connection.')
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
      try {
        return await work(place.lane.sql)
      } finally {
        place.inFlight -= 1
        place.lane.inFlight -= 1
        if (place.inFlight === 0) taken.delete(key)
      }
    },
  }
}
