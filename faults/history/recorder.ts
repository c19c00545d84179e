import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Action, Asked, Exchange, HistoryEvent, Outcome } from './history.ts'
import { exchangesOf } from './history.ts'

export type Recorder = {
  /** Notes the request, does the work, notes the answer. The work turns every way of failing into an outcome. */
  ask(
    who: string,
    where: string,
    action: Action,
    asked: Asked,
    work: () => Promise<Outcome>,
  ): Promise<Outcome>
  fault(what: string): void
  /** Everything so far. Nothing is ever taken out or changed. */
  history(): readonly HistoryEvent[]
  exchanges(): Exchange[]
  /** Requests without an answer at this moment. */
  open(): number
}

/** Keeps every request and answer in memory: writing while recording would slow down what is being watched. */
export function createRecorder(nowMs: () => number = () => performance.now()): Recorder {
  const events: HistoryEvent[] = []
  let lastId = 0
  let open = 0
  return {
    async ask(who, where, action, asked, work) {
      lastId += 1
      const id = lastId
      // Noted before the first byte leaves and after the last one came: what the checker calls "between the two"
      // may be a little longer than the truth, never shorter, so it accuses nobody falsely.
      events.push({ type: 'invoke', id, atMs: nowMs(), who, where, action, asked })
      open += 1
      const outcome = await work().catch(
        (error: unknown): Outcome => ({ type: 'info', status: null, code: reasonOf(error) }),
      )
      open -= 1
      events.push({ id, atMs: nowMs(), ...outcome })
      return outcome
    },
    fault(what) {
      events.push({ type: 'fault', atMs: nowMs(), what })
    },
    history: () => events,
    exchanges: () => exchangesOf(events),
    open: () => open,
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.message : String(error)
}

/** Writes the history as JSON lines; gives the path, for the message of the check that failed. */
export function writeHistory(name: string, history: readonly HistoryEvent[]): string {
  const folder = join(tmpdir(), 'stampede-faults')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.jsonl`)
  writeFileSync(path, `${history.map((event) => JSON.stringify(event)).join('\n')}\n`)
  return path
}
