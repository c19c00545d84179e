import { after } from '#lib/http/after.ts'
import { BoundedMap } from '#lib/http/bounded-map.ts'
import { BusyError } from '#lib/http/busy.ts'
import { shared } from '#lib/http/shared.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { isDatabaseBusy } from '#lib/postgres/failures.ts'
import { getPool } from '#lib/postgres/pool.ts'
import {
  parseStoredSnapshot,
  type SnapshotText,
  type StoredSnapshot,
  snapshotText,
} from '#lib/sales/snapshot-text.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

/** How long one reading of the database serves everybody. */
export const FRESH_MS = 250
/** Older than this it is read again while it still answers, so that nobody of a steady stream waits for a reading. */
export const READ_AGAIN_MS = 150
/** With the database away, how old a snapshot may be and still be shown. */
export const STALE_MAX_MS = 2000
/** How long "there is no such sale" is believed: short, since a merchant may just be announcing it. */
const UNKNOWN_MS = 1000
const SALES_KEPT = 1000
const UNKNOWN_KEPT = 10_000
const READ_DEADLINE_MS = 2000
/** Look-ups of slugs nobody has asked for before: a flood of made-up ones must not keep the database busy. */
const FIRST_LOOKUPS_MAX = 64

/** The form a slug has in the database; what has another form needs no look-up and no memory. */
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/
const SLUG_MAX_LENGTH = 80

type Entry = { stored: StoredSnapshot; readAtMs: number; text: SnapshotText }

export type SnapshotSource = {
  read(slug: string): Promise<StoredSnapshot | null>
  databaseNowMs(): number
  /** Steady milliseconds, for ages. */
  steadyNowMs(): number
}

export type Snapshots = {
  /**
   * The snapshot of an announced sale, or null; without a promise when it is known. Rejects with BusyError when it cannot
   * be read and the last is too old.
   */
  getSnapshot(slug: string): SnapshotText | null | Promise<SnapshotText | null>
  /** The id of an announced sale, or null; remembered as long as the process lives. Throws BusyError. */
  getSaleId(slug: string): Promise<string | null>
}

/**
 * One reading and one serialisation for everybody: at most one read per sale is under way, its bytes serve for 250 ms,
 * and the phase flips at opensAt and closesAt at once, without waiting for the next reading.
 */
export function createSnapshots(source: SnapshotSource): Snapshots {
  const entries = new BoundedMap<string, Entry>(SALES_KEPT)
  const unknown = new BoundedMap<string, number>(UNKNOWN_KEPT)
  const reading = new Map<string, Promise<Entry | null>>()
  let firstLookups = 0

  function getEntry(slug: string, maxAgeMs: number): Entry | null | Promise<Entry | null> {
    const entry = entries.get(slug)
    const ageMs = entry ? source.steadyNowMs() - entry.readAtMs : 0
    if (entry && ageMs < maxAgeMs) {
      if (ageMs >= READ_AGAIN_MS && maxAgeMs === FRESH_MS) readAgain(slug, entry)
      return entry
    }
    if (slug.length > SLUG_MAX_LENGTH || !SLUG.test(slug)) return null
    const unknownSinceMs = unknown.get(slug)
    if (unknownSinceMs !== undefined && source.steadyNowMs() - unknownSinceMs < UNKNOWN_MS) return null
    const underWay = reading.get(slug)
    if (underWay) return underWay
    if (!entry && firstLookups >= FIRST_LOOKUPS_MAX)
      return Promise.reject(new BusyError('too many first look-ups of sales'))
    return startReading(slug, entry)
  }

  function startReading(slug: string, last: Entry | undefined): Promise<Entry | null> {
    const work = readEntry(slug, last).finally(() => reading.delete(slug))
    reading.set(slug, work)
    return work
  }

  /** In the background: what fails here fails again for whoever asks once this entry is too old, and tells them. */
  function readAgain(slug: string, last: Entry): void {
    if (!reading.has(slug)) startReading(slug, last).catch(() => undefined)
  }

  async function readEntry(slug: string, last: Entry | undefined): Promise<Entry | null> {
    if (!last) firstLookups += 1
    const startedAtMs = source.steadyNowMs()
    try {
      const stored = await source.read(slug)
      if (!stored) {
        entries.delete(slug)
        unknown.set(slug, source.steadyNowMs())
        return null
      }
      const entry = { stored, readAtMs: startedAtMs, text: snapshotText(stored, source.databaseNowMs()) }
      entries.set(slug, entry)
      return entry
    } catch (error) {
      if (!isDatabaseBusy(error)) throw error
      if (last && source.steadyNowMs() - last.readAtMs < STALE_MAX_MS) return last
      throw new BusyError('the snapshot cannot be read: the database is away')
    } finally {
      if (!last) firstLookups -= 1
    }
  }

  return {
    getSnapshot(slug) {
      return after(getEntry(slug, FRESH_MS), (entry) => {
        if (!entry) return null
        const nowMs = source.databaseNowMs()
        if (nowMs >= entry.text.flipsAtMs) entry.text = snapshotText(entry.stored, nowMs)
        return entry.text
      })
    },
    async getSaleId(slug) {
      return (await getEntry(slug, Number.POSITIVE_INFINITY))?.stored.sale.id ?? null
    },
  }
}

/** The snapshots of this process. */
export function getSnapshots(): Snapshots {
  return shared('snapshots', () =>
    createSnapshots({ read: readSnapshot, databaseNowMs, steadyNowMs: () => performance.now() }),
  )
}

async function readSnapshot(slug: string): Promise<StoredSnapshot | null> {
  const sql = getPool()
  const query = sql<{ snapshot: unknown }[]>`select public.sale_snapshot(${slug}) as snapshot`
  const [row] = await withDeadline('snapshot', READ_DEADLINE_MS, query)
  return row?.snapshot ? parseStoredSnapshot(row.snapshot) : null
}
