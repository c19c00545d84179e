/**
 * A burst may wait, a standing queue may not: it makes everybody late and serves nobody sooner (Nichols and Jacobson,
 * "Controlling Queue Delay", 2012). A line is overloaded once each of its batches has been full for `burstMs`, until
 * one is not, and while a batch has been in flight for longer than that. Then only as many may wait as the pace of the
 * last batches does in `waitMaxMs`, and always one batch.
 */
export type Overload = { burstMs: number; waitMaxMs: number; steadyNowMs(): number }

export type QueueRoom = {
  /** How many may wait now, with this many batches in flight. */
  size(inFlight: number): number
  /** Told when a batch departs; what it answers is called when the batch is back. */
  departed(batchSize: number): () => void
}

/** What the newest batch counts in the pace: one slow commit does not empty the queue, five do. */
const PACE_WEIGHT = 0.2

/** The room of one line. Without `overload` it is always `queueMax`. */
export function createQueueRoom(settings: {
  batchMax: number
  queueMax: number
  overload?: Overload
}): QueueRoom {
  const { batchMax, queueMax, overload } = settings
  if (!overload) return { size: () => queueMax, departed: () => () => undefined }
  const { burstMs, waitMaxMs, steadyNowMs } = overload
  /** Requests per millisecond, of the last batches; 0 before the first is back. */
  let pace = 0
  /** Since when every batch has departed full; null when the last one had room. */
  let fullSinceMs: number | null = null
  let lastDepartedAtMs = 0
  return {
    size(inFlight) {
      const nowMs = steadyNowMs()
      const isCrowded = fullSinceMs !== null && nowMs - fullSinceMs >= burstMs
      const isStuck = inFlight > 0 && nowMs - lastDepartedAtMs >= burstMs
      if (!isCrowded && !isStuck) return queueMax
      return Math.min(queueMax, Math.max(batchMax, Math.floor(pace * waitMaxMs)))
    },
    departed(batchSize) {
      const departedAtMs = steadyNowMs()
      lastDepartedAtMs = departedAtMs
      fullSinceMs = batchSize < batchMax ? null : (fullSinceMs ?? departedAtMs)
      return () => {
        const newest = batchSize / Math.max(0.1, steadyNowMs() - departedAtMs)
        pace = pace === 0 ? newest : pace + (newest - pace) * PACE_WEIGHT
      }
    },
  }
}
