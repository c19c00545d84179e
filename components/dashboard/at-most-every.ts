export type Throttled = {
  /** Runs now, or as soon as the interval since the last start is over; calls in between become one run. */
  run: () => void
  /** Nothing runs any more, not even what was asked for. */
  stop: () => void
}

/**
 * Runs `task` at most once every `everyMs` and never twice at the same time. A call is never lost: what was asked for
 * while it could not run, runs once afterwards, so the last hint of a burst is always followed by a read.
 */
export function atMostEvery(everyMs: number, task: () => Promise<void>): Throttled {
  let startedAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | null = null
  let isRunning = false
  let isAskedAgain = false
  let isStopped = false

  const start = async () => {
    timer = null
    isRunning = true
    isAskedAgain = false
    startedAt = Date.now()
    try {
      await task()
    } finally {
      isRunning = false
      if (isAskedAgain) run()
    }
  }

  const run = () => {
    if (isStopped || timer !== null) return
    if (isRunning) {
      isAskedAgain = true
      return
    }
    timer = setTimeout(start, Math.max(0, startedAt + everyMs - Date.now()))
  }

  const stop = () => {
    isStopped = true
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  return { run, stop }
}
