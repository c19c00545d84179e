import type { Worker } from 'node:cluster'
import { getLog } from '#lib/http/log.ts'
import { startWorker } from '#lib/http/worker-process.ts'
import { startAddressCounts } from '#lib/passes/address-limit.ts'

/** A worker has 10 s to answer what it has taken (shutdown.ts); this much later it is not asked any more. */
const INSIST_AFTER_MS = 11_000
/** Deaths of one worker that are remembered: more of them in this time make the pause before the next start longer. */
const DEATHS_WINDOW_MS = 60_000
const PAUSE_FIRST_MS = 250
const PAUSE_MAX_MS = 8000
/** Starts that failed in a row, while nobody else answers either, until the shop says that it cannot go on. */
const FAILED_STARTS_MAX = 5
/** Each has connections to the database, and a small one takes 60: more workers are for who asks for them. */
const AUTO_WORKERS_MAX = 16

/** How many workers a machine has room for: below four cores one, else all but two, which are left to Postgres. */
export function workersFor(wanted: number | null, cores: number): number {
  if (wanted !== null) return wanted
  return cores < 4 ? 1 : Math.min(AUTO_WORKERS_MAX, cores - 2)
}

/** The pause before a worker is started again that has died this often within a minute: none, then doubling. */
export function restartPauseMs(deaths: number): number {
  return deaths <= 1 ? 0 : Math.min(PAUSE_MAX_MS, PAUSE_FIRST_MS * 2 ** (deaths - 2))
}

/** One place among the workers; whoever stands in it dies and is replaced, its number stays. */
type Slot = {
  number: number
  worker: Worker | null
  isListening: boolean
  deathsAtMs: number[]
  timer: NodeJS.Timeout | null
}

/**
 * Runs `count` copies of this program behind one listener, which this process holds: it accepts connections and hands
 * each to a worker that is ready for one, so a worker that hangs gets no second one, and one that dies takes only its
 * own along. Beyond that it only keeps count of new shoppers (address-limit.ts). Every promise about claims is kept by
 * the database, whoever asks it.
 *
 * The first worker starts alone: what keeps the shop from opening (a taken port, no build) is then said once, by it.
 * Settles with the exit code when all workers have ended: 0 in good order, 1 when one had to be forced or none stays up.
 */
export function runWorkers(count: number): Promise<number> {
  startAddressCounts()
  const crew = new Crew(count)
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => crew.stop(name))
  if (process.channel) process.on('disconnect', () => crew.stop('the parent is gone'))
  crew.startFirst()
  return crew.ended.promise
}

class Crew {
  readonly ended = Promise.withResolvers<number>()
  readonly #log = getLog()
  readonly #slots: readonly Slot[]
  #hasOpened = false
  #failedStarts = 0
  #isStopping = false
  #exitCode = 0

  constructor(count: number) {
    this.#slots = Array.from({ length: count }, (_, index) => {
      return { number: index + 1, worker: null, isListening: false, deathsAtMs: [], timer: null }
    })
  }

  startFirst(): void {
    for (const slot of this.#slots.slice(0, 1)) this.#start(slot)
  }

  #start(slot: Slot): void {
    slot.timer = null
    const settings = { WEB_WORKER: String(slot.number), WEB_WORKERS: String(this.#slots.length) }
    const worker = startWorker(settings, () => this.#log.error({ of: slot.number }, 'a worker hangs'))
    slot.worker = worker
    // A message that does not reach a worker which has just died is no loss; its end is dealt with below.
    worker.on('error', (error) => this.#log.warn({ err: error, of: slot.number }, 'a worker was not reached'))
    worker.on('listening', () => this.#noticeListening(slot))
    worker.on('exit', (code, signal) => this.#noticeEnd(slot, code, signal))
  }

  #noticeListening(slot: Slot): void {
    slot.isListening = true
    this.#failedStarts = 0
    if (this.#hasOpened || this.#isStopping) return
    this.#hasOpened = true
    for (const other of this.#slots.slice(1)) this.#start(other)
  }

  #noticeEnd(slot: Slot, code: number | null, signal: string | null): void {
    const wasListening = slot.isListening
    slot.worker = null
    slot.isListening = false
    const how = signal ?? `exit code ${code}`
    if (!wasListening) this.#failedStarts += 1
    if (this.#isStopping) {
      if (wasListening && code !== 0) this.#exitCode = 1
      this.#endWhenAlone()
    } else if (!this.#hasOpened) {
      // A worker that ends by itself has said why; one that was killed could not.
      this.#giveUp(signal ? `The shop was ended by ${signal} before it could open.` : null)
    } else if (this.#failedStarts >= FAILED_STARTS_MAX && !this.#slots.some((other) => other.isListening)) {
      this.#giveUp(`No worker of the shop stays up (the last one: ${how}): read what it said before that.`)
    } else {
      this.#restart(slot, how)
    }
  }

  #restart(slot: Slot, how: string): void {
    const nowMs = performance.now()
    slot.deathsAtMs = [...slot.deathsAtMs.filter((atMs) => nowMs - atMs < DEATHS_WINDOW_MS), nowMs]
    const pauseMs = restartPauseMs(slot.deathsAtMs.length)
    this.#log.error({ of: slot.number, how, pauseMs }, 'a worker ended by itself and is started again')
    slot.timer = setTimeout(() => this.#start(slot), pauseMs)
  }

  #giveUp(sentence: string | null): void {
    if (sentence) process.stderr.write(`${sentence}\n`)
    this.#exitCode = 1
    this.stop('no worker stays up')
  }

  /** Tells every worker to answer what it has and end; insists after a while. */
  stop(why: string): void {
    if (this.#isStopping) return
    this.#isStopping = true
    if (this.#hasOpened) this.#log.info({ why }, 'the workers are told to close')
    for (const slot of this.#slots) {
      if (slot.timer) clearTimeout(slot.timer)
      slot.worker?.process.kill('SIGTERM')
    }
    setTimeout(() => this.#insist(), INSIST_AFTER_MS).unref()
    this.#endWhenAlone()
  }

  #insist(): void {
    this.#exitCode = 1
    for (const slot of this.#slots) slot.worker?.process.kill('SIGKILL')
  }

  #endWhenAlone(): void {
    if (this.#slots.every((slot) => slot.worker === null)) this.ended.resolve(this.#exitCode)
  }
}
