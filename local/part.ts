import type { Logger } from 'pino'
import { lastLine } from './logs.ts'
import { Problem, reasonOf } from './problem.ts'
import type { Guarded } from './processes.ts'
import { waitUntil } from './processes.ts'
import { say } from './say.ts'

/** A part of the local cloud that is a process of its own. `start` settles when it answers. */
export type PartSpec = {
  name: 'postgres' | 'api' | 'functions' | 'shop'
  title: string
  logFile: string
  /** Gives up, leaving no process, when the signal is aborted. */
  start(signal: AbortSignal): Promise<Guarded>
}

export type SupervisedPart = { close(): Promise<void> }

export type PartEvents = {
  /** A new process is this part now (null: none). */
  onProcess(guarded: Guarded | null): void
  /** It keeps failing: everything should stop. */
  onGiveUp(problem: Problem): void
  log: Logger
  /** Aborted when everything is to stop. */
  signal: AbortSignal
}

const MAX_FAILURES = 5
const FAILURE_WINDOW_MS = 60_000
const MAX_PAUSE_MS = 8_000

/**
 * Starts a part and keeps it running: when it ends by itself it says which one ended and why, and starts it again
 * after a growing pause. After five failures within a minute it gives up. Throws when the first start fails.
 */
export async function supervise(spec: PartSpec, events: PartEvents): Promise<SupervisedPart> {
  let isClosing = false
  let failures: number[] = []
  let current = await spec.start(events.signal)
  events.onProcess(current)

  async function restart(why: string): Promise<void> {
    const now = performance.now()
    failures = [...failures.filter((at) => now - at < FAILURE_WINDOW_MS), now]
    if (failures.length >= MAX_FAILURES) {
      events.onGiveUp(new Problem(`${spec.title} keeps failing (${why}): see ${spec.logFile}.`))
      return
    }
    const pauseMs = Math.min(MAX_PAUSE_MS, 500 * 2 ** (failures.length - 1))
    say(`  ✗ ${spec.title} ended (${why}). Starting it again in ${pauseMs / 1000} s.`)
    events.log.error({ part: spec.name, why }, 'part ended')
    await waitUntil(() => isClosing, pauseMs)
    if (isClosing) return
    try {
      const next = await spec.start(events.signal)
      if (isClosing) return await next.stop()
      current = next
      events.onProcess(current)
      say(`  ✓ ${spec.title} is back.`)
      watch(current)
    } catch (error) {
      if (!isClosing) await restart(reasonOf(error))
    }
  }

  function watch(process: Guarded): void {
    process.exited
      .then((code) => {
        if (isClosing) return
        events.onProcess(null)
        return restart(`exit code ${code}${lastLine(spec.logFile)}`)
      })
      .catch((error: unknown) => events.onGiveUp(new Problem(`${spec.title}: ${reasonOf(error)}`)))
  }

  watch(current)
  return {
    async close() {
      isClosing = true
      await current.stop()
    },
  }
}

/** Waits until `isReady` or the process ended; throws a Problem (and stops it) when it does not come up. */
export async function requireReady(
  title: string,
  guarded: Guarded,
  logFile: string,
  isReady: () => Promise<boolean>,
  signal: AbortSignal,
  timeoutMs = 60_000,
): Promise<void> {
  const isSettled = await waitUntil(
    async () => guarded.hasExited() || signal.aborted || (await isReady()),
    timeoutMs,
  )
  if (signal.aborted) {
    await guarded.stop()
    throw new Problem(`${title} was stopped while starting.`)
  }
  if (guarded.hasExited()) {
    throw new Problem(`${title} ended while starting${lastLine(logFile)}: see ${logFile}.`)
  }
  if (!isSettled) {
    await guarded.stop()
    throw new Problem(
      `${title} did not answer within ${timeoutMs / 1000} s${lastLine(logFile)}: see ${logFile}.`,
    )
  }
}

/** True when the address answers at all, with whatever status below 500. */
export async function answers(url: string, headers: Record<string, string> = {}): Promise<boolean> {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(2_000), redirect: 'manual' })
    await response.arrayBuffer()
    return response.status < 500
  } catch {
    // Not listening yet is the reason for asking.
    return false
  }
}
