import { dayRange, type TableDefinition, type TableQuery } from '#lib/tables/table-query.ts'

export const ORDER_TABLE = {
  path: '/dashboard/orders',
  nouns: ['order', 'orders'],
  search: 'Number, e-mail, name or tracking number',
  filters: [
    {
      kind: 'choice',
      name: 'show',
      label: 'Show',
      choices: [
        ['all', 'All orders'],
        ['to_ship', 'To ship'],
        ['shipped', 'Shipped'],
        ['delivered', 'Delivered'],
        ['part_refunded', 'Refunded in part'],
        ['refunded', 'Refunded'],
        ['cancelled', 'Cancelled'],
        ['unpaid', 'Not paid yet'],
      ],
    },
    { kind: 'id', name: 'sale', label: 'Sale', all: 'All sales' },
    { kind: 'day', name: 'from', label: 'From' },
    { kind: 'day', name: 'to', label: 'To' },
  ],
  sorts: [
    ['newest', 'Newest first'],
    ['oldest', 'Oldest first'],
    ['total_desc', 'Largest first'],
    ['total_asc', 'Smallest first'],
  ],
} as const satisfies TableDefinition

/** The arguments of `search_orders` for one page. */
export function orderArguments(query: TableQuery, merchantId: string, limit: number) {
  const { from, to } = dayRange(query)
  const { show, sale } = query.filters
  return {
    p_merchant_id: merchantId,
    p_search: query.q,
    p_filter: show ?? 'all',
    p_sort: query.sort,
    p_limit: limit,
    ...(sale && { p_sale_id: sale }),
    ...(from && { p_from: from }),
    ...(to && { p_to: to }),
    ...(query.after && { p_after: query.after }),
    ...(query.before && { p_before: query.before }),
  }
}
