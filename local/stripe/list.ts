import type { Form } from './form.ts'
import { optionalInteger, optionalText } from './params.ts'
import { invalidParam, noSuch } from './problems.ts'

export type List<Row> = { object: 'list'; data: Row[]; has_more: boolean; url: string }

/**
 * One page of a list, the newest first: by cursor, up to a hundred rows, of a time when `created` says so
 * (https://docs.stripe.com/api/pagination). Rows come in the order they were made.
 */
export function answerList<Row extends { id: string; created?: number }>(
  form: Form,
  url: string,
  kind: string,
  rows: Iterable<Row>,
  isAsked: (row: Row) => boolean = () => true,
): List<Row> {
  const limit = optionalInteger(form, 'limit') ?? 10
  if (limit < 1 || limit > 100)
    throw invalidParam('limit', 'limit can range between 1 and 100.', 'parameter_invalid_integer')
  const isInTime = timeOf(form)
  const found = [...rows].reverse().filter((row) => isAsked(row) && isInTime(row.created ?? 0))
  const after = optionalText(form, 'starting_after')
  const before = optionalText(form, 'ending_before')
  if (after && before)
    throw invalidParam(
      'ending_before',
      'You may only specify one of these parameters: ending_before, starting_after.',
    )
  const from = after ? indexOf(found, after, kind, 'starting_after') + 1 : 0
  const to = before ? indexOf(found, before, kind, 'ending_before') : found.length
  // Going back, the page is the one just before the cursor, not the start of the list.
  const start = before ? Math.max(from, to - limit) : from
  const data = found.slice(start, Math.min(to, start + limit))
  return { object: 'list', data, has_more: before ? start > from : start + limit < to, url }
}

function indexOf(rows: readonly { id: string }[], id: string, kind: string, param: string): number {
  const index = rows.findIndex((row) => row.id === id)
  if (index === -1) throw noSuch(kind, id, param, 400)
  return index
}

const BOUNDS: Record<string, (created: number, bound: number) => boolean> = {
  gt: (created, bound) => created > bound,
  gte: (created, bound) => created >= bound,
  lt: (created, bound) => created < bound,
  lte: (created, bound) => created <= bound,
}

/** The `created` filter: one second, or bounds in seconds. */
function timeOf(form: Form): (created: number) => boolean {
  const given = form.created
  if (given === undefined) return () => true
  if (typeof given === 'string') {
    const second = optionalInteger(form, 'created')
    return (created) => created === second
  }
  const tests = Object.keys(given).map((name) => {
    const test = Object.hasOwn(BOUNDS, name) ? BOUNDS[name] : undefined
    const bound = optionalInteger(given, name)
    if (!test || bound === undefined)
      throw invalidParam(
        `created[${name}]`,
        `Received unknown parameter: created[${name}]`,
        'parameter_unknown',
      )
    return (created: number) => test(created, bound)
  })
  return (created) => tests.every((test) => test(created))
}
