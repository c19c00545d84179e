/** Pause between two tries, in milliseconds; going online cuts it short. */
const RETRY_AFTER_MS = 2_000

/**
 * Sends until there is an answer of any kind, or `giveUpAtMs` (the device's `performance.now`) has come: then null.
 *
 * Only a lost connection throws; whatever the server says is an answer. Sending again is safe because `send` carries
 * the same request id each time. `onWaiting` hears when the connection is lost and when the next try starts.
 */
export async function sendUntilAnswered<Answer>(
  send: () => Promise<Answer>,
  giveUpAtMs: number,
  onWaiting: (isWaiting: boolean) => void,
): Promise<Answer | null> {
  for (;;) {
    try {
      return await send()
    } catch {
      // The request or its answer was lost; which of the two, nobody can know from here.
      if (performance.now() + RETRY_AFTER_MS >= giveUpAtMs) return null
      onWaiting(true)
      await onlineOrPause()
      onWaiting(false)
    }
  }
}

function onlineOrPause(): Promise<void> {
  return new Promise((resolve) => {
    const goOn = () => {
      clearTimeout(timer)
      globalThis.removeEventListener?.('online', goOn)
      resolve()
    }
    const timer = setTimeout(goOn, RETRY_AFTER_MS)
    globalThis.addEventListener?.('online', goOn)
  })
}
