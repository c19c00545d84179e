import type { Ground } from '../contestants/contestants.ts'
import { auditSale } from '../database/audit.ts'
import { createSoldOutSale } from '../database/sales.ts'
import type { LoadPlan, LoadResult } from '../load/plan.ts'
import { type Bench, keep, type Measured, measure, requireServer } from '../run.ts'

const UNITS_SOLD = 200
const LOSERS = 100_000
const LOSERS_PER_SECOND = 10_000
const PROBES_PER_SECOND = 200
const PROBE_CONNECTIONS = 20

/** Sold-out answers of the fast lane and bare Node's answers to the same requests, one after the other. */
export async function soldOut(bench: Bench, ground: Ground, round: number): Promise<void> {
  const sale = await createSoldOutSale(bench.database.sql, UNITS_SOLD)
  const requests = {
    kind: 'claim' as const,
    saleId: sale.saleId,
    itemIds: [sale.itemIds[1] ?? ''],
    passSecret: ground.database.config.keys.passSecret,
  }
  const lane = await measure(bench, requireServer(bench, 'fast-lane'), { requests })
  const auditFaults = [...(await auditWinners(bench, sale.saleId)), ...onlyRefused(lane)]
  keep(bench, { figure: 'sold-out', what: 'fast-lane', round }, lane, { auditFaults })
  const bare = await measure(bench, requireServer(bench, 'bare-node'), { requests })
  keep(bench, { figure: 'sold-out', what: 'bare-node', round }, bare)
}

/**
 * Winners' latency, alone and while 100,000 losers are answered. Losers arrive over ten seconds, whatever the answers
 * take; the winners are 200 claims a second for another item of the same sale, which all are stored in Postgres.
 */
export async function losers(bench: Bench, ground: Ground, round: number): Promise<void> {
  const sale = await createSoldOutSale(bench.database.sql, UNITS_SOLD)
  const server = requireServer(bench, 'fast-lane')
  const { passSecret } = ground.database.config.keys
  const share = bench.isQuick ? 0.2 : 1
  const claimsFor = (itemId: string | undefined) =>
    ({ kind: 'claim', saleId: sale.saleId, itemIds: [itemId ?? ''], passSecret }) as const
  const probe = {
    requests: claimsFor(sale.itemIds[0]),
    connections: PROBE_CONNECTIONS,
    ratePerSecond: PROBES_PER_SECOND,
    isProbe: true,
  } satisfies Partial<LoadPlan> & { isProbe: boolean }

  const idle = await measure(bench, server, { ...probe, measureMs: 5000 * share })
  keep(bench, { figure: 'losers', what: 'winners, nobody else', round }, idle)

  const isThere = Promise.withResolvers<void>()
  const crowd = measure(bench, server, {
    onMeasuring: isThere.resolve,
    requests: claimsFor(sale.itemIds[1]),
    ratePerSecond: LOSERS_PER_SECOND,
    requestsMax: LOSERS * share,
    warmUpMs: 400,
    measureMs: 60_000,
  })
  // A hundred thousand passes take a while to sign: the winners come when the crowd is there, and are counted while it is.
  await Promise.race([isThere.promise, crowd])
  const during = await measure(bench, server, {
    ...probe,
    warmUpMs: 200,
    measureMs: (LOSERS / LOSERS_PER_SECOND) * 1000 * share - 1000,
  })
  const refused = await crowd
  const winners = together(idle, during)
  const faults = await auditSale(bench.database.sql, sale.saleId, [sale.itemIds[0] ?? ''], winners)
  const told = refused.allStatuses['409'] ?? 0
  // `busy` is an honest answer of a machine that has other work, and the table says how many were told so.
  const others = Object.keys(refused.allStatuses).filter((status) => status !== '409' && status !== '503')
  faults.push(...others.map((status) => `a loser was answered ${status}: ${refused.samples[status]}`))
  keep(bench, { figure: 'losers', what: 'winners, among 100,000 losers', round }, during, {
    auditFaults: faults,
    extra: {
      losers: LOSERS * share,
      losersToldSoldOut: told,
      losersP99Ms: refused.p99Ms,
      losersPerSecond: refused.perSecond,
    },
  })
}

/** The answers of two runs about the same item, for its audit. */
function together(first: LoadResult, second: LoadResult): LoadResult {
  const statuses = Object.keys({ ...first.allStatuses, ...second.allStatuses })
  const sum = (status: string) => (first.allStatuses[status] ?? 0) + (second.allStatuses[status] ?? 0)
  return {
    ...second,
    timedOut: first.timedOut + second.timedOut,
    broken: first.broken + second.broken,
    allStatuses: Object.fromEntries(statuses.map((status) => [status, sum(status)])),
  }
}

async function auditWinners(bench: Bench, saleId: string): Promise<string[]> {
  const rows = await bench.database.sql`select * from audit_stock(${saleId})`
  return rows.map((row) => JSON.stringify(row))
}

function onlyRefused(measured: Measured): string[] {
  const others = Object.keys(measured.allStatuses).filter((status) => status !== '409')
  return others.map((status) => `answered ${status}: ${measured.samples[status]}`)
}
