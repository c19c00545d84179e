import type { Mutation } from './mutation.ts'

const buckets = '20261124100000_stripe_buckets.sql'
const queue = '20261124100500_payment_queue.sql'
const sweeper = '20261124101000_payment_sweeper.sql'
const refunds = '20261124102000_failed_refunds.sql'
const flags = '20261124103000_order_flags.sql'
const authorisations = '20261124104000_authorisations.sql'
const gaps = '20261124104500_ledger_gaps.sql'
const retry = '20261124105050_retry_outbox.sql'
const repairs = '20261124105000_money_repairs.sql'

export const payments: Mutation[] = [
  {
    of: 'take_stripe_tokens',
    broken: 'two instances take the same token',
    file: buckets,
    from: 'where b.kind = p_kind for update;',
    to: 'where b.kind = p_kind;',
    tests: ['stripe-buckets'],
  },
  {
    of: 'tokens_at',
    broken: 'a bucket that rested holds more than its burst',
    file: buckets,
    from: 'select least(p_bucket.burst, p_bucket.tokens',
    to: 'select least(1e9, p_bucket.tokens',
    tests: ['stripe-buckets'],
  },
  {
    of: 'ask_to_pay',
    broken: 'whoever asks jumps the line',
    file: queue,
    from: 'order by w.place limit floor(v_tokens)::int',
    to: 'order by (w.order_id = p_order_id) desc limit floor(v_tokens)::int',
    tests: ['payment-queue'],
  },
  {
    of: 'ask_to_pay',
    broken: 'the time in line is taken from the time to pay',
    file: queue,
    from: 'if v_mine.asked_at < v_now then',
    to: 'if false then',
    tests: ['payment-queue'],
  },
  {
    of: 'ask_to_pay',
    broken: 'asking again starts the time to pay anew',
    file: queue,
    from: 'if v_mine.started_at is not null then',
    to: 'if false then',
    tests: ['payment-queue'],
  },
  {
    of: 'lapse_payment_queue',
    broken: 'units of who has gone stay locked',
    file: queue,
    from: "perform public.hold_claims_of_order_again(v_order.id, 'You left the line to pay, so your place was given up.');",
    to: 'null;',
    tests: ['payment-queue'],
  },
  {
    of: 'sweep_silent_payments',
    broken: 'a payment in line is called silent',
    file: sweeper,
    from: 'and (q.order_id is null or q.attempt <> o.attempt or q.started_at is not null)',
    to: '',
    tests: ['payment-sweeper'],
  },
  {
    of: 'has_too_many_attempts',
    broken: 'a claim is tried as often as anybody likes',
    file: sweeper,
    from: 'having count(*) >= (select s.attempts_per_claim',
    to: 'having count(*) >= 1000 + (select s.attempts_per_claim',
    tests: ['payment-sweeper'],
  },
  {
    of: 'pays_too_often',
    broken: 'declined cards of one address are not counted',
    file: sweeper,
    from: 'select count(*) >= s.declines_per_address',
    to: 'select count(*) < 0',
    tests: ['payment-sweeper'],
  },
  {
    of: 'take_refund_back',
    broken: 'a refund that failed leaves its order refunded',
    file: refunds,
    from: "if v_order.status in ('refunded', 'part_refunded') and v_status <> v_order.status then",
    to: 'if false then',
    tests: ['failed-refunds'],
  },
  {
    of: 'record_dispute',
    broken: 'the money of a dispute that was won stays away',
    file: flags,
    from: "array['disputed', 'dispute_won']",
    to: "array['disputed']",
    tests: ['order-flags'],
  },
  {
    of: 'order_flags_now',
    broken: 'the state that was heard of last is believed',
    file: flags,
    from: 'public.is_final_flag(f.state) desc, f.at desc, f.id desc',
    to: 'f.id desc',
    tests: ['order-flags'],
  },
  {
    of: 'void_authorisation',
    broken: 'the units of an order whose money never came stay sold',
    file: authorisations,
    from: "perform public.keep_units_here(p_order_id, null, null, true, 'authorisation ended');",
    to: '',
    tests: ['authorisations'],
  },
  {
    of: 'authorise_order',
    broken: 'the bank promises another amount, and that is taken',
    file: authorisations,
    from: 'if p_amount_cents = v_order.total_cents and',
    to: 'if',
    tests: ['authorisations'],
  },
  {
    of: 'ledger_gaps',
    broken: 'money a bank has promised is called missing',
    file: gaps,
    from: 'm.charged + coalesce(a.promised, 0) - m.refunded <> o.total_cents',
    to: 'm.charged - m.refunded <> o.total_cents',
    tests: ['authorisations'],
  },
  {
    of: 'repair_gap',
    broken: 'anybody presses it',
    file: repairs,
    from: 'if v_why_not is not null then',
    to: 'if false then',
    tests: ['money-repairs'],
  },
  {
    of: 'retry_outbox',
    broken: 'anybody presses it',
    file: retry,
    from: "elsif public.why_not(v_work.merchant_id, 'repair_money') is not null then",
    to: 'elsif false then',
    tests: ['money-repairs'],
  },
  {
    of: 'repair_gap',
    broken: 'pressing twice refunds twice',
    file: repairs,
    from: "x.kind = 'refund_payment' and x.done_at is null order by x.id limit 1;\n    if v_work.id is null then\n      if exists",
    to: "x.kind = 'refund_payment' and false order by x.id limit 1;\n    if v_work.id is null then\n      if exists",
    tests: ['money-repairs'],
  },
]
