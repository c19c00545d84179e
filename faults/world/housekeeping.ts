import type { Sql } from 'postgres'
import { isConnectionLost } from '#lib/postgres/failures.ts'
import { type Bank, pause } from '../shoppers/bank.ts'

const TICK_MS = 1000
const OUTBOX_MS = 250
const QUIET_LIMIT_MS = 30_000

/** What goes on beside the shop all the time: tick() every second, and the outbox emptied. */
export function keepHouse(sql: Sql, bank: Bank): { problems: readonly string[]; stop(): Promise<void> } {
  const problems: string[] = []
  let isOver = false
  async function every(pauseMs: number, work: () => PromiseLike<unknown>): Promise<void> {
    while (!isOver) {
      const began = performance.now()
      try {
        await work()
      } catch (error) {
        // The database may be away: that is what is being tested. A second later it is asked again.
        if (!isConnectionLost(error)) problems.push(String(error))
      }
      await pause(Math.max(10, pauseMs - (performance.now() - began)))
    }
  }
  const loops = Promise.all([
    every(TICK_MS, () => sql`select tick()`),
    every(OUTBOX_MS, () => bank.drainOutbox()),
  ])
  return {
    problems,
    async stop() {
      isOver = true
      await loops
      await untilQuiet(sql, bank)
    },
  }
}

/** Until no money is on its way any more: a refund that is due is not a gap, one that never comes is. */
async function untilQuiet(sql: Sql, bank: Bank): Promise<void> {
  const deadline = performance.now() + QUIET_LIMIT_MS
  for (;;) {
    await bank.drainOutbox()
    const [row] = await sql<{ left: number }[]>`
      select count(*)::int as left from outbox
      where done_at is null and kind in ('cancel_intent', 'refund_payment')`
    if (row?.left === 0) return
    if (performance.now() > deadline) throw new Error(`${row?.left} rows of the outbox are never done`)
    await pause(100)
  }
}
