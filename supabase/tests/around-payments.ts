import { sql, type startPayment, uuid } from './fixtures.ts'

/** What members may call about money, and which of it runs with its owner's rights. */
export const aroundPayments = {
  /** As in the matrix of permissions.test.ts. */
  tables: {
    money_repairs: ['', 's', 's', 's', 'SI'],
    order_flags: ['', 's', 's', 'S', 'SI'],
    payment_authorisations: ['', 's', 's', 's', 'SIU'],
    payment_queue: ['', '', '', '', 'SIUD'],
    payment_settings: ['', '', '', '', 'SU'],
    stripe_buckets: ['', '', '', '', 'SU'],
  },
  callable: ['is_final_flag', 'my_ledger_gaps', 'my_money', 'order_flags_now', 'repair_gap', 'retry_outbox'],
  definers: ['my_ledger_gaps', 'my_money', 'repair_gap', 'retry_outbox'],
} as const

/** A flag, a refund that failed, a promise of money and the log of a repair: one row of each for the member to see. */
export async function recordTroubles({ order, intent, total }: Awaited<ReturnType<typeof startPayment>>) {
  await sql`select record_fraud_warning(null, 'test', ${intent}, ${`issfr_${uuid()}`}, true, 'misc', now())`
  await sql`select note_refund(null, 'test', ${intent}, ${`re_${uuid()}`}, ${total}, null, 'failed', 'expired_card')`
  await sql`insert into money_repairs (merchant_id, order_id, outbox_id, gap, repair)
    select merchant_id, id, 1, 'silent', 'look_up' from orders where id = ${order.order_id}`
  await sql`insert into payment_authorisations (order_id, merchant_id, payment_intent_id, amount_cents, capture_before, captured_at)
    select id, merchant_id, ${intent}, total_cents, now(), now() from orders where id = ${order.order_id}`
}
