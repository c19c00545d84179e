import type { Ground } from '../contestants/contestants.ts'
import { auditSale } from '../database/audit.ts'
import { createSale, STOCK } from '../database/sales.ts'
import { type Bench, keep, type Load, measure, requireServer } from '../run.ts'

/** Phones, each with a connection of its own: more than the shop lets wait, or nobody would ever be refused. */
const CONNECTIONS = 4000
/** The shop takes a burst for a burst at first and lets it wait; what is measured is a crowd that stays. */
const SETTLE_MS = 3000

/**
 * Saturation is what 256 clients get who ask again as soon as they are answered, measured in the same round. Then requests
 * arrive whatever the answers take: first at 80 % of it, then at twice of it. Accepted is 201; refused is 503 `busy`.
 */
export async function overload(bench: Bench, ground: Ground, round: number): Promise<void> {
  const server = requireServer(bench, 'fast-lane')
  const sale = await createSale(bench.database.sql, [STOCK, STOCK, STOCK])
  const { passSecret } = ground.database.config.keys
  const run = async (what: string, item: number, load: Partial<Load>) => {
    const itemIds = [sale.itemIds[item] ?? '']
    const measured = await measure(bench, server, {
      requests: { kind: 'claim', saleId: sale.saleId, itemIds, passSecret },
      ...load,
    })
    const auditFaults = await auditSale(bench.database.sql, sale.saleId, itemIds, measured)
    if (measured.timedOut > 0) auditFaults.push(`${measured.timedOut} requests timed out`)
    const busy = measured.statuses['503'] ?? 0
    keep(
      bench,
      { figure: 'overload', what, round },
      { ...measured, p50Ms: measured.acceptedP50Ms, p99Ms: measured.acceptedP99Ms },
      {
        auditFaults,
        extra: {
          acceptedPerSecond: measured.acceptedPerSecond,
          busyShare: measured.answered === 0 ? null : Math.round((busy / measured.answered) * 1000) / 1000,
          askedPerSecond: load.ratePerSecond ?? null,
          waitedForConnection: measured.waitedForConnection,
          neverSent: measured.neverSent,
        },
      },
    )
    return measured
  }
  const saturation = (await run('saturation', 0, { measureMs: bench.isQuick ? 700 : 1500 })).acceptedPerSecond
  const crowd = { connections: CONNECTIONS, warmUpMs: SETTLE_MS }
  await run('at 80 %', 1, { ...crowd, ratePerSecond: Math.round(saturation * 0.8) })
  await run('at 200 %', 2, { ...crowd, ratePerSecond: saturation * 2 })
}
