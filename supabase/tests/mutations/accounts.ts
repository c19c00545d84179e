import type { Mutation } from './mutation.ts'

const accounts = '20261124173000_accounts.sql'
const scheduling = '20261124200500_schedule_sale.sql'

export const accountMutations: Mutation[] = [
  {
    of: 'prove_email',
    broken: 'the address an account had before is told nothing',
    file: accounts,
    from: '  if v_before is not null then\n    insert',
    to: '  if false then\n    insert',
    tests: ['accounts'],
  },
  {
    of: 'sale_draft_gaps',
    broken: 'nobody says what the picture at the top shows',
    file: scheduling,
    from: "elsif length(btrim(coalesce(p_content ->> 'heroAlt', ''))) not between 1 and 300 then",
    to: 'elsif false then',
    tests: ['sale-drafts'],
  },
]
