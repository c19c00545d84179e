import type { Line } from './line.ts'
import { createLines } from './lines.ts'
import type { LoadPlan, LoadResult } from './plan.ts'
import { formatRequests } from './requests.ts'
import { createTally, type Tally } from './tally.ts'

/** Told when the measured time begins and ends, so that others can read clocks at the same moments. */
export type OnPhase = (phase: 'measuring' | 'measured') => void

/** An open loop looks this often whose turn it is; requests of one look are sent together. */
const LOOK_EVERY_MS = 1
const THROW_AWAY_EVERY_MS = 250

/**
 * Runs one plan: opens the connections, warms up, measures, waits for what is under way. Latency counts from the moment a
 * request is handed to its connection; in an open loop, when all connections were taken, from the moment it was due.
 */
export async function runLoad(plan: LoadPlan, onPhase: OnPhase = () => undefined): Promise<LoadResult> {
  const requests = formatRequests(plan.requests, plan.port, plan.requestsMax)
  const tally = createTally()
  const sender = createSender(plan, requests, tally)
  const lines = createLines(plan.port, tally, sender.onFree, sender.onLost)
  await lines.open(plan.connections)
  const watch = setInterval(() => lines.throwAwayLate(plan.timeoutMs), THROW_AWAY_EVERY_MS)
  sender.start()

  await sleep(plan.warmUpMs)
  onPhase('measuring')
  tally.isMeasuring = true
  const cpuBefore = process.cpuUsage()
  const beganMs = performance.now()
  for (let leftMs = plan.measureMs; leftMs > 0 && !sender.isUsedUp; ) {
    await sleep(Math.min(20, leftMs))
    leftMs = plan.measureMs - (performance.now() - beganMs)
  }
  const measuredMs = performance.now() - beganMs
  const cpu = process.cpuUsage(cpuBefore)
  tally.isMeasuring = false
  onPhase('measured')
  sender.stop()
  lines.finish()

  while (lines.busy > 0) await sleep(5)
  clearInterval(watch)
  lines.closeAll()
  const cpuShare = (cpu.user + cpu.system) / 1000 / measuredMs
  return tally.result(plan, measuredMs, cpuShare, sender.isUsedUp)
}

/** Decides what is sent when: at once on every free connection, or by the clock. */
type Sender = {
  start(): void
  stop(): void
  onFree(line: Line): void
  onLost(line: Line): void
  readonly isUsedUp: boolean
}

function createSender(plan: LoadPlan, requests: readonly Buffer[], tally: Tally): Sender {
  const rate = plan.ratePerSecond
  const free: Line[] = []
  /** Open loop: when requests were due for which no connection was free, oldest first, from `dueAt` on. */
  const due: number[] = []
  let dueAt = 0
  let next = 0
  let isSending = false
  let clock: NodeJS.Timeout | undefined

  const sendOn = (line: Line, sinceMs: number) => {
    const bytes = requests[next]
    if (!bytes) return
    next += 1
    line.send(bytes, sinceMs)
  }

  function startClock(perSecond: number): void {
    const beganMs = performance.now()
    let asked = 0
    clock = setInterval(() => {
      const nowMs = performance.now()
      const total = Math.min(requests.length, Math.floor(((nowMs - beganMs) / 1000) * perSecond))
      for (; asked < total; asked += 1) {
        const dueMs = beganMs + (asked / perSecond) * 1000
        tally.noteLate(nowMs - dueMs)
        const line = free.pop()
        if (line) sendOn(line, nowMs)
        else {
          tally.waitedForConnection += tally.isMeasuring ? 1 : 0
          due.push(dueMs)
        }
      }
    }, LOOK_EVERY_MS)
  }

  return {
    start() {
      isSending = true
      if (rate !== undefined) startClock(rate)
      else for (const line of free.splice(0)) sendOn(line, performance.now())
    },
    stop() {
      isSending = false
      clearInterval(clock)
      tally.neverSent = due.length - dueAt
    },
    onFree(line) {
      const dueMs = due[dueAt]
      if (!isSending) free.push(line)
      else if (rate === undefined) sendOn(line, performance.now())
      else if (dueMs === undefined) free.push(line)
      else {
        dueAt += 1
        sendOn(line, dueMs)
      }
    },
    onLost(line) {
      const index = free.indexOf(line)
      if (index !== -1) free.splice(index, 1)
    },
    get isUsedUp() {
      return next >= requests.length
    },
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
