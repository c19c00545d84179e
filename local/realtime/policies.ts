import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import postgres, { type Sql, type TransactionSql } from 'postgres'
import type { Claims } from './tokens.ts'

export type Extension = 'broadcast' | 'presence'
/** What somebody may do on one topic, per extension. */
export type Access = Readonly<Record<Extension, boolean>>

export const FULL_ACCESS: Access = { broadcast: true, presence: true }

/** The database could not be asked; says nothing about the permission. */
export class DatabaseUnavailable extends Error {}

/** Asks the row level security policies on `realtime.messages`. Rejects with DatabaseUnavailable, never for a refusal. */
export type Policies = {
  mayRead(topic: string, claims: Claims): Promise<Access>
  mayWrite(topic: string, claims: Claims, extension: Extension): Promise<boolean>
  keepPartitions(): Promise<void>
  close(): Promise<void>
}

const CHECK_TIMEOUT_MS = 5_000
const INSUFFICIENT_PRIVILEGE = '42501'
/** Connection failures, the server not ready for work, a slow answer, and 23514: no partition for today. */
const UNAVAILABLE = /^(CONNECT|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|08...|57P0.|53...|57014|55P03|23514)/

/** Thrown to end a transaction with a rollback and its answer. */
class Rollback<T> extends Error {
  readonly answer: T
  constructor(answer: T) {
    super('rolled back on purpose')
    this.answer = answer
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Makes the rest of the transaction run as the token's owner, with what policies may ask about. */
async function become(tx: TransactionSql, topic: string, claims: Claims): Promise<void> {
  await tx`
    select set_config('role', ${claims.role}, true),
      set_config('realtime.topic', ${topic}, true),
      set_config('request.jwt.claims', ${JSON.stringify(claims.all)}, true),
      set_config('request.jwt.claim.sub', ${claims.sub}, true),
      set_config('request.jwt.claim.role', ${claims.role}, true),
      set_config('request.headers', '{}', true)`
}

/** Runs `ask` in a transaction that leaves nothing behind. */
async function askAndRollBack<T>(sql: Sql, ask: (tx: TransactionSql) => Promise<T>): Promise<T> {
  try {
    await sql.begin(async (tx) => {
      throw new Rollback(await ask(tx))
    })
  } catch (error) {
    if (error instanceof Rollback) return error.answer
    throw error
  }
  throw new Error('A transaction that had to roll back was committed.')
}

/** Rows of both extensions that nobody committed; those the role can see afterwards it may read. */
async function probeRead(tx: TransactionSql, topic: string, claims: Claims): Promise<Access> {
  const probes = await tx<{ id: string }[]>`
    insert into realtime.messages (topic, extension, private)
    values (${topic}, 'broadcast', true), (${topic}, 'presence', true)
    returning id`
  await become(tx, topic, claims)
  const ids = probes.map((probe) => probe.id)
  const seen = await tx<{ extension: string }[]>`
    select extension from realtime.messages where id in ${tx(ids)}`
  const extensions = new Set(seen.map((row) => row.extension))
  return { broadcast: extensions.has('broadcast'), presence: extensions.has('presence') }
}

async function probeWrite(tx: TransactionSql, topic: string, claims: Claims, extension: Extension) {
  await become(tx, topic, claims)
  await tx`insert into realtime.messages (topic, extension, private) values (${topic}, ${extension}, true)`
  return true
}

/**
 * `url` is the superuser's. At most `waitingChecks` questions wait at a time; more, or an answer that takes longer than
 * five seconds, count as the database being unavailable.
 */
export function openPolicies(url: string, waitingChecks: number, log: Logger): Policies {
  const sql = postgres(url, {
    max: 2,
    fetch_types: false, // its failure on a lost connection would reach nobody
    idle_timeout: 60,
    connect_timeout: 5,
    onnotice: () => undefined,
    connection: { application_name: 'realtime', statement_timeout: 3_000, lock_timeout: 2_000 },
  })
  let waiting = 0

  async function check<T>(refused: T, ask: (tx: TransactionSql) => Promise<T>): Promise<T> {
    if (waiting >= waitingChecks) throw new DatabaseUnavailable('Too many permission checks are waiting.')
    waiting += 1
    const timer = new AbortController()
    const late = delay(CHECK_TIMEOUT_MS, undefined, { signal: timer.signal, ref: false }).then(() => {
      throw new DatabaseUnavailable('The permission check took too long.')
    })
    late.catch(() => undefined) // Aborted when the answer came first.
    const answer = askAndRollBack(sql, ask)
    answer.catch(() => undefined) // May fail after it was given up.
    try {
      return await Promise.race([answer, late])
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw error
      const code = codeOf(error)
      if (code === '' || UNAVAILABLE.test(code)) throw new DatabaseUnavailable(String(error))
      // A policy that raises refuses; its author wants to know.
      if (code !== INSUFFICIENT_PRIVILEGE)
        log.warn({ code, reason: String(error) }, 'a realtime policy failed')
      return refused
    } finally {
      waiting -= 1
      timer.abort()
    }
  }

  return {
    mayRead: (topic, claims) =>
      check<Access>({ broadcast: false, presence: false }, (tx) => probeRead(tx, topic, claims)),
    mayWrite: (topic, claims, extension) => check(false, (tx) => probeWrite(tx, topic, claims, extension)),
    async keepPartitions() {
      await sql`select realtime.local_keep_partitions()`
    },
    close: () => sql.end({ timeout: 1 }),
  }
}
