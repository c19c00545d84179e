export type Choice = readonly [value: string, label: string]

/** A part of the address that narrows a table. Of choices the first means everything and is left out of the address. */
export type Filter =
  | { kind: 'choice'; name: string; label: string; choices: readonly Choice[] }
  | { kind: 'id'; name: string; label: string; all: string }
  | { kind: 'day'; name: string; label: string }

/** What can be asked of a table. Everything asked is in its address, so that it can be kept, sent, and gone back to. */
export type TableDefinition = {
  path: string
  /** Its rows by name: one, several. */
  nouns: readonly [one: string, many: string]
  /** What the words are looked for in; null where one cannot look for words. */
  search: string | null
  filters: readonly Filter[]
  /** The first is how it is sorted when nobody asks. */
  sorts: readonly [Choice, ...Choice[]]
}

/** `after` and `before` are the row a page begins after, or ends before: a page far down costs what the first one does. */
export type TableQuery = {
  q: string
  sort: string
  filters: Readonly<Record<string, string>>
  after?: string
  before?: string
}

type Params = Record<string, string | string[] | undefined>
export type QueryChange = Partial<Omit<TableQuery, 'filters'>> & { filters?: Record<string, string> }

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const DAY = /^\d{4}-\d{2}-\d{2}$/
/** A row's place: an id, or a value and an id. Whatever it says, Postgres reads it as data. */
const PLACE = /^[\w:.+-]{1,120}$/
const SEARCH_MAX = 200

/** What an address asks for. What cannot be understood is left out, so that every link shows a page. */
export function readTableQuery(table: TableDefinition, params: Params): TableQuery {
  const textOf = (name: string) => {
    const value = params[name]
    return (Array.isArray(value) ? value[0] : value)?.trim() ?? ''
  }
  const filters = Object.fromEntries(
    table.filters
      .map((filter) => [filter.name, textOf(filter.name)])
      .filter(([name, value]) => {
        const filter = table.filters.find((one) => one.name === name)
        return filter !== undefined && value !== undefined && isAsked(filter, value)
      }),
  )
  const sort = table.sorts.find(([value]) => value === textOf('sort')) ?? table.sorts[0]
  const [after, before] = [textOf('after'), textOf('before')]
  return {
    q: table.search === null ? '' : textOf('q').slice(0, SEARCH_MAX),
    sort: sort[0],
    filters,
    ...(PLACE.test(after) ? { after } : PLACE.test(before) ? { before } : {}),
  }
}

function isAsked(filter: Filter, value: string): boolean {
  if (filter.kind === 'choice') return filter.choices.slice(1).some(([choice]) => choice === value)
  return filter.kind === 'id' ? UUID.test(value) : DAY.test(value) && !Number.isNaN(Date.parse(value))
}

/** The address of a table with parts of the query changed. Anything but another page begins on the first one. */
export function tableHref(
  table: TableDefinition,
  query: TableQuery,
  change: QueryChange = {},
  path: string = table.path,
): string {
  const { filters, ...rest } = change
  const next: TableQuery = {
    q: query.q,
    sort: query.sort,
    ...rest,
    filters: { ...query.filters, ...filters },
  }
  const params = new URLSearchParams()
  if (next.q) params.set('q', next.q)
  for (const { name } of table.filters) if (next.filters[name]) params.set(name, next.filters[name])
  if (next.sort !== table.sorts[0][0]) params.set('sort', next.sort)
  if (next.after) params.set('after', next.after)
  else if (next.before) params.set('before', next.before)
  const text = params.toString()
  return text ? `${path}?${text}` : path
}

/** Whether anything but the order of the rows was asked for. */
export function isNarrowed({ q, filters }: TableQuery): boolean {
  return q !== '' || Object.keys(filters).length > 0
}

/** The instants that a from and a to in days mean, in UTC, both days included. */
export function dayRange({ filters }: TableQuery): { from?: string; to?: string } {
  const dayMs = 24 * 60 * 60 * 1000
  return {
    ...(filters.from && { from: `${filters.from}T00:00:00Z` }),
    ...(filters.to && { to: new Date(Date.parse(filters.to) + dayMs).toISOString() }),
  }
}
