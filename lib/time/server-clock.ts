/**
 * What the server's clock says, on a phone whose own clock may be minutes off.
 *
 * Each sample asks `/api/time` and assumes the answer was written half way through the round trip; the error is at most half of
 * that trip, so the sample with the smallest one wins. Between samples time runs on a steady counter, not on the phone's clock,
 * which people and networks may set while the page is open.
 */
export type ServerClock = {
  /** Milliseconds since 1970 as the server counts them; the best guess before the first sample has come back. */
  now(): number
  /** How far off `now()` may be, in milliseconds. */
  uncertaintyMs(): number
  /** Takes a few samples; never rejects. Calls while it runs share the same run. */
  sample(): Promise<void>
  /** Call after a sleep: steady counters stop in some of them. */
  noticeSleep(): void
}

export type ClockSource = {
  /** Resolves with the server's time in milliseconds; rejects when there is no answer. */
  askServer(): Promise<number>
  /** Steady milliseconds, from any start. */
  steadyNow(): number
  /** The phone's own clock, milliseconds since 1970. */
  wallNow(): number
}

export const SAMPLES_PER_RUN = 5
/** A round trip this short cannot be beaten by anything a person would see. */
const GOOD_ROUND_TRIP_MS = 40
/** Counters drift by some tens of parts per million: after this a new sample beats an old one whatever its round trip. */
const SAMPLE_LIFE_MS = 5 * 60_000
/** Less than this between the two clocks is a correction, not a sleep. */
const SLEEP_MIN_MS = 250

type Sample = { offsetMs: number; roundTripMs: number; takenAtMs: number }

/** `guessMs`: the server's time as the page last heard it, milliseconds since 1970, or null to start from the phone's clock. */
export function createServerClock(source: ClockSource, guessMs: number | null = null): ServerClock {
  let best: Sample = {
    offsetMs: (guessMs ?? source.wallNow()) - source.steadyNow(),
    roundTripMs: Number.POSITIVE_INFINITY,
    takenAtMs: source.steadyNow(),
  }
  let wallAheadMs = source.wallNow() - source.steadyNow()
  let running: Promise<void> | null = null

  function consider(sample: Sample): void {
    const isBestOld = sample.takenAtMs - best.takenAtMs > SAMPLE_LIFE_MS
    if (isBestOld || sample.roundTripMs <= best.roundTripMs) best = sample
  }

  async function run(): Promise<void> {
    for (let taken = 0; taken < SAMPLES_PER_RUN; taken += 1) {
      const sentAtMs = source.steadyNow()
      let serverMs: number
      try {
        serverMs = await source.askServer()
      } catch {
        // No network: the clock keeps what it has, and the next run is started by whoever hears the network come back.
        return
      }
      const takenAtMs = source.steadyNow()
      const roundTripMs = takenAtMs - sentAtMs
      consider({ offsetMs: serverMs - (sentAtMs + takenAtMs) / 2, roundTripMs, takenAtMs })
      if (best.roundTripMs < GOOD_ROUND_TRIP_MS) return
    }
  }

  return {
    now: () => source.steadyNow() + best.offsetMs,
    uncertaintyMs: () => best.roundTripMs / 2,
    sample() {
      running ??= run().finally(() => {
        running = null
      })
      return running
    },
    noticeSleep() {
      const nowAheadMs = source.wallNow() - source.steadyNow()
      const sleptMs = nowAheadMs - wallAheadMs
      wallAheadMs = nowAheadMs
      if (sleptMs < SLEEP_MIN_MS) return
      // The steady counter stood still: believe the phone's clock for the time slept, until a sample says better.
      best = {
        offsetMs: best.offsetMs + sleptMs,
        roundTripMs: Number.POSITIVE_INFINITY,
        takenAtMs: source.steadyNow(),
      }
    },
  }
}
