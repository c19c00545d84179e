import type { Text } from '#lib/languages/translator.ts'
import type { ProblemCode } from './problems.ts'

/** The codes of problems.ts once more, because that file has what only the server needs; complete, or it does not compile. */
const WORDED: Record<ProblemCode, true> = {
  invalid: true,
  unauthenticated: true,
  forbidden_origin: true,
  sold_out: true,
  all_held: true,
  limit_reached: true,
  not_open: true,
  closed: true,
  unknown_item: true,
  unknown_sale: true,
  unknown_claim: true,
  units_free: true,
  line_full: true,
  unknown_wait: true,
  not_held: true,
  already_open: true,
  push_off: true,
  foreign_endpoint: true,
  unknown_subscription: true,
  unknown_path: true,
  wrong_method: true,
  slow_down: true,
  busy: true,
  internal: true,
}

/** What to tell a person about a problem the API answered. Its own `detail` is for whoever writes a client, and in English. */
export function problemWords(code: string, t: Text<'problems'>): string {
  return t(isWorded(code) ? code : 'internal')
}

function isWorded(code: string): code is ProblemCode {
  return Object.hasOwn(WORDED, code)
}
