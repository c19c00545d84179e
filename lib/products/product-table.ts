import type { TableDefinition, TableQuery } from '#lib/tables/table-query.ts'

export const PRODUCT_TABLE = {
  path: '/dashboard/products',
  nouns: ['product', 'products'],
  search: 'Name or choice',
  filters: [
    {
      kind: 'choice',
      name: 'show',
      label: 'Show',
      choices: [
        ['active', 'Not archived'],
        ['in_sale', 'In a sale now'],
        ['unused', 'Never in a sale'],
        ['no_picture', 'Without a picture'],
        ['archived', 'Archived'],
        ['everything', 'Everything'],
      ],
    },
  ],
  sorts: [
    ['name', 'By name'],
    ['name_desc', 'By name, from the end'],
    ['newest', 'Newest first'],
    ['oldest', 'Oldest first'],
  ],
} as const satisfies TableDefinition

/** As many as are put away in one go; the database takes no more. */
export const PRODUCTS_AT_ONCE = 100

/** One product as the table shows it. `created_at` as Postgres writes it; `tax_basis_points` null means: the rate of the sale. */
export type ProductRow = {
  id: string
  name: string
  picture_url: string | null
  picture_alt: string | null
  pictures: number
  variants: string[]
  tax_basis_points: number | null
  status: 'active' | 'archived'
  /** How many sales have, or had, it. */
  sales: number
  /** In a sale that shoppers know of and that is not over. */
  is_in_sale: boolean
  created_at: string
}

/** The arguments of `list_products` for one page. */
export function productArguments(query: TableQuery, merchantId: string, limit: number) {
  return {
    p_merchant_id: merchantId,
    p_search: query.q,
    p_filter: query.filters.show ?? 'active',
    p_sort: query.sort,
    p_limit: limit,
    ...(query.after && { p_after: query.after }),
    ...(query.before && { p_before: query.before }),
  }
}

/** What there is to choose of a product, in a line. */
export function choicesOf({ variants }: Pick<ProductRow, 'variants'>): string {
  return variants.length === 1 ? (variants[0] ?? '') : `${variants.length} choices: ${variants.join(', ')}`
}

/** Where a product stands, in words. */
export function productState({ status, is_in_sale, sales }: ProductRow): string {
  if (status === 'archived') return 'Archived'
  if (is_in_sale) return 'In a sale'
  return sales > 0 ? 'Sold before' : 'Never in a sale'
}
