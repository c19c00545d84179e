import { type Line, type LineEvents, openLine } from './line.ts'
import type { LoadPlan, LoadResult } from './plan.ts'
import { formatRequests } from './requests.ts'
import { createTally } from './tally.ts'

/** Told when the measured time begins and ends, so that others can read clocks at the same moments. */
export type OnPhase = (phase: 'measuring' | 'measured') => void

const OPENED_AT_ONCE = 64
/** An open loop looks this often whose turn it is; requests of one look are sent together. */
const LOOK_EVERY_MS = 1
const REOPENED_AT_MOST = 20_000

/**
 * Runs one plan: opens the connections, warms up, measures, waits for what is under way. Latency counts from the moment a
 * request is handed to its connection; in an open loop, when all connections were taken, from the moment it was due.
 */
export async function runLoad(plan: LoadPlan, onPhase: OnPhase = () => undefined): Promise<LoadResult> {
  const requests = formatRequests(plan.requests, plan.port, plan.requestsMax)
  const tally = createTally()
  const lines = new Set<Line>()
  const free: Line[] = []
  /** Open loop: when requests were due for which no connection was free, oldest first. */
  const due: number[] = []
  let next = 0
  let reopened = 0
  let isSending = true
  const isOpenLoop = plan.ratePerSecond !== undefined

  const sendOn = (line: Line, sinceMs: number) => {
    const bytes = requests[next]
    if (!bytes) return
    next += 1
    line.send(bytes, sinceMs)
  }
  const goOn = (line: Line) => {
    if (!isSending) return
    if (!isOpenLoop) return sendOn(line, performance.now())
    const since = due.shift()
    if (since === undefined) free.push(line)
    else sendOn(line, since)
  }
  const events: LineEvents = {
    onAnswer(line, status, bytes, bodyAt, end) {
      tally.note(status, performance.now() - line.sinceMs, bytes, bodyAt, end)
      if (lines.has(line)) goOn(line)
    },
    onGone(line, wasBusy) {
      lines.delete(line)
      const index = free.indexOf(line)
      if (index !== -1) free.splice(index, 1)
      if (wasBusy) tally.broken += 1
      if (isSending && reopened < REOPENED_AT_MOST) {
        reopened += 1
        void open().catch(() => {
          // Nobody listens there any more: what was sent there is counted as broken already.
        })
      }
    },
  }
  const open = async () => {
    const line = await openLine(plan.port, events)
    lines.add(line)
    goOn(line)
  }
  const throwAwayLate = () => {
    const oldest = performance.now() - plan.timeoutMs
    for (const line of [...lines]) {
      if (!line.isBusy || line.sinceMs > oldest) continue
      tally.timedOut += 1
      line.close()
      lines.delete(line)
      if (isSending) void open().catch(() => undefined)
    }
  }

  for (let opened = 0; opened < plan.connections; opened += OPENED_AT_ONCE) {
    const some = Math.min(OPENED_AT_ONCE, plan.connections - opened)
    await Promise.all(Array.from({ length: some }, open))
  }
  const watch = setInterval(throwAwayLate, 250)
  const clock = plan.ratePerSecond === undefined ? null : startClock(plan.ratePerSecond)

  /** Sends by the clock: what is due now goes to free connections, the rest waits for one. */
  function startClock(rate: number): NodeJS.Timeout {
    const beganMs = performance.now()
    let asked = 0
    return setInterval(() => {
      const nowMs = performance.now()
      const total = Math.min(requests.length, Math.floor(((nowMs - beganMs) / 1000) * rate))
      for (; asked < total; asked += 1) {
        const dueMs = beganMs + (asked / rate) * 1000
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

  await sleep(plan.warmUpMs)
  onPhase('measuring')
  tally.isMeasuring = true
  const cpuBefore = process.cpuUsage()
  const beganMs = performance.now()
  while (performance.now() - beganMs < plan.measureMs && next < requests.length) {
    await sleep(Math.min(20, Math.max(1, plan.measureMs - (performance.now() - beganMs))))
  }
  const measuredMs = performance.now() - beganMs
  const cpu = process.cpuUsage(cpuBefore)
  tally.isMeasuring = false
  onPhase('measured')
  isSending = false
  if (clock) clearInterval(clock)

  while ([...lines].some((line) => line.isBusy)) await sleep(5)
  clearInterval(watch)
  for (const line of lines) line.close()
  return tally.result(plan, measuredMs, (cpu.user + cpu.system) / 1000 / measuredMs, next >= requests.length)
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
