import { dayRange, type TableDefinition, type TableQuery } from '#lib/tables/table-query.ts'
import { LOG_WORDS, SUBJECT_WORDS } from './words.ts'

export const LOG_TABLE = {
  path: '/dashboard/log',
  nouns: ['entry', 'entries'],
  search: null,
  filters: [
    { kind: 'id', name: 'person', label: 'Who', all: 'Everybody' },
    {
      kind: 'choice',
      name: 'action',
      label: 'What',
      choices: [['all', 'Everything'], ...Object.entries(LOG_WORDS)],
    },
    {
      kind: 'choice',
      name: 'about',
      label: 'To what',
      choices: [['all', 'Everything'], ...Object.entries(SUBJECT_WORDS)],
    },
    { kind: 'day', name: 'from', label: 'From' },
    { kind: 'day', name: 'to', label: 'To' },
  ],
  sorts: [['newest', 'Newest first']],
} as const satisfies TableDefinition

/** The arguments of `read_log` for one page. */
export function logArguments(query: TableQuery, merchantId: string, limit: number) {
  const { from, to } = dayRange(query)
  const { person, action, about } = query.filters
  const [after, before] = [placeOf(query.after), placeOf(query.before)]
  return {
    p_merchant_id: merchantId,
    p_limit: limit,
    ...(person && { p_moved_by: person }),
    ...(action && { p_action: action }),
    ...(about && { p_subject_kind: about }),
    ...(from && { p_from: from }),
    ...(to && { p_to: to }),
    ...(after !== null && { p_after: after }),
    ...(before !== null && { p_before: before }),
  }
}

const placeOf = (text: string | undefined) => (text && /^\d{1,15}$/.test(text) ? Number(text) : null)
