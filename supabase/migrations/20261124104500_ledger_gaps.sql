-- Orders in which money and stock disagree, and why. p_silence is how long an order may be silent before that is a gap;
-- p_merchant_id asks about one merchant only.
--
-- Money that an authorisation promises counts as there while it can still be captured. A dispute is no gap: its order keeps
-- its state, its money is entered as `disputed`, and it is a flag on the order (order_flags_now()).
create function public.ledger_gaps(p_silence interval default '5 minutes', p_merchant_id uuid default null)
returns table (order_id uuid, gap text, detail text)
language sql
stable
set search_path = ''
as $$
  with own as (
    select o.* from public.orders o where p_merchant_id is null or o.merchant_id = p_merchant_id
  ), money as (
    select o.id,
      coalesce(sum(m.amount_cents) filter (where m.kind = 'charged'), 0) as charged,
      coalesce(sum(case m.kind when 'refunded' then m.amount_cents when 'refund_failed' then -m.amount_cents end), 0) as refunded
    from own o left join public.money_entries m on m.order_id = o.id
    group by o.id
  ), lines as (
    select o.id,
      count(l.claim_id) as lines,
      count(l.claim_id) filter (where c.status = 'paid' and c.order_id = o.id) as paid,
      -- Units of a paid claim that a cancellation has not taken out of the order.
      count(l.claim_id) filter (where c.status = 'paid' and c.order_id = o.id and l.not_sent < l.quantity) as kept,
      coalesce(sum(l.quantity::bigint * l.unit_price_cents), 0) as cents
    from own o
    join public.sales s on s.id = o.sale_id
    left join public.order_lines l on l.order_id = o.id
    left join public.claims c on c.id = l.claim_id and c.ledger_month = s.ledger_month
    group by o.id
  ), promises as (
    select a.*, a.captured_at is null and a.voided_at is null as is_open,
      case when a.captured_at is null and a.voided_at is null then a.amount_cents else 0 end as promised
    from public.payment_authorisations a
  )
  select o.id, g.gap, g.detail
  from own o
  join public.sales s on s.id = o.sale_id
  join money m on m.id = o.id
  join lines l on l.id = o.id
  left join promises a on a.order_id = o.id
  cross join lateral (values
    (o.status in ('paid', 'shipped', 'delivered') and m.charged + coalesce(a.promised, 0) - m.refunded <> o.total_cents,
      'paid without the money',
      format('total %s, charged %s, authorised %s, refunded %s', o.total_cents, m.charged, coalesce(a.promised, 0), m.refunded)),
    (o.status in ('paid', 'shipped', 'delivered', 'part_refunded') and l.paid <> l.lines and s.archived_at is null,
      'paid without the units', format('%s of %s claims are paid', l.paid, l.lines)),
    (o.status in ('open', 'paying') and m.charged + coalesce(a.promised, 0) > 0,
      'charged but not paid', format('charged %s, authorised %s, order is %s', m.charged, coalesce(a.promised, 0), o.status)),
    (o.status = 'cancelled' and public.refundable_cents(o.id) > 0,
      'charged but cancelled', format('charged %s, refunded %s', m.charged, m.refunded)),
    (o.status = 'cancelled' and a.is_open and not exists (
        select 1 from public.outbox x where x.order_id = o.id and x.kind = 'cancel_intent' and x.done_at is null and x.parked_at is null
      ),
      'authorised but cancelled', format('authorised %s until %s', a.amount_cents, a.capture_before)),
    (o.status = 'part_refunded' and m.refunded not between 1 and m.charged - 1,
      'part refunded without the refund', format('charged %s, refunded %s', m.charged, m.refunded)),
    (o.status = 'refunded' and m.refunded < m.charged,
      'refunded without the refund', format('charged %s, refunded %s', m.charged, m.refunded)),
    (o.status in ('open', 'paying', 'cancelled') and l.kept > 0,
      'units sold without the order paid', format('%s claims are paid, order is %s', l.kept, o.status)),
    (m.charged > m.refunded and exists (select 1 from public.refunds f where f.order_id = o.id and f.status = 'failed' and not exists (
        select 1 from public.refunds n where n.order_id = o.id and n.created_at > f.created_at and n.status <> 'failed')),
      'refund failed', 'Stripe could not give the money back, and nobody has asked again'),
    (exists (select 1 from public.refunds f where f.order_id = o.id and f.status = 'pending'
        and f.created_at < clock_timestamp() - interval '1 day'),
      'refund pending for long', 'for more than a day'),
    (o.items_cents <> l.cents and o.status <> 'open',
      'lines do not add up', format('lines %s, order says %s', l.cents, o.items_cents)),
    (m.refunded > m.charged,
      'more refunded than charged', format('charged %s, refunded %s', m.charged, m.refunded)),
    (o.status = 'paying' and o.pay_expires_at < clock_timestamp() - p_silence,
      'silent', format('paying since before %s', o.pay_expires_at)),
    (o.status in ('shipped', 'delivered') and a.is_open and not exists (
        select 1 from public.outbox x
        where x.dedupe_key = 'capture_payment:' || o.id and x.parked_at is null and x.created_at > clock_timestamp() - p_silence
      ),
      'shipped without capturing', format('authorised %s until %s', a.amount_cents, a.capture_before)),
    (o.status = 'paid' and a.is_open and a.capture_before < clock_timestamp() + interval '1 day',
      'authorisation runs out', format('authorised %s until %s', a.amount_cents, a.capture_before))
  ) g (is_gap, gap, detail)
  where g.is_gap
  union all
  select c.order_id, 'claim paid without an order', format('claim %s', c.id)
  from public.claims c
  where c.status = 'paid' and not exists (
    select 1 from public.order_lines l where l.claim_id = c.id and l.order_id = c.order_id
  ) and (p_merchant_id is null or exists (select 1 from public.sales s where s.id = c.sale_id and s.merchant_id = p_merchant_id))
$$;
revoke all on function public.ledger_gaps(interval, uuid) from public, anon, authenticated;
grant execute on function public.ledger_gaps(interval, uuid) to service_role;
