import { getLog } from '#lib/http/log.ts'
import { shared } from '#lib/http/shared.ts'
import { arrayLiteral } from '#lib/postgres/array-literal.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool } from '#lib/postgres/pool.ts'

const REASONS = ['sold_out', 'all_held', 'limit_reached', 'not_open', 'closed', 'slow_down', 'busy'] as const
export type CountedRefusal = (typeof REASONS)[number]

/** How long refusals are gathered before they are written: what a process that is killed takes along. */
const GATHER_MS = 2000
/** Sales counted at once; beyond it a refusal goes uncounted. */
const SALES_MAX = 500
const WRITE_DEADLINE_MS = 3000

export type RefusalRow = { saleId: string; reason: CountedRefusal; amount: number }
export type RefusalCounts = {
  /** One more of it. Costs a look-up and an addition: most refusals cost little more themselves. */
  count(saleId: string, reason: CountedRefusal): void
  /** Writes what was gathered now. Never rejects. */
  flush(): Promise<void>
}

type Settings = {
  write: (rows: RefusalRow[]) => Promise<void>
  schedule: (task: () => void, delayMs: number) => void
}

/**
 * Most refusals are given from memory and never reach the database. They are added up here and written in one statement
 * every two seconds; a failed write is let go, since one that did arrive after all would count twice.
 */
export function createRefusalCounts({ write, schedule }: Settings): RefusalCounts {
  let gathered = new Map<string, number[]>()
  let isScheduled = false

  async function flush(): Promise<void> {
    isScheduled = false
    const rows = [...gathered].flatMap(([saleId, amounts]) =>
      REASONS.map((reason, at) => ({ saleId, reason, amount: amounts[at] ?? 0 })).filter((row) => row.amount),
    )
    gathered = new Map()
    if (rows.length === 0) return
    try {
      await write(rows)
    } catch (error) {
      getLog().warn({ err: error, rows: rows.length }, 'Refusals of two seconds were not counted')
    }
  }

  return {
    flush,
    count(saleId, reason) {
      let amounts = gathered.get(saleId)
      if (!amounts) {
        if (gathered.size >= SALES_MAX) return
        amounts = REASONS.map(() => 0)
        gathered.set(saleId, amounts)
      }
      const at = REASONS.indexOf(reason)
      amounts[at] = (amounts[at] ?? 0) + 1
      if (isScheduled) return
      isScheduled = true
      schedule(() => void flush(), GATHER_MS)
    },
  }
}

/** The one of this process. */
export function getRefusalCounts(): RefusalCounts {
  return shared('refusal-counts', () =>
    createRefusalCounts({
      write: writeRefusals,
      schedule: (task, delayMs) => void setTimeout(task, delayMs).unref(),
    }),
  )
}

async function writeRefusals(rows: RefusalRow[]): Promise<void> {
  const sql = getPool()
  const kinds = `{${rows.map((row) => `refused_${row.reason}`).join(',')}}`
  const query = sql`select public.note_refusals(
    ${arrayLiteral(rows.map((row) => row.saleId))}::uuid[], ${kinds}::text[],
    ${arrayLiteral(rows.map((row) => row.amount))}::int[])`
  await withDeadline('refusals', WRITE_DEADLINE_MS, query)
}
