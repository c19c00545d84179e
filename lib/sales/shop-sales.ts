import { onHide, onWake } from '#lib/time/page-life.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'
import { phaseOf } from './phase.ts'
import { type HintSource, listenForStock } from './stock-hints.ts'
import { type SaleSnapshot, type SnapshotWatch, watchSnapshot } from './watch-snapshot.ts'

/** A sale that opens this soon is watched at the live pace already, so that a change of its opening is not missed. */
const SOON_MS = 60_000
const UPCOMING_EVERY_MS = 15_000
const ENDED_EVERY_MS = 60_000

type Watched = { watch: SnapshotWatch; users: number; end: () => void }

const watched = new Map<string, Watched>()

/**
 * Watches a sale for as long as somebody on this page looks at it: one watch per sale however many parts of the page ask. Browser
 * only. Returns the watch, and the function that says one has stopped looking.
 */
export function lookAtSale(
  initial: SaleSnapshot,
  hints: HintSource | null,
): { watch: SnapshotWatch; leave: () => void } {
  const { slug, id } = initial.sale
  const known = watched.get(slug)
  const entry = known ?? begin(initial)
  if (!known) watched.set(slug, entry)
  entry.users += 1
  const stopHints = hints ? listenForStock(id, hints, (version) => entry.watch.hint(version)) : () => {}
  return {
    watch: entry.watch,
    leave() {
      stopHints()
      entry.users -= 1
      if (entry.users > 0) return
      entry.end()
      watched.delete(slug)
    },
  }
}

function begin(initial: SaleSnapshot): Watched {
  const watch = watchSnapshot(initial.sale.slug, initial, {
    fetch: (path, init) => fetch(path, init),
    steadyNow: () => performance.now(),
    random: Math.random,
    schedule: (task, delayMs) => window.setTimeout(task, delayMs),
    cancel: (timer) => window.clearTimeout(timer),
    idleMs,
  })
  const stopWake = onWake(() => watch.wake())
  const stopHide = onHide(() => watch.pause())
  if (document.visibilityState === 'visible') watch.wake()
  return {
    watch,
    users: 0,
    end() {
      stopWake()
      stopHide()
      watch.stop()
    },
  }
}

function idleMs(snapshot: SaleSnapshot): number | null {
  const nowMs = getShopClock().now()
  const opensAtMs = Date.parse(snapshot.sale.opensAt)
  const closesAtMs = Date.parse(snapshot.sale.closesAt)
  const phase = phaseOf({ opensAtMs, closesAtMs, lastPhase: snapshot.sale.phase }, nowMs)
  if (phase === 'ended') return ENDED_EVERY_MS
  if (phase === 'upcoming' && opensAtMs - nowMs > SOON_MS) {
    return Math.min(UPCOMING_EVERY_MS, Math.max(1000, opensAtMs - nowMs - SOON_MS))
  }
  return null
}
