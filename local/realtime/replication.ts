import { randomBytes } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import postgres from 'postgres'
import { createPgoutputReader, encodeStatus, type InsertedRow, readStreamMessage } from './pgoutput.ts'

/** Made by 30-realtime.sql; the name hosted Realtime uses. */
const PUBLICATION = 'supabase_realtime_messages_publication'
const FIRST_RETRY_MS = 100
const LONGEST_RETRY_MS = 2_000
const STATUS_INTERVAL_MS = 10_000
/** The server answers each status at once, so this much silence means that it is gone. */
const SILENCE_MS = 30_000
/** Making a slot waits for transactions already running; longer than this, start over. */
const SLOT_TIMEOUT_MS = 30_000

type Options = {
  url: string
  log: Logger
  onRow(row: InsertedRow): void
  /** True once rows flow, false when the connection is lost. Rows committed in between are not delivered later. */
  onChange(isUp: boolean): void
}

async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  const timer = new AbortController()
  const late = delay(ms, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new Error(`${what} took longer than ${ms} ms.`)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    timer.abort()
    late.catch(() => undefined) // Aborting rejects it after the race is over.
    work.catch(() => undefined) // Likewise when the work fails after it was given up.
  }
}

/** Rejects when the stream has ended or failed, or the server went silent; it does not end by itself. */
function streamRows(stream: Duplex, options: Options): Promise<never> {
  const reader = createPgoutputReader()
  let done = 0n
  let heardAt = performance.now()
  return new Promise((_resolve, reject) => {
    const status = (wantsReply: boolean): void => {
      if (stream.writable) stream.write(encodeStatus(done, wantsReply))
    }
    const timer = setInterval(() => {
      if (performance.now() - heardAt > SILENCE_MS) finish(new Error('Postgres went silent.'))
      else status(true)
    }, STATUS_INTERVAL_MS).unref()
    const finish = (error: Error): void => {
      clearInterval(timer)
      stream.off('data', onData)
      reject(error)
    }
    const onData = (data: Buffer): void => {
      heardAt = performance.now()
      try {
        const message = readStreamMessage(data)
        if (message.kind === 'keepalive') {
          // Without streaming, pgoutput sends whole transactions: between messages nothing earlier is outstanding.
          if (message.walEnd > done) done = message.walEnd
          if (message.wantsReply) status(false)
        } else if (message.kind === 'data') {
          const read = reader.read(message.body)
          if (read && 'row' in read) options.onRow(read.row)
          else if (read) done = read.committedTo
        }
      } catch (error) {
        finish(error instanceof Error ? error : new Error(String(error)))
      }
    }
    stream.on('error', finish)
    stream.on('close', () => finish(new Error('The replication connection closed.')))
    stream.on('data', onData)
  })
}

/** One connection from slot to end. Always rejects: with why it ended, also when `stop` ended it. */
async function follow(options: Options, stop: AbortSignal, onUp: () => void): Promise<void> {
  const sql = postgres(options.url, {
    max: 1,
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    onnotice: () => undefined,
    connection: { application_name: 'realtime_replication', replication: 'database' },
  })
  // Also ends what waits: making a slot takes as long as transactions already running.
  const end = (): Promise<void> => sql.end({ timeout: 0 })
  stop.addEventListener('abort', end)
  try {
    // Temporary: it vanishes with the connection, so a dead server never makes Postgres keep its log for ever.
    const slot = `realtime_${randomBytes(6).toString('hex')}`
    const create = sql.unsafe(`CREATE_REPLICATION_SLOT ${slot} TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT`)
    const [made] = await within(SLOT_TIMEOUT_MS, 'Making the replication slot', create)
    const start = String(made?.consistent_point)
    const stream = await sql
      .unsafe(
        `START_REPLICATION SLOT ${slot} LOGICAL ${start} (proto_version '1', publication_names '${PUBLICATION}')`,
      )
      .writable()
    const ended = streamRows(stream as Duplex, options)
    onUp()
    await ended
  } finally {
    stop.removeEventListener('abort', end)
    await end()
  }
}

/**
 * Delivers every row committed to `realtime.messages`, in commit order, for as long as it is not closed.
 * When Postgres goes away it tries again, 100 ms later at first and every 2 s at the slowest.
 */
export function followMessages(options: Options): { close(): Promise<void> } {
  const stop = new AbortController()
  const { log } = options
  let waitMs = FIRST_RETRY_MS
  let isAway = false
  const onUp = (): void => {
    if (isAway) log.info('realtime follows the database again')
    isAway = false
    waitMs = FIRST_RETRY_MS
    options.onChange(true)
  }
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        await follow(options, stop.signal, onUp)
      } catch (error) {
        // Said once per outage, however many attempts it takes.
        if (!isAway && !stop.signal.aborted) log.warn({ reason: String(error) }, 'realtime lost the database')
        isAway = true
      }
      options.onChange(false)
      await delay(waitMs, undefined, { signal: stop.signal }).catch(() => undefined) // Closing ends the wait.
      waitMs = Math.min(waitMs * 2, LONGEST_RETRY_MS)
    }
  }
  const running = run()
  return {
    async close() {
      stop.abort()
      await running
    },
  }
}
