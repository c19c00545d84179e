import type { Sample } from './control-room.ts'

/** How often a sale is sampled while it changes; see keep_sale_counts(). */
export const STEP_SECONDS = 5
/** What a chart shows: an hour. */
export const WINDOW_SECONDS = 3600
/** More samples than fit into the window are never kept, so that a page left open for a week stays as large as after an hour. */
export const SAMPLES_MAX = WINDOW_SECONDS / STEP_SECONDS

/** What the charts draw, column by column, oldest first; all columns are of the same length. */
export type Columns = {
  atSeconds: number[]
  claimsPerSecond: number[]
  refusedPerSecond: number[]
  free: number[]
  held: number[]
  sold: number[]
  waiting: number[]
  paidCents: number[]
  declined: number[]
}

/** Adds what came, drops what came before, twice or is too old. Neither list is changed. */
export function addSamples(known: readonly Sample[], came: readonly Sample[]): Sample[] {
  const last = known.at(-1)?.atSeconds ?? Number.NEGATIVE_INFINITY
  const all = [...known, ...came.filter((sample) => sample.atSeconds > last)]
  const first = (all.at(-1)?.atSeconds ?? 0) - WINDOW_SECONDS
  return all.filter((sample) => sample.atSeconds > first).slice(-SAMPLES_MAX)
}

/**
 * Samples as lines. A time in which nothing changed has no samples: there the line stays where it was, and whatever is
 * counted by the second is zero. The step before a change is therefore added, and the present is the end.
 */
export function columnsOf(samples: readonly Sample[], nowSeconds: number): Columns {
  const columns: Columns = {
    atSeconds: [],
    claimsPerSecond: [],
    refusedPerSecond: [],
    free: [],
    held: [],
    sold: [],
    waiting: [],
    paidCents: [],
    declined: [],
  }
  let before: Sample | null = null
  for (const sample of samples) {
    if (before) addQuiet(columns, before, sample.atSeconds - STEP_SECONDS)
    add(columns, sample, sample.atSeconds, before)
    before = sample
  }
  if (before) addQuiet(columns, before, nowSeconds)
  return columns
}

/** Two points between which nothing happened, where there is room for them. */
function addQuiet(columns: Columns, sample: Sample, untilSeconds: number): void {
  const fromSeconds = sample.atSeconds + STEP_SECONDS
  if (fromSeconds <= untilSeconds) add(columns, sample, fromSeconds, sample)
  if (fromSeconds < untilSeconds) add(columns, sample, untilSeconds, sample)
}

function add(columns: Columns, sample: Sample, atSeconds: number, before: Sample | null): void {
  columns.atSeconds.push(atSeconds)
  columns.claimsPerSecond.push(before ? (sample.claims - before.claims) / STEP_SECONDS : 0)
  columns.refusedPerSecond.push(before ? (sample.refused - before.refused) / STEP_SECONDS : 0)
  columns.free.push(sample.free)
  columns.held.push(sample.held)
  columns.sold.push(sample.sold)
  columns.waiting.push(sample.waiting)
  columns.paidCents.push(sample.paidCents ?? 0)
  columns.declined.push(sample.declined)
}

type Reading = { nowMs: number; claims: number }
/** The figure beside the chart is that of the last seconds. */
const RATE_MS = 4000

/** Claims per second over the last readings, and the readings worth keeping. */
export function rateOf(
  readings: readonly Reading[],
  reading: Reading,
): { perSecond: number; kept: Reading[] } {
  const kept = [
    ...readings.filter((each) => reading.nowMs - each.nowMs <= RATE_MS && each.nowMs < reading.nowMs),
    reading,
  ]
  const first = kept[0] ?? reading
  const seconds = (reading.nowMs - first.nowMs) / 1000
  return { perSecond: seconds > 0 ? Math.max(0, (reading.claims - first.claims) / seconds) : 0, kept }
}
