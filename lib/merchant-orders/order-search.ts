import { z } from 'zod'

export const ORDER_FILTERS = [
  ['all', 'All orders'],
  ['to_ship', 'To ship'],
  ['shipped', 'Shipped'],
  ['delivered', 'Delivered'],
  ['part_refunded', 'Refunded in part'],
  ['refunded', 'Refunded'],
  ['cancelled', 'Cancelled'],
  ['unpaid', 'Not paid yet'],
] as const

export const ORDER_SORTS = [
  ['newest', 'Newest first'],
  ['oldest', 'Oldest first'],
  ['total_desc', 'Largest first'],
  ['total_asc', 'Smallest first'],
] as const

const keys = <Key extends string>(pairs: readonly (readonly [Key, string])[]) =>
  pairs.map(([key]) => key) as [Key, ...Key[]]
const day = z.iso.date().optional().catch(undefined)

/** What the address of the list asks for. Whatever cannot be understood is left out, so that every link shows a page. */
const searchSchema = z.object({
  q: z
    .string()
    .transform((text) => text.trim().slice(0, 200))
    .catch(''),
  show: z.enum(keys(ORDER_FILTERS)).catch('all'),
  sale: z.uuid().optional().catch(undefined),
  from: day,
  to: day,
  sort: z.enum(keys(ORDER_SORTS)).catch('newest'),
  after: z.uuid().optional().catch(undefined),
})

/** `from` and `to` are whole days in UTC, both included; `after` is the order the page begins after. */
export type OrderSearch = z.output<typeof searchSchema>

export function readOrderSearch(params: Record<string, string | string[] | undefined>): OrderSearch {
  return searchSchema.parse(params)
}

/** The same search as a query for links, `?…` or nothing; `change` puts parts of it in or (undefined) out. */
export function searchQuery(search: OrderSearch, change: Partial<OrderSearch> = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...search, ...change })) {
    const isDefault =
      value === '' || (name === 'show' && value === 'all') || (name === 'sort' && value === 'newest')
    if (value !== undefined && !isDefault) query.set(name, value)
  }
  const text = query.toString()
  return text ? `?${text}` : ''
}

/** Whether anything but the order of the list was asked for. */
export function isNarrowed({ q, show, sale, from, to }: OrderSearch): boolean {
  return q !== '' || show !== 'all' || sale !== undefined || from !== undefined || to !== undefined
}

/** The arguments of `search_orders` for one page. */
export function searchArguments(search: OrderSearch, merchantId: string, limit: number) {
  const dayMs = 24 * 60 * 60 * 1000
  const end = search.to ? new Date(Date.parse(search.to) + dayMs).toISOString() : undefined
  return {
    p_merchant_id: merchantId,
    p_search: search.q,
    p_filter: search.show,
    p_sort: search.sort,
    p_limit: limit,
    ...(search.sale && { p_sale_id: search.sale }),
    ...(search.from && { p_from: `${search.from}T00:00:00Z` }),
    ...(end && { p_to: end }),
    ...(search.after && { p_after: search.after }),
  }
}
