import { type Line, type LineEvents, openLine } from './line.ts'
import type { Tally } from './tally.ts'

/** Opened together: more would overrun the backlog of whoever listens. */
const OPENED_AT_ONCE = 64
/** A server that closes every connection must not keep the generator opening new ones for ever. */
const REOPENED_MAX = 20_000

/** All connections of a run. Those that end, or wait too long for an answer, are replaced while the run goes on. */
export type Lines = {
  open(count: number): Promise<void>
  /** Throws away connections whose request is older than the timeout. */
  throwAwayLate(timeoutMs: number): void
  /** No more new ones. */
  finish(): void
  readonly busy: number
  closeAll(): void
}

/** `onFree` is called with every connection that can take a request, `onLost` when a free one has gone. */
export function createLines(
  port: number,
  tally: Tally,
  onFree: (line: Line) => void,
  onLost: (line: Line) => void,
): Lines {
  const lines = new Set<Line>()
  let reopened = 0
  let isOver = false

  const events: LineEvents = {
    onAnswer(line, status, bytes, bodyAt, end) {
      tally.note(status, performance.now() - line.sinceMs, bytes, bodyAt, end)
      if (lines.has(line)) onFree(line)
    },
    onGone(line, wasBusy) {
      lines.delete(line)
      if (wasBusy) tally.broken += 1
      else onLost(line)
      replace()
    },
  }

  async function openOne(): Promise<void> {
    const line = await openLine(port, events)
    lines.add(line)
    onFree(line)
  }

  function replace(): void {
    if (isOver || reopened >= REOPENED_MAX) return
    reopened += 1
    openOne().catch(() => {
      // Nobody listens there any more: what was sent there is counted as broken already.
    })
  }

  return {
    async open(count) {
      for (let opened = 0; opened < count; opened += OPENED_AT_ONCE) {
        await Promise.all(Array.from({ length: Math.min(OPENED_AT_ONCE, count - opened) }, openOne))
      }
    },
    throwAwayLate(timeoutMs) {
      const oldest = performance.now() - timeoutMs
      for (const line of [...lines]) {
        if (!line.isBusy || line.sinceMs > oldest) continue
        tally.timedOut += 1
        line.close()
        lines.delete(line)
        replace()
      }
    },
    finish() {
      isOver = true
    },
    get busy() {
      let busy = 0
      for (const line of lines) if (line.isBusy) busy += 1
      return busy
    },
    closeAll() {
      for (const line of lines) line.close()
    },
  }
}
