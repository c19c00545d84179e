import { CSV_START, csvLine } from '#lib/csv/write-csv.ts'
import { funnelOf } from './figures.ts'
import type { Insight } from './insight.ts'

/** Everything on the screen as one table: what it is about, of what, and how many. */
export function insightCsv(insight: Insight): string {
  const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
  const rows: (string | number | null)[][] = [
    ['Figure', 'Of', 'By', 'Value', 'Counted'],
    ...funnelOf(insight).map(({ name, count, unit, isFromPages }) => [
      name,
      'all',
      null,
      count,
      `${unit}, by ${isFromPages ? 'pages' : 'the shop'}`,
    ]),
    ['Visits of programs', 'all', null, insight.bots, 'visits, by pages; in no other figure'],
    ['Share of visits kept', 'all', null, insight.keptShare, 'the rest is estimated from these'],
    ['Paid orders', 'all', null, insight.paidOrders, 'by the shop'],
    [`Paid, minor units of ${insight.sale.currency}`, 'all', null, insight.paidCents, 'by the shop'],
    ['Declined payments', 'all', null, insight.declined, 'by the shop'],
    ['All taken at', 'all', null, instant(insight.allTakenAtMs), 'to five seconds'],
    ['Sold out at', 'all', null, instant(insight.soldOutAtMs), 'to five seconds'],
    ...insight.visits.map(({ kind, device, source, visits }) => [
      `Visits: ${kind}`,
      source,
      device,
      visits,
      'by pages',
    ]),
    ...insight.sellThrough.map(({ atSeconds, sold }) => [
      'Units sold',
      instant(atSeconds * 1000),
      null,
      sold,
      'by the shop',
    ]),
  ]
  return CSV_START + rows.map(csvLine).join('')
}
