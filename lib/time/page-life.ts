/** Calls back when the page can be seen again, comes back from the back-forward cache, or the network returns. */
export function onWake(task: () => void): () => void {
  const ifVisible = () => {
    if (document.visibilityState === 'visible') task()
  }
  document.addEventListener('visibilitychange', ifVisible)
  window.addEventListener('pageshow', ifVisible)
  window.addEventListener('online', ifVisible)
  return () => {
    document.removeEventListener('visibilitychange', ifVisible)
    window.removeEventListener('pageshow', ifVisible)
    window.removeEventListener('online', ifVisible)
  }
}

/** Calls back when the page can no longer be seen. */
export function onHide(task: () => void): () => void {
  const ifHidden = () => {
    if (document.visibilityState === 'hidden') task()
  }
  document.addEventListener('visibilitychange', ifHidden)
  return () => document.removeEventListener('visibilitychange', ifHidden)
}

/** Runs a task once the browser has nothing better to do, and at the latest after two seconds. */
export function whenIdle(task: () => void): () => void {
  if ('requestIdleCallback' in window) {
    const handle = window.requestIdleCallback(task, { timeout: 2000 })
    return () => window.cancelIdleCallback(handle)
  }
  const timer = setTimeout(task, 600)
  return () => clearTimeout(timer)
}

/** Settles when the browser has nothing better to do: before loading what the first look does not need. */
export function idle(): Promise<void> {
  return new Promise((resolve) => void whenIdle(resolve))
}

const frameTasks = new Set<() => void>()
let frame = 0

function runFrame(): void {
  frame = frameTasks.size > 0 ? requestAnimationFrame(runFrame) : 0
  for (const task of frameTasks) task()
}

/**
 * Calls back once per frame the screen shows, in one loop for the whole page: a countdown is worked out from the clock each time, so
 * it can neither drift nor miss its zero. The browser stops frames by itself while the page is hidden.
 */
export function onFrame(task: () => void): () => void {
  frameTasks.add(task)
  if (frame === 0) frame = requestAnimationFrame(runFrame)
  return () => {
    frameTasks.delete(task)
  }
}
