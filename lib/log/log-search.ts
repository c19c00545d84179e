/** What of the log is asked for, out of the address. */
export type LogSearch = {
  person: string | null
  action: string | null
  /** The thing it was done to, by its id: an order, a sale, a person. */
  subject: string | null
  /** Days, YYYY-MM-DD in UTC; the last is included. */
  from: string | null
  to: string | null
  /** The last id of the page before; the page begins below it. */
  before: number | null
}

type Query = Readonly<Record<string, string | string[] | undefined>>

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const matching = (value: unknown, shape: RegExp) =>
  typeof value === 'string' && shape.test(value) ? value : null

function dayOf(value: unknown): string | null {
  const day = matching(value, /^\d{4}-\d{2}-\d{2}$/)
  return day !== null && !Number.isNaN(Date.parse(day)) ? day : null
}

/** Never throws: what is no search is no search for that. */
export function readLogSearch(query: Query): LogSearch {
  const before = Number(matching(query.before, /^\d{1,15}$/))
  return {
    person: matching(query.person, UUID),
    action: matching(query.action, /^[a-z_]{1,60}$/),
    subject: matching(query.subject, /^[\w-]{1,100}$/),
    from: dayOf(query.from),
    to: dayOf(query.to),
    before: before > 0 ? before : null,
  }
}

export function isNarrowed(search: LogSearch): boolean {
  return Object.entries(search).some(([key, value]) => key !== 'before' && value !== null)
}

/** The same search as the tail of an address, from another place of the list on. */
export function logQuery(search: LogSearch, before: number | null): string {
  const fields = Object.entries({ ...search, before }).filter(([, value]) => value !== null)
  const text = new URLSearchParams(fields.map(([key, value]) => [key, String(value)])).toString()
  return text === '' ? '' : `?${text}`
}

/** The instants a search begins and ends at; the end is not in it. */
export function timesOf({ from, to }: LogSearch): { from: string | null; to: string | null } {
  const end = to === null ? null : new Date(Date.parse(to) + 24 * 3_600_000).toISOString()
  return { from: from === null ? null : new Date(from).toISOString(), to: end }
}
