/** A node of `explain (analyze, buffers, format json)`: what of it the tests look at. */
export type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Plan[]
}

const READS_ORDERS = /from public\.orders o where o\.merchant_id/

/** The plans in what auto_explain said, of the statements that read orders unless others are meant. */
export function plansOf(notices: readonly string[], statement: RegExp = READS_ORDERS): Plan[] {
  return notices.flatMap((notice) => {
    const at = notice.indexOf('{')
    if (!notice.includes('plan:') || at < 0) return []
    const { 'Query Text': text = '', Plan: plan } = JSON.parse(notice.slice(at)) as {
      'Query Text'?: string
      Plan: Plan
    }
    return statement.test(text) ? [plan] : []
  })
}

function nodesOf(plans: readonly Plan[]): Plan[] {
  return plans.flatMap((plan) => [plan, ...nodesOf(plan.Plans ?? [])])
}

/** “Index Scan on orders” and so on: every table that is read, and how. */
export function scansIn(plans: readonly Plan[]): string[] {
  return nodesOf(plans)
    .filter((node) => node['Relation Name'] !== undefined)
    .map((node) => `${node['Node Type']} on ${node['Relation Name']}`)
}

/** Rows of tables that were looked at, also those that were thrown away. */
export function rowsRead(plans: readonly Plan[]): number {
  const scans = nodesOf(plans).filter((node) => node['Relation Name'] !== undefined)
  return scans.reduce((sum, node) => {
    const each =
      node['Actual Rows'] +
      (node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Index Recheck'] ?? 0)
    return sum + each * node['Actual Loops']
  }, 0)
}
