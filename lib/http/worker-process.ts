import cluster, { type Worker } from 'node:cluster'

/** How often a worker shows that it is alive, and the primary looks. */
const BEAT_MS = 1000
/** Looks in a row without a sign, after which a worker is taken for hung: nobody waits longer for one that never answers. */
const MISSED_MAX = 7

const SIGN = 'stampede.alive'

/** Called in a worker once it listens. */
export function showSigns(): void {
  setInterval(() => {
    if (process.connected) process.send?.(SIGN)
  }, BEAT_MS).unref()
}

/**
 * Starts a worker. One that listens and then shows no sign for {@link MISSED_MAX} looks is killed, so that it is
 * replaced; looks are counted and not seconds, because a machine that slept has missed none. `onHung` is told before.
 */
export function startWorker(env: Record<string, string>, onHung: () => void): Worker {
  const worker = cluster.fork(env)
  let missed = 0
  let watch: NodeJS.Timeout | undefined
  worker.on('message', (message) => {
    if (message === SIGN) missed = 0
  })
  worker.on('listening', () => {
    watch ??= setInterval(() => {
      missed += 1
      if (missed <= MISSED_MAX) return
      clearInterval(watch)
      onHung()
      worker.process.kill('SIGKILL')
    }, BEAT_MS)
  })
  worker.on('exit', () => clearInterval(watch))
  closeUndelivered(worker)
  return worker
}

/**
 * Node hands a worker one connection at a time and closes its own copy when the worker has said that it has it. A worker
 * that dies in between never says so, and Node forgets the copy: open, with nobody to answer. So the last one given is
 * closed when the worker ends; for one that did arrive that is the second time, and does nothing.
 */
function closeUndelivered(worker: Worker): void {
  const child = worker.process
  const send = child.send.bind(child) as (...given: unknown[]) => boolean
  let last: unknown
  child.send = (...given: unknown[]) => {
    if (isClosable(given[1])) last = given[1]
    return send(...given)
  }
  worker.on('exit', (code) => {
    // One that ended in good order has passed on what it did not take: that is another worker's now.
    if (code !== 0 && isClosable(last)) last.close()
  })
}

function isClosable(handle: unknown): handle is { close(): void } {
  return (
    typeof handle === 'object' && handle !== null && 'close' in handle && typeof handle.close === 'function'
  )
}
