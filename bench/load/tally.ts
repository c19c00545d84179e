import { createHistogram } from './histogram.ts'
import type { LoadPlan, LoadResult } from './plan.ts'

const SAMPLE_BYTES = 600

/** Counts the answers of one run. `isMeasuring` separates what counts from warm-up and from the end. */
export type Tally = {
  isMeasuring: boolean
  timedOut: number
  broken: number
  waitedForConnection: number
  neverSent: number
  note(status: number, tookMs: number, bytes: Buffer, bodyAt: number, end: number): void
  noteLate(lateMs: number): void
  result(plan: LoadPlan, measuredMs: number, cpuShare: number, usedUp: boolean): LoadResult
}

export function createTally(): Tally {
  const all = createHistogram()
  const accepted = createHistogram()
  const late = createHistogram()
  const statuses = new Uint32Array(600)
  const allStatuses = new Uint32Array(600)
  const samples: Record<string, string> = {}
  return {
    isMeasuring: false,
    timedOut: 0,
    broken: 0,
    waitedForConnection: 0,
    neverSent: 0,
    note(status, tookMs, bytes, bodyAt, end) {
      const index = Math.min(status, 599)
      if (allStatuses[index] === 0)
        samples[status] = bytes.toString('utf8', bodyAt, Math.min(end, bodyAt + SAMPLE_BYTES))
      allStatuses[index] = (allStatuses[index] ?? 0) + 1
      if (!this.isMeasuring) return
      statuses[index] = (statuses[index] ?? 0) + 1
      all.record(tookMs * 1000)
      if (status < 300) accepted.record(tookMs * 1000)
    },
    noteLate(lateMs) {
      if (this.isMeasuring) late.record(lateMs * 1000)
    },
    result(plan, measuredMs, cpuShare, usedUp) {
      return {
        answered: all.count,
        perSecond: perSecond(all.count, measuredMs),
        p50Ms: all.percentileMs(0.5),
        p99Ms: all.percentileMs(0.99),
        maxMs: all.percentileMs(1),
        acceptedP50Ms: accepted.percentileMs(0.5),
        acceptedP99Ms: accepted.percentileMs(0.99),
        acceptedPerSecond: perSecond(accepted.count, measuredMs),
        statuses: named(statuses),
        allStatuses: named(allStatuses),
        samples,
        timedOut: this.timedOut,
        broken: this.broken,
        measuredMs: Math.round(measuredMs),
        cpuShare: Math.round(cpuShare * 1000) / 1000,
        lateP99Ms: plan.ratePerSecond === undefined ? null : late.percentileMs(0.99),
        waitedForConnection: this.waitedForConnection,
        neverSent: this.neverSent,
        usedUp,
      }
    },
  }
}

function perSecond(count: number, ms: number): number {
  return ms > 0 ? Math.round((count / ms) * 1000) : 0
}

function named(counts: Uint32Array): Record<string, number> {
  return Object.fromEntries([...counts.entries()].filter(([, count]) => count > 0))
}
