import type { TableDefinition, TableQuery } from '#lib/tables/table-query.ts'

export const SHOPPER_TABLE = {
  path: '/dashboard/shoppers',
  nouns: ['shopper', 'shoppers'],
  search: 'Name or e-mail',
  filters: [
    {
      kind: 'choice',
      name: 'show',
      label: 'Show',
      choices: [
        ['all', 'Everybody'],
        ['bought', 'Bought'],
        ['again', 'Bought again'],
        ['never', 'Never paid'],
      ],
    },
  ],
  sorts: [['last', 'Last order first']],
} as const satisfies TableDefinition

/** One shopper as one merchant knows them. Money in minor units of `currency`; instants as Postgres writes them. */
export type ShopperRow = {
  /** Their last order. */
  id: string
  email: string
  name: string
  orders: number
  /** Null for a role that does not see money. */
  paid_cents: number | null
  currency: string
  /** Times they had units of this merchant, and those of them that ran out. */
  claims: number
  lapsed: number
  first_at: string
  last_at: string
}

/** The arguments of `list_shoppers` for one page. */
export function shopperArguments(query: TableQuery, merchantId: string, limit: number) {
  return {
    p_merchant_id: merchantId,
    p_search: query.q,
    p_filter: query.filters.show ?? 'all',
    p_limit: limit,
    ...(query.after && { p_after: query.after }),
    ...(query.before && { p_before: query.before }),
  }
}
