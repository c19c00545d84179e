import { createQueueRoom, type Overload, type QueueRoom } from '#lib/claims/queue-room.ts'
import { BusyError } from '#lib/http/busy.ts'

export type BatcherSettings<Request, Answer> = {
  /** Answers one batch, one answer per request in the same order. Must be safe to repeat with the same requests. */
  run(key: string, batch: readonly Request[]): Promise<readonly Answer[]>
  /** Batches in flight per key. With 1, answers are decided strictly in the order requests came in. */
  lanes: number
  batchMax: number
  /** Requests of one key that may wait; the ones in flight do not count. */
  queueMax: number
  /** What becomes of `queueMax` when a crowd stays. Absent: nothing. */
  overload?: Overload
  /** Requests that may wait over all keys together. */
  totalQueueMax: number
  /** What an error of `run` means; see {@link Failure}. */
  judge(error: unknown): Failure
}

/**
 * `lost`: the connection broke, a new one may work, so the batch is repeated once as it was.
 * `away`: nobody answers, so trying again now only makes it worse and everybody is refused, those who wait as well: the
 * next batch would take as long to find out.
 * `refused`: this batch was refused, perhaps for one of its requests, so each is tried once alone.
 */
export type Failure = 'lost' | 'away' | 'refused'

export type Batcher<Request, Answer> = {
  /** False when `submit` would refuse at once; asking costs less than a promise that rejects. */
  hasRoom(key: string): boolean
  /** Rejects with BusyError when the queue is full or after `flush`; with the error of `run` when that failed for good. */
  submit(key: string, request: Request): Promise<Answer>
  /** Takes nothing more, finishes what it has. */
  flush(): Promise<void>
  /** Requests that wait, over all keys. */
  readonly waiting: number
}

type Waiting<Request, Answer> = {
  request: Request
  resolve(answer: Answer): void
  reject(error: unknown): void
}

type Line<Request, Answer> = { queue: Waiting<Request, Answer>[]; inFlight: number; room: QueueRoom }

/**
 * Gathers requests into batches without a timer: while one batch is in flight the next one fills, so a lone request
 * waits for nobody and a crowd shares a commit. Keys (the lanes of sales) never wait for each other.
 *
 * A batch that fails as a whole is tried again one request at a time, once, so that one poisonous request cannot
 * take its neighbours down. A batch whose connection broke is repeated once as it was: whether it was done is
 * unknown, and `run` promises that repeating is safe.
 */
export function createBatcher<Request, Answer>(
  settings: BatcherSettings<Request, Answer>,
): Batcher<Request, Answer> {
  type Entry = Waiting<Request, Answer>
  const lines = new Map<string, Line<Request, Answer>>()
  let waiting = 0
  let isFlushing = false
  let whenIdle: (() => void)[] = []

  function submit(key: string, request: Request): Promise<Answer> {
    if (!hasRoom(key))
      return Promise.reject(new BusyError(isFlushing ? 'shutting down' : 'the queue is full'))
    const line = lines.get(key) ?? { queue: [], inFlight: 0, room: createQueueRoom(settings) }
    lines.set(key, line)
    return new Promise((resolve, reject) => {
      line.queue.push({ request, resolve, reject })
      waiting += 1
      depart(key, line)
    })
  }

  function hasRoom(key: string): boolean {
    if (isFlushing || waiting >= settings.totalQueueMax) return false
    const line = lines.get(key)
    return !line || line.queue.length < line.room.size(line.inFlight)
  }

  function depart(key: string, line: Line<Request, Answer>): void {
    while (line.inFlight < settings.lanes && line.queue.length > 0) {
      const batch = line.queue.splice(0, settings.batchMax)
      waiting -= batch.length
      line.inFlight += 1
      const arrived = line.room.departed(batch.length)
      void settle(key, batch).then(() => {
        line.inFlight -= 1
        arrived()
        depart(key, line)
        if (line.inFlight > 0) return
        lines.delete(key)
        if (lines.size > 0) return
        for (const resolve of whenIdle) resolve()
        whenIdle = []
      })
    }
  }

  /** Answers or refuses every entry; never rejects. */
  async function settle(key: string, batch: readonly Entry[]): Promise<void> {
    try {
      answer(batch, await runTwiceIfLost(key, batch))
    } catch (error) {
      if (settings.judge(error) === 'refused') await settleSingly(key, batch)
      else giveUp(key, batch, error)
    }
  }

  function giveUp(key: string, entries: readonly Entry[], error: unknown): void {
    refuse(entries, error)
    if (settings.judge(error) !== 'away') return
    const left = lines.get(key)?.queue.splice(0) ?? []
    waiting -= left.length
    refuse(left, error)
  }

  async function settleSingly(key: string, batch: readonly Entry[]): Promise<void> {
    for (const [index, entry] of batch.entries()) {
      try {
        answer([entry], await runTwiceIfLost(key, [entry]))
      } catch (error) {
        if (settings.judge(error) !== 'refused') return giveUp(key, batch.slice(index), error)
        entry.reject(error)
      }
    }
  }

  async function runTwiceIfLost(key: string, batch: readonly Entry[]): Promise<readonly Answer[]> {
    const requests = batch.map((entry) => entry.request)
    try {
      return await settings.run(key, requests)
    } catch (error) {
      if (settings.judge(error) !== 'lost') throw error
      // A socket says first that it is broken and then that it is closed: asked again in between, the driver writes to
      // the broken one, and nobody ever answers.
      await new Promise((resolve) => setImmediate(resolve))
      return await settings.run(key, requests)
    }
  }

  async function flush(): Promise<void> {
    isFlushing = true
    if (lines.size > 0) await new Promise<void>((resolve) => whenIdle.push(resolve))
  }

  return {
    hasRoom,
    submit,
    flush,
    get waiting() {
      return waiting
    },
  }
}

function answer<Request, Answer>(
  batch: readonly Waiting<Request, Answer>[],
  answers: readonly Answer[],
): void {
  if (answers.length !== batch.length) {
    throw new Error(`a batch of ${batch.length} got ${answers.length} answers`)
  }
  for (const [index, entry] of batch.entries()) {
    // Checked above: there are as many answers as entries.
    entry.resolve(answers[index] as Answer)
  }
}

function refuse<Request, Answer>(batch: readonly Waiting<Request, Answer>[], error: unknown): void {
  for (const entry of batch) entry.reject(error)
}
