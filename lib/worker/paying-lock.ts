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

/** Runs the task only if nobody pays, and nobody can begin to while it runs. Answers whether it ran. */
export async function ifNobodyPays(locks: Locks | undefined, task: () => Promise<void>): Promise<boolean> {
  if (!locks) {
    await task()
    return true
  }
  return locks.request(PAYING, { ifAvailable: true }, async (lock) => {
    if (lock) await task()
    return lock !== null
  })
}

/** Resolves once nobody pays in any tab. */
export async function untilNobodyPays(locks: Locks | undefined): Promise<void> {
  await locks?.request(PAYING, () => {})
}
