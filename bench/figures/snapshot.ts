import { createSale, STOCK } from '../database/sales.ts'
import { type Bench, keep, measure, requireServer } from '../run.ts'

const ITEMS = 4

/** Whole snapshots (no If-None-Match) of a sale with four items, and bare Node's answers of as many bytes. */
export async function snapshot(bench: Bench, round: number): Promise<void> {
  const sale = await createSale(
    bench.database.sql,
    Array.from({ length: ITEMS }, () => STOCK),
  )
  const lane = requireServer(bench, 'fast-lane')
  const bare = requireServer(bench, 'bare-node')
  const path = `/api/sales/${sale.slug}/snapshot`
  const bytes = (await (await fetch(`http://127.0.0.1:${lane.port}${path}`)).arrayBuffer()).byteLength
  const read = await measure(bench, lane, { requests: { kind: 'get', path } })
  keep(bench, { figure: 'snapshot', what: 'fast-lane', round }, read, {
    extra: { bytes },
    auditFaults: Object.keys(read.allStatuses)
      .filter((status) => status !== '200')
      .map((status) => `answered ${status}: ${read.samples[status]}`),
  })
  const echoed = await measure(bench, bare, { requests: { kind: 'get', path: `/?bytes=${bytes}` } })
  keep(bench, { figure: 'snapshot', what: 'bare-node', round }, echoed, { extra: { bytes } })
}
