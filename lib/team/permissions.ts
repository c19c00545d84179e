/**
 * What each role of a merchant may do: the table `member_actions` of the database, for the screens. A screen hides what a role may not do; whether it
 * happens, Postgres decides by its own copy. A test holds the two against each other.
 */
export const ROLES = ['owner', 'manager', 'packer'] as const
export type Role = (typeof ROLES)[number]

type Rule = {
  roles: readonly Role[]
  /** Whether the session must have shown a second factor, within {@link SECOND_FACTOR_MAX_AGE_SECONDS}. */
  needsSecondFactor: boolean
  /** What it is, for the table on the team's page: "May …". */
  words: string
}

/** How long ago at most: who has typed a code may refund the next order, too, and a desk that was left open may not. */
export const SECOND_FACTOR_MAX_AGE_SECONDS = 900

const EVERYBODY = ROLES
const RUNS_IT: readonly Role[] = ['owner', 'manager']
const rule = (roles: readonly Role[], words: string, needsSecondFactor = false): Rule => ({
  roles,
  words,
  needsSecondFactor,
})

export const PERMISSIONS = {
  read: rule(EVERYBODY, 'See sales, products and orders'),
  ship: rule(EVERYBODY, 'Ship orders and take parcels back'),
  answer_help: rule(EVERYBODY, 'Answer shoppers'),
  export: rule(EVERYBODY, 'Export orders'),
  read_team: rule(EVERYBODY, 'See who works here'),
  edit_answers: rule(RUNS_IT, 'Write ready-made answers'),
  export_shoppers: rule(RUNS_IT, 'Export shoppers'),
  edit_products: rule(RUNS_IT, 'Add and change products'),
  build_sales: rule(RUNS_IT, 'Build and schedule sales'),
  run_sales: rule(RUNS_IT, 'Pause, extend, restock and close sales'),
  edit_store: rule(RUNS_IT, 'Change the details of the store'),
  refund: rule(RUNS_IT, 'Send money back', true),
  see_money: rule(RUNS_IT, 'See what was paid, the balance of money and certificates'),
  repair_money: rule(RUNS_IT, 'Repair gaps in the money'),
  see_insight: rule(RUNS_IT, 'See insight'),
  read_log: rule(RUNS_IT, 'Read the log of who did what'),
  manage_team: rule(['owner'], 'Invite people, change roles, remove people', true),
} satisfies Record<string, Rule>

export type Action = keyof typeof PERMISSIONS
export const ACTIONS = Object.keys(PERMISSIONS) as Action[]

/** Whether a role may do something at all; a second factor may be asked for on the way. */
export function mayDo(role: Role, action: Action): boolean {
  return PERMISSIONS[action].roles.includes(role)
}

export function needsSecondFactor(action: Action): boolean {
  return PERMISSIONS[action].needsSecondFactor
}
