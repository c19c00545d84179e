/**
 * Every refusal the API can answer, as RFC 9457 problems. `type` is `about:blank`: the code says which one it is,
 * and a link that leads nowhere would say less. The bodies that thousands of people get in the same second are
 * made once, as bytes.
 */
export type ApiAnswer = {
  status: number
  /** Name, value, name, value: as Node writes them without looking each one up. A name may come again (Set-Cookie). */
  headers: readonly string[]
  /** ASCII only, which JSON can always be: its length is its size in bytes, and it leaves in one write with the head. */
  body: string | null
}

type ProblemKind = { status: number; title: string; detail: string; retryAfterSeconds?: number }

const kinds = {
  invalid: {
    status: 422,
    title: 'Not understood',
    detail: 'The request is not of the shape this call takes: compare it with the documentation.',
  },
  unauthenticated: {
    status: 401,
    title: 'Not recognised',
    detail: 'Reload the page: it brings a new pass or session, and this request needs one.',
  },
  forbidden_origin: {
    status: 403,
    title: 'Wrong origin',
    detail: 'This came from another site: open the shop itself and try again there.',
  },
  sold_out: {
    status: 409,
    title: 'Sold out',
    detail: 'No unit of this item is left: look at the other items.',
  },
  all_held: {
    status: 409,
    title: 'All units are held',
    detail: 'Every unit is in somebody’s bag right now: try again, some may come back.',
  },
  limit_reached: {
    status: 403,
    title: 'Limit reached',
    detail: 'You hold as many of this item as one person may have: pay for those, or give some back.',
  },
  not_open: {
    status: 425,
    title: 'Not open',
    detail: 'The sale is not open: wait until it opens and try again.',
  },
  closed: { status: 410, title: 'Closed', detail: 'The sale has ended: look at the next one.' },
  unknown_item: {
    status: 404,
    title: 'Unknown item',
    detail: 'There is no such item: reload the sale and pick one.',
  },
  unknown_sale: {
    status: 404,
    title: 'Unknown sale',
    detail: 'There is no such sale: start from the home page.',
  },
  unknown_claim: {
    status: 404,
    title: 'Unknown claim',
    detail: 'You have no such claim: reload the page to see the ones you have.',
  },
  units_free: {
    status: 409,
    title: 'Units are free',
    detail: 'There is nothing to wait for: claim it.',
  },
  line_full: {
    status: 409,
    title: 'The line is full',
    detail: 'Too many people wait for this item already: look at the other items, or try again later.',
  },
  unknown_wait: {
    status: 404,
    title: 'Unknown wait',
    detail: 'You are not in this line: reload the page to see where you wait.',
  },
  not_held: {
    status: 409,
    title: 'No longer held',
    detail: 'This claim is being paid or is paid: look at its order instead.',
  },
  already_open: {
    status: 409,
    title: 'Open already',
    detail: 'The sale is open: there is nothing to be reminded of, go there.',
  },
  push_off: {
    status: 503,
    title: 'Push is off',
    detail: 'This shop sends no pushes: use the calendar file, or sign in to be told by mail.',
  },
  foreign_endpoint: {
    status: 422,
    title: 'Unknown push service',
    detail: 'Nobody we know sends pushes there: subscribe with the push service of the browser.',
  },
  unknown_subscription: {
    status: 404,
    title: 'Unknown subscription',
    detail: 'There is no such subscription: save it again from a page of the shop.',
  },
  unknown_path: { status: 404, title: 'Unknown address', detail: 'Nothing answers here: check the address.' },
  wrong_method: {
    status: 405,
    title: 'Wrong method',
    detail: 'This address does not take that method: use one of those in the Allow header.',
  },
  slow_down: {
    status: 429,
    title: 'Slow down',
    detail: 'Too many requests from you: wait the seconds in Retry-After and try again.',
    retryAfterSeconds: 1,
  },
  busy: {
    status: 503,
    title: 'Busy',
    detail:
      'The shop cannot take this right now: wait the seconds in Retry-After and send the same request again.',
    retryAfterSeconds: 1,
  },
  internal: {
    status: 500,
    title: 'Our mistake',
    detail: 'Something broke on our side and was logged: send the same request again in a moment.',
  },
} satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof kinds

type Overrides = {
  status?: number
  detail?: string
  retryAfterSeconds?: number
  headers?: Readonly<Record<string, string>>
  /** Further members of the problem's body. */
  members?: Readonly<Record<string, string>>
}

const prepared = new Map<ProblemCode, ApiAnswer>()

/** The problem with this code; the same object and text every time unless something is overridden. */
export function problem(code: ProblemCode, overrides?: Overrides): ApiAnswer {
  if (overrides) return buildProblem(code, overrides)
  const known = prepared.get(code)
  if (known) return known
  const made = buildProblem(code, {})
  prepared.set(code, made)
  return made
}

/** Phones refused in the same moment are told different seconds, this many of them, and so come back spread out. */
const RETRY_SPREAD_SECONDS = 3
const preparedBusy = new Map<number, ApiAnswer>()

/** The problem `busy`: come back after `leastSeconds` or a little later, drawn anew for each who is refused. */
export function busy(leastSeconds = 1): ApiAnswer {
  const retryAfterSeconds = leastSeconds + Math.floor(Math.random() * RETRY_SPREAD_SECONDS)
  const known = preparedBusy.get(retryAfterSeconds)
  if (known) return known
  const made = buildProblem('busy', { retryAfterSeconds })
  // Bounded: whoever throws BusyError says a few seconds, and there are not many different few.
  if (preparedBusy.size < 100) preparedBusy.set(retryAfterSeconds, made)
  return made
}

function buildProblem(code: ProblemCode, overrides: Overrides): ApiAnswer {
  const kind: ProblemKind = kinds[code]
  const status = overrides.status ?? kind.status
  const detail = overrides.detail ?? kind.detail
  const retryAfterSeconds = overrides.retryAfterSeconds ?? kind.retryAfterSeconds
  const body = { type: 'about:blank', title: kind.title, status, code, detail, ...overrides.members }
  return json(status, JSON.stringify(body), {
    'content-type': 'application/problem+json',
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    ...overrides.headers,
  })
}

/** True when a word from the database is one of the codes above. */
export function isProblemCode(word: string): word is ProblemCode {
  return Object.hasOwn(kinds, word)
}

/** A JSON answer, uncached unless the headers say otherwise. */
export function json(
  status: number,
  text: string,
  headers?: Readonly<Record<string, string | readonly string[]>>,
): ApiAnswer {
  const body = asciiJson(text)
  const type = 'application/json'
  const length = String(body.length)
  // By far the most answers; as a list at once, without an object in between.
  const list = ['content-type', type, 'content-length', length, 'cache-control', 'no-store']
  if (!headers) return { status, headers: list, body }
  const all = { 'content-type': type, 'content-length': length, 'cache-control': 'no-store', ...headers }
  return { status, headers: headerList(all), body }
}

/** The same JSON in ASCII: outside of strings it is already, and in a string every character has an escape. */
export function asciiJson(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

export function headerList(headers: Readonly<Record<string, string | readonly string[]>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [name, value] : value.flatMap((one) => [name, one]),
  )
}

/** 204: done, nothing to say. */
export const nothing: ApiAnswer = { status: 204, headers: ['cache-control', 'no-store'], body: null }
