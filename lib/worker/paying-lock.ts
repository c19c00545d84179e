/**
 * While somebody pays, in whichever tab, nothing of the shop is exchanged under them: no new version takes over and no page
 * reloads by itself. A lock of the browser says so, because all tabs and the service worker see it, and because a tab that
 * crashes gives it back by itself.
 */
const PAYING = 'stampede.paying'

/** Where the browser has no locks: nobody is known to pay, which pages check for themselves besides. */
type Locks = Pick<LockManager, 'request'>

/** Says that somebody pays, until the answered function is called. Several tabs may at once. */
export function holdPaying(locks: Locks | undefined): () => void {
  let release = () => {}
  const isOver = new Promise<void>((resolve) => {
    release = resolve
  })
  void locks
    ?.request(PAYING, { mode: 'shared' }, () => isOver)
    .catch(() => {
      // The page is going away while it waited for the lock: then it pays for nothing any more.
    })
  return release
}

/** Every tab takes the lock for an instant when it learns that nobody pays; who is tapped in that instant waits it out. */
const PATIENCE_MS = 250

/** Runs the task only if nobody pays, and nobody begins to while it runs. Answers whether it ran. */
export async function ifNobodyPays(locks: Locks | undefined, task: () => Promise<void>): Promise<boolean> {
  if (!locks) {
    await task()
    return true
  }
  const signal = AbortSignal.timeout(PATIENCE_MS)
  let hasBegun = false
  try {
    await locks.request(PAYING, { signal }, () => {
      hasBegun = true
      return task()
    })
    return true
  } catch (error) {
    if (hasBegun || !signal.aborted) throw error
    return false
  }
}

/** Resolves once nobody pays in any tab. */
export async function untilNobodyPays(locks: Locks | undefined): Promise<void> {
  await locks?.request(PAYING, () => {})
}
