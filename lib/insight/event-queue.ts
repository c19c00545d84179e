import { getLog } from '#lib/http/log.ts'
import { shared } from '#lib/http/shared.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool } from '#lib/postgres/pool.ts'
import type { VisitReport } from './read-events.ts'

export type PageEvent = {
  sale: string
  visit: string
  kind: VisitReport['steps'][number]
  device: 'phone' | 'tablet' | 'desk'
  source: string
  is_bot: boolean
  weight: number
}

const WRITE_EVERY_MS = 1000
/** Of one statement: some tens of milliseconds of a database that has claims to decide. */
const WRITE_MAX = 1000
/** Waiting ones; beyond it events are dropped, which a sample of all keeps from happening for long. */
const WAITING_MAX = 4000
const WEIGHT_MAX = 1024
const WRITE_DEADLINE_MS = 4000

export type EventQueue = {
  add(events: Omit<PageEvent, 'weight'>[]): void
  /** Writes at most WRITE_MAX now. Never rejects. */
  flush(): Promise<void>
  /** Of how many visits one is kept. */
  readonly keepsOneOf: number
}

type Settings = {
  write: (events: PageEvent[]) => Promise<void>
  schedule: (task: () => void, delayMs: number) => void
}

/**
 * Gathers what pages tell and writes it once a second. When more comes than can be written, only every second visit is kept, then
 * every fourth and so on, each with the weight of those it stands for: whole visits, so that the steps of one stay together.
 */
export function createEventQueue({ write, schedule }: Settings): EventQueue {
  let waiting: PageEvent[] = []
  let keepsOneOf = 1
  let isScheduled = false

  function scheduleFlush(): void {
    if (isScheduled) return
    isScheduled = true
    schedule(() => void flush(), WRITE_EVERY_MS)
  }

  async function flush(): Promise<void> {
    isScheduled = false
    if (waiting.length > WRITE_MAX) keepsOneOf = Math.min(keepsOneOf * 2, WEIGHT_MAX)
    else if (waiting.length < WRITE_MAX / 4) keepsOneOf = Math.max(1, keepsOneOf / 2)
    const events = waiting.slice(0, WRITE_MAX)
    waiting = waiting.slice(WRITE_MAX)
    try {
      if (events.length > 0) await write(events)
    } catch (error) {
      getLog().warn({ err: error, events: events.length }, 'What pages told in a second was not kept')
    }
    if (waiting.length > 0 || keepsOneOf > 1) scheduleFlush()
  }

  return {
    flush,
    get keepsOneOf() {
      return keepsOneOf
    },
    add(events) {
      for (const event of events) {
        if (waiting.length >= WAITING_MAX) return
        // A visit's id is random, so its first digits choose fairly, and the same way for all of its steps.
        if (Number.parseInt(event.visit.slice(0, 8), 16) % keepsOneOf === 0)
          waiting.push({ ...event, weight: keepsOneOf })
      }
      scheduleFlush()
    },
  }
}

/** The one of this process. */
export function getEventQueue(): EventQueue {
  return shared('event-queue', () =>
    createEventQueue({
      write: async (events) => {
        const sql = getPool()
        const query = sql`select public.record_page_events(${sql.json(events)}::jsonb)`
        await withDeadline('events', WRITE_DEADLINE_MS, query)
      },
      schedule: (task, delayMs) => void setTimeout(task, delayMs).unref(),
    }),
  )
}
