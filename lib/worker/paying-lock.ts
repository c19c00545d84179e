/**
 * While somebody pays, in whichever tab, nothing of the shop is exchanged under them: no new version takes over and no page
 * reloads by itself. A lock of the browser says so, because all tabs and the service worker see it, and because a tab that
 * crashes gives it back by itself.
 */
export const PAYING = 'stampede.paying'

/** Where the browser has no locks: nobody is known to pay, which pages check for themselves besides. */
export type Locks = Pick<LockManager, 'request'>

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
