import { onWake } from '#lib/time/page-life.ts'

const LOOK_EVERY_MS = 4000
const TIMEOUT_MS = 4000

/** Calls back, once, when the shop answers again. Asked every few seconds, because phones often believe they have a network. */
export function whenBack(task: () => void): () => void {
  let isOver = false
  const look = async () => {
    if (isOver || document.visibilityState !== 'visible' || !(await isThere()) || isOver) return
    stop()
    task()
  }
  const timer = setInterval(() => void look(), LOOK_EVERY_MS)
  const stopListening = onWake(() => void look())
  const stop = () => {
    isOver = true
    clearInterval(timer)
    stopListening()
  }
  void look()
  return stop
}

async function isThere(): Promise<boolean> {
  try {
    const init: RequestInit = { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) }
    return (await fetch('/api/health/live', init)).ok
  } catch {
    // Still away: that is what was asked.
    return false
  }
}
