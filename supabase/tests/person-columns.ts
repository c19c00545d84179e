/**
 * Every table with a column that says which person a row is about, and what becomes of it when that person asks for their data or
 * gives up the account. The tests hold this against the catalogue: a new table is written down here or they fail.
 *
 * `export`: the key of export_person() it is under, or null with the reason it is not the person's to get.
 * `erase`: how the person leaves it; `stays` with the reason.
 */
type Fate = { export: string | null; erase: 'row' | 'fields' | 'stays'; why?: string }

const MERCHANTS = 'names the merchant’s own people, who leave with their team, not with a shopper’s account'

export const PERSON_TABLES: Record<string, Fate> = {
  accounts: { export: 'account', erase: 'row' },
  audit_log: { export: null, erase: 'stays', why: MERCHANTS },
  claims: {
    export: 'claims',
    erase: 'stays',
    why: 'the record of stock; the id names nobody once the account is gone',
  },
  help_messages: { export: 'orders', erase: 'fields' },
  help_threads: {
    export: null,
    erase: 'stays',
    why: 'counters of who has read how far; no words of the person',
  },
  invitations: { export: null, erase: 'row', why: MERCHANTS },
  merchant_members: {
    export: null,
    erase: 'stays',
    why: 'an account that works for a merchant is not deleted',
  },
  merchant_people: { export: null, erase: 'row', why: MERCHANTS },
  merchant_moves: { export: null, erase: 'stays', why: MERCHANTS },
  money_repairs: { export: null, erase: 'stays', why: MERCHANTS },
  order_moves: { export: null, erase: 'stays', why: MERCHANTS },
  orders: { export: 'orders', erase: 'fields' },
  payment_attempts: { export: 'orders', erase: 'fields' },
  push_settings: { export: 'notifications', erase: 'row' },
  push_subscriptions: { export: 'subscriptions', erase: 'row' },
  recovery_codes: { export: null, erase: 'row', why: 'digests that say nothing' },
  refunds: {
    export: 'orders',
    erase: 'stays',
    why: 'the merchant’s books: an amount and who of the merchant gave it back',
  },
  reminders: { export: 'reminders', erase: 'row' },
  shopper_addresses: { export: 'addresses', erase: 'row' },
  shopper_people: {
    export: 'known_as',
    erase: 'stays',
    why: 'random ids that belong together: deleting an account must not give a new allowance',
  },
  stock_movements: {
    export: null,
    erase: 'stays',
    why: 'says again what claims say, by a random id; append-only',
  },
  store_openings: { export: null, erase: 'stays', why: MERCHANTS },
  stripe_customers: { export: 'account', erase: 'row' },
  waits: {
    export: 'waits',
    erase: 'stays',
    why: 'the record of the line; the id names nobody once the account is gone',
  },
}

/** Columns that say who a row is about or who did it. */
export const PERSON_COLUMN =
  '(^|_)(shopper|user|person|author|account|guest|customer|e?mail|(moved|repaired|asked|caused|made|opened|written)_by)(_|$)'
/** Matched by the pattern, but about no shopper. */
export const NOT_A_PERSON: Record<string, string> = {
  'help_threads.merchant_mail_id': 'a row of the outbox',
  'help_threads.shopper_mail_id': 'a row of the outbox',
  'merchants.support_email': 'the merchant’s published address',
  'payment_settings.attempts_per_shopper': 'a number',
  'sale_items.limit_per_shopper': 'a number',
}
