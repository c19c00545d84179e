import type { ReservedSql } from 'postgres'
import { afterEach } from 'vitest'
import { sql } from './fixtures.ts'

export type Holder = {
  /** Statements of the open transaction. */
  sql: ReservedSql
  /** Until so many other connections wait for a lock of this transaction. */
  untilWaitedFor(count?: number): Promise<void>
  commit(): Promise<void>
}

const WAIT_LIMIT_MS = 10_000

/** A test that failed in the middle must not leave its locks to the next one. */
const opened = new Set<ReservedSql>()
afterEach(async () => {
  for (const connection of opened) {
    await connection`rollback`
    connection.release()
  }
  opened.clear()
})

/** A transaction that stays open, so that others meet its locks. */
export async function openTransaction(): Promise<Holder> {
  const connection = await sql.reserve()
  opened.add(connection)
  await connection`begin`
  const [self] = await connection`select pg_backend_pid() as pid`
  return {
    sql: connection,
    async untilWaitedFor(count = 1) {
      const limit = Date.now() + WAIT_LIMIT_MS
      for (;;) {
        // Whoever queues behind another waiter is blocked by that one, so the whole chain counts.
        const [row] = await sql`
          with recursive blocked (pid) as (
            select a.pid from pg_stat_activity a where ${self?.pid} = any (pg_blocking_pids(a.pid))
            union
            select a.pid from blocked b join pg_stat_activity a on b.pid = any (pg_blocking_pids(a.pid))
          )
          select count(*)::int as count from blocked`
        if (row?.count >= count) return
        if (Date.now() > limit) throw new Error(`${row?.count} connections wait for the lock, not ${count}`)
      }
    },
    async commit() {
      await connection`commit`
      opened.delete(connection)
      connection.release()
    },
  }
}
