import { type Contestant, contestants, type Ground } from '../contestants/contestants.ts'
import { createSale, STOCK } from '../database/sales.ts'
import { type Bench, keep, measure, requireServer } from '../run.ts'

/** Everybody in turn, each round beginning with another one, 256 clients claiming one item; an audit after each. */
export async function hotItem(bench: Bench, ground: Ground, round: number): Promise<void> {
  const here = contestants.filter((contestant) => bench.servers.has(contestant.name))
  const order = here.map((_, n) => here[(n + round) % here.length]).filter((one) => one !== undefined)
  const sale = await createSale(
    bench.database.sql,
    order.map(() => STOCK),
  )
  for (const [n, contestant] of order.entries()) {
    await claimAll(bench, ground, contestant, { round, saleId: sale.saleId, itemId: sale.itemIds[n] ?? '' })
  }
}

type Place = { round: number; saleId: string; itemId: string }

async function claimAll(bench: Bench, ground: Ground, contestant: Contestant, place: Place): Promise<void> {
  const { round, saleId, itemId } = place
  const { passSecret } = ground.database.config.keys
  await contestant.stock(ground, itemId)
  const measured = await measure(bench, requireServer(bench, contestant.name), {
    requests: { kind: 'claim', saleId, itemIds: [itemId], passSecret },
  })
  const faults = contestant.audit ? await contestant.audit(ground, saleId, itemId, measured) : undefined
  // There is stock for everybody: another answer than a claim or `busy` (which does not count) is not what is measured.
  const refused = Object.keys(measured.allStatuses).filter((status) => status !== '201' && status !== '503')
  const oddities = refused.map((status) => `answered ${status}: ${measured.samples[status]}`)
  keep(
    bench,
    { figure: 'hot', what: contestant.name, round },
    { ...measured, perSecond: measured.acceptedPerSecond },
    faults ? { auditFaults: [...faults, ...oddities] } : {},
  )
}
