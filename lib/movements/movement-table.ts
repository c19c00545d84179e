import type { TableDefinition, TableQuery } from '#lib/tables/table-query.ts'

/** What a movement is called, by its kind. */
export const MOVEMENT_WORDS = [
  ['opened', 'Put on sale'],
  ['claimed', 'Held'],
  ['paid', 'Sold'],
  ['released', 'Given back'],
  ['returned', 'Back in the sale'],
  ['restocked', 'Added'],
  ['withdrawn', 'Taken out'],
] as const

export const MOVEMENT_TABLE = {
  path: '/dashboard/movements',
  nouns: ['movement', 'movements'],
  search: null,
  filters: [
    { kind: 'id', name: 'sale', label: 'Sale', all: 'The newest sale' },
    { kind: 'id', name: 'item', label: 'Item', all: 'All items' },
    { kind: 'choice', name: 'kind', label: 'Show', choices: [['all', 'Everything'], ...MOVEMENT_WORDS] },
  ],
  sorts: [['newest', 'Newest first']],
} as const satisfies TableDefinition

/** One movement of units. `at` as Postgres writes it; an order where the claim became one. */
export type MovementRow = {
  id: number
  at: string
  kind: string
  quantity: number
  cause: string
  product_name: string
  variant_name: string
  claim_id: string | null
  order_id: string | null
  order_number: string | null
}

/** The arguments of `list_movements` for one page. */
export function movementArguments(query: TableQuery, merchantId: string, saleId: string, limit: number) {
  const { item, kind } = query.filters
  const [after, before] = [placeOf(query.after), placeOf(query.before)]
  return {
    p_merchant_id: merchantId,
    p_sale_id: saleId,
    p_limit: limit,
    ...(item && { p_item_id: item }),
    ...(kind && { p_kind: kind }),
    ...(after !== null && { p_after: after }),
    ...(before !== null && { p_before: before }),
  }
}

const placeOf = (text: string | undefined) => (text && /^\d{1,15}$/.test(text) ? Number(text) : null)
