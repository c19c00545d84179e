import type { SalePhase } from './phase.ts'

export type StockState = 'available' | 'low' | 'all_held' | 'sold_out'

/** What everybody may know of one item: how many are free is exact at ten and below, else null. */
export type ItemSnapshot = {
  id: string
  priceCents: number
  currency: string
  state: StockState
  free: number | null
  /** How many people are paying for it just now; null unless all is held. */
  paying: number | null
  limitPerShopper: number
}

/** The body of GET /api/sales/{slug}/snapshot; instants are ISO 8601, `now` is milliseconds since 1970. */
export type SaleSnapshot = {
  sale: { id: string; slug: string; opensAt: string; closesAt: string; phase: SalePhase }
  items: readonly ItemSnapshot[]
  version: number
  now: number
}

export type WatchState = {
  snapshot: SaleSnapshot
  /** Steady milliseconds at which the server last confirmed it; null while only the page itself has said it. */
  confirmedAtMs: number | null
  isReachable: boolean
}

export type SnapshotWatch = {
  getState(): WatchState
  subscribe(listener: () => void): () => void
  /**
   * Something may have changed: read again soon. Bursts of hints cost one read. With the version that was hinted at, an
   * answer from before it (servers keep a snapshot for a moment) is followed by another read.
   */
  hint(version?: number): void
  /** The page can be seen again, or the network is back: read now. */
  wake(): void
  /** The page cannot be seen: stop asking. */
  pause(): void
  stop(): void
}

export type WatchSource = {
  fetch(path: string, init: RequestInit): Promise<Response>
  steadyNow(): number
  random(): number
  schedule(task: () => void, delayMs: number): number
  cancel(timer: number): void
  /** How long to wait before the next read of a snapshot that is not live, and null to follow the live pace. */
  idleMs(snapshot: SaleSnapshot): number | null
}

/** With the answer's own travel this keeps what is shown under two seconds old, and 1,000 phones to 670 reads a second. */
export const POLL_MS = 1350
export const POLL_JITTER_MS = 300
/** At most one read per so many milliseconds on hints; the last hint of a burst is always followed. */
export const HINT_SPACING_MS = 250
/** Reads after a hint that may still answer something older: longer than any server keeps a snapshot, and bounded. */
export const HINT_READS_MAX = 4
const BACKOFF_MAX_MS = 10_000
const TIMEOUT_MS = 5000

/** Watches one sale until stopped. It starts paused: call `wake`. */
export function watchSnapshot(slug: string, initial: SaleSnapshot, source: WatchSource): SnapshotWatch {
  const listeners = new Set<() => void>()
  const path = `/api/sales/${encodeURIComponent(slug)}/snapshot`
  let state: WatchState = { snapshot: initial, confirmedAtMs: null, isReachable: true }
  let etag: string | null = null
  let timer: number | null = null
  let isAwake = false
  let isReading = false
  let isHinted = false
  let hinted = { version: 0, readsLeft: 0 }
  let failures = 0
  let readAtMs = Number.NEGATIVE_INFINITY

  function set(change: Partial<WatchState>): void {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  function plan(delayMs: number): void {
    if (timer !== null) source.cancel(timer)
    timer = isAwake ? source.schedule(() => void read(), delayMs) : null
  }

  function pace(): number {
    if (failures > 0) {
      const backoffMs = Math.min(BACKOFF_MAX_MS, 1000 * 2 ** (failures - 1))
      return backoffMs * (0.5 + source.random() / 2)
    }
    const idleMs = source.idleMs(state.snapshot)
    return idleMs === null
      ? POLL_MS + source.random() * POLL_JITTER_MS
      : idleMs * (0.85 + source.random() * 0.3)
  }

  async function read(): Promise<void> {
    if (isReading || !isAwake) return
    isReading = true
    isHinted = false
    readAtMs = source.steadyNow()
    try {
      const headers: Record<string, string> = etag ? { 'if-none-match': etag } : {}
      const init: RequestInit = { headers, cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) }
      await take(await source.fetch(path, init))
      failures = 0
    } catch {
      // No network, no answer in time, or an answer that is none: the page says how old its stock is, and asks again later.
      failures += 1
      set({ isReachable: false })
    } finally {
      isReading = false
    }
    const sinceMs = source.steadyNow() - readAtMs
    plan(Math.max(0, (isHinted || isBehind() ? HINT_SPACING_MS : pace()) - sinceMs))
  }

  /** What was read is from before the last hint. A hint of what never comes costs a few reads, not one after the other. */
  function isBehind(): boolean {
    if (failures > 0 || hinted.readsLeft === 0 || state.snapshot.version >= hinted.version) return false
    hinted.readsLeft -= 1
    return true
  }

  async function take(response: Response): Promise<void> {
    if (response.status === 304) {
      set({ confirmedAtMs: readAtMs, isReachable: true })
      return
    }
    if (!response.ok) throw new Error(`snapshot answered ${response.status}`)
    const snapshot = (await response.json()) as SaleSnapshot
    if (snapshot.version < state.snapshot.version) {
      // Two servers may answer in the other order: what is older than what is shown only says that somebody is there.
      set({ isReachable: true })
      return
    }
    etag = response.headers.get('etag')
    set({ snapshot, confirmedAtMs: readAtMs, isReachable: true })
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    hint(version = 0) {
      if (version > hinted.version) hinted = { version, readsLeft: HINT_READS_MAX }
      if (!isAwake || isHinted) return
      isHinted = true
      if (!isReading) plan(Math.max(0, HINT_SPACING_MS - (source.steadyNow() - readAtMs)))
    },
    wake() {
      isAwake = true
      failures = 0
      if (!isReading) plan(0)
    },
    pause() {
      isAwake = false
      if (timer !== null) source.cancel(timer)
      timer = null
    },
    stop() {
      this.pause()
      listeners.clear()
    },
  }
}
