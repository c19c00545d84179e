/** Longer than one sending may take (send-tap.ts): whoever still has the turn then has been put to sleep with it. */
const TURN_MAX_MS = 9000

/**
 * Does something about a tap while no other tab and not the service worker does it. The browser passes the turn on when
 * its holder is closed or crashes. It only spares the shop a second call: the same request id twice is one claim, so where
 * there are no locks (a page that came by plain http), or somebody sleeps on one, it is done without.
 */
export async function alone<T>(requestId: string, task: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return task()
  const wish = { signal: AbortSignal.timeout(TURN_MAX_MS) }
  let isGranted = false
  try {
    return await navigator.locks.request(`stampede.tap.${requestId}`, wish, () => {
      isGranted = true
      return task()
    })
  } catch (error) {
    if (isGranted) throw error
    return task()
  }
}
