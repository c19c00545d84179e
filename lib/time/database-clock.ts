import { shared } from '#lib/http/shared.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool } from '#lib/postgres/pool.ts'

/** A sample older than this asks for a new one. */
const SAMPLE_EVERY_MS = 4000
/** Samples kept: the best round trip among them counts, and clocks drift little in this many periods. */
const SAMPLES_KEPT = 8
const SAMPLE_DEADLINE_MS = 1000

export type ClockSample = { offsetMs: number; roundTripMs: number }

/**
 * The offset to believe: the one of the sample with the shortest round trip, because the true instant lies
 * somewhere inside the round trip and the error is at most half of it. 0 when there is no sample.
 */
export function bestOffsetMs(samples: readonly ClockSample[]): number {
  let best: ClockSample | undefined
  for (const sample of samples) if (!best || sample.roundTripMs < best.roundTripMs) best = sample
  return best?.offsetMs ?? 0
}

type ClockState = {
  samples: ClockSample[]
  offsetMs: number
  sampledAtMs: number
  sampling: Promise<void> | null
}

function clockState(): ClockState {
  return shared('clock', () => ({ samples: [], offsetMs: 0, sampledAtMs: -Infinity, sampling: null }))
}

/**
 * Milliseconds since 1970 by the database's clock, the one that opens and closes sales. It is estimated from this
 * process's clock, so it costs nothing; a sample that has grown old is renewed in the background. Before the first
 * sample, and for as long as the database is away, this process's own clock is the best there is.
 */
export function databaseNowMs(): number {
  const clock = clockState()
  if (performance.now() - clock.sampledAtMs > SAMPLE_EVERY_MS) void sampleDatabaseClock()
  return Date.now() + clock.offsetMs
}

/** Takes one sample now; never rejects. Await it once at start, so that the first answer is already right. */
export function sampleDatabaseClock(): Promise<void> {
  const clock = clockState()
  if (clock.sampling) return clock.sampling
  clock.sampledAtMs = performance.now()
  clock.sampling = takeSample(clock).finally(() => {
    clock.sampling = null
  })
  return clock.sampling
}

async function takeSample(clock: ClockState): Promise<void> {
  try {
    const sentAtMs = Date.now()
    const startMs = performance.now()
    const sql = getPool()
    const query = sql<{ now: number }[]>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`
    const [row] = await withDeadline('clock', SAMPLE_DEADLINE_MS, query)
    if (!row) return
    const roundTripMs = performance.now() - startMs
    clock.samples.push({ offsetMs: row.now - (sentAtMs + roundTripMs / 2), roundTripMs })
    if (clock.samples.length > SAMPLES_KEPT) clock.samples.shift()
    clock.offsetMs = bestOffsetMs(clock.samples)
  } catch {
    // The database is away: the last offset stays right for long, and the next call after a while tries again.
  }
}
