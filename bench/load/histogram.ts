/** Values below this have a bucket each; from here on a power of two has half as many, so the error stays below 1 %. */
const EXACT = 256
const HALF = EXACT / 2
/** Enough for 2^31 microseconds, half an hour: no request lives that long. */
const BUCKETS = EXACT + 24 * HALF

/** Counts of latencies in microseconds, in buckets that grow with the value. Small enough to send between processes. */
export type Histogram = {
  record(micros: number): void
  readonly count: number
  /** The latency in milliseconds that `share` (0 to 1) of the recorded ones did not exceed; null when none was recorded. */
  percentileMs(share: number): number | null
}

export function createHistogram(): Histogram {
  const counts = new Uint32Array(BUCKETS)
  let count = 0
  return {
    record(micros) {
      const index = bucketOf(micros)
      counts[index] = (counts[index] ?? 0) + 1
      count += 1
    },
    get count() {
      return count
    },
    percentileMs(share) {
      if (count === 0) return null
      const wanted = Math.max(1, Math.ceil(count * share))
      let seen = 0
      for (let index = 0; index < BUCKETS; index += 1) {
        seen += counts[index] ?? 0
        if (seen >= wanted) return middleOf(index) / 1000
      }
      return null
    },
  }
}

function bucketOf(micros: number): number {
  const value = Math.min(2 ** 31 - 1, Math.max(0, Math.round(micros)))
  if (value < EXACT) return value
  const shift = 31 - Math.clz32(value) - 7
  return shift * HALF + (value >>> shift)
}

function middleOf(index: number): number {
  if (index < EXACT) return index
  const shift = Math.floor(index / HALF) - 1
  return (index - shift * HALF + 0.5) * 2 ** shift
}
