import type { MyClaimsState } from '#lib/claims/my-claims.ts'

export type LineSource = {
  mine: {
    getState(): Pick<MyClaimsState, 'claims' | 'waits'>
    subscribe(listener: () => void): () => void
    read(): Promise<boolean>
  }
  random(): number
  schedule(task: () => void, delayMs: number): number
  cancel(timer: number): void
}

export type LineWatch = {
  /** The stock of a sale on the screen has changed: whoever is near the front asks soon. */
  noticeStock(): void
}

/** Next in line asks this often; each person ahead adds to it, up to the longest. An offer outlives many of either. */
const NEXT_MS = 2000
const PER_PERSON_AHEAD_MS = 100
const LONGEST_MS = 15_000
/** So many at the front follow hints: a unit that comes back wakes a dozen phones, not the whole line. */
const NEAR = 10
const HINT_WITHIN_MS = 300
const BACKOFF_MAX_MS = 30_000

/**
 * Asks what became of one's places in line for as long as one stands in any, and not at all otherwise. The pace follows
 * the distance to the front, so that a line of ten thousand asks some hundred times a second in all.
 */
export function watchLine(source: LineSource): LineWatch {
  let timer: number | null = null
  let isLooking = false
  let failures = 0

  function plan(delayMs: number): void {
    if (timer !== null) source.cancel(timer)
    timer = source.schedule(() => void look(), delayMs)
  }

  function stop(): void {
    if (timer !== null) source.cancel(timer)
    timer = null
  }

  async function look(): Promise<void> {
    timer = null
    isLooking = true
    const isHeard = await source.mine.read()
    isLooking = false
    failures = isHeard ? 0 : failures + 1
    goOn()
  }

  function goOn(): void {
    const ahead = nearest(source.mine.getState())
    if (ahead === null) {
      stop()
      return
    }
    if (timer !== null || isLooking) return
    plan(paceMs(ahead, failures) * (0.85 + source.random() * 0.3))
  }

  source.mine.subscribe(goOn)
  goOn()
  return {
    noticeStock() {
      const ahead = nearest(source.mine.getState())
      if (ahead === null || ahead > NEAR || isLooking || failures > 0) return
      plan(source.random() * HINT_WITHIN_MS)
    },
  }
}

function paceMs(ahead: number, failures: number): number {
  const paceMs = Math.min(LONGEST_MS, NEXT_MS + ahead * PER_PERSON_AHEAD_MS)
  return failures === 0 ? paceMs : Math.min(BACKOFF_MAX_MS, paceMs * 2 ** failures)
}

/** Of all one's places the smallest distance to the front, or null when none stands. */
function nearest({ claims, waits }: Pick<MyClaimsState, 'claims' | 'waits'>): number | null {
  const distances = waits.flatMap((wait) => {
    if (wait.status === 'waiting') return [wait.aheadAtMost]
    // Its claim is no longer listed: the server is about to say how that ended.
    const isOpenEnded = wait.status === 'offered' && !claims.some((claim) => claim.id === wait.claimId)
    return isOpenEnded ? [0] : []
  })
  return distances.length === 0 ? null : Math.min(...distances)
}
