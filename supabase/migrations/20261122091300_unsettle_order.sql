-- What Stripe says when there is no money: declined, cancelled; and when the money went back.
-- Locks as in settle_order: items, claims, order.

-- Releases the held and paying claims of an order. The caller holds the locks.
create function public.release_claims_of_order(p_order_id uuid, p_cause text)
returns int
language sql
set search_path = ''
as $$
  select public.release_locked_claims(array(
    select c.id from public.order_lines l
    join public.claims c on c.id = l.claim_id and c.ledger_month = public.ledger_month_of_order(p_order_id)
    where l.order_id = p_order_id and c.status in ('held', 'paying')
      -- A claim that was held again may be in another order by now.
      and (c.order_id is null or c.order_id = p_order_id)
    order by c.id
  ), array[public.ledger_month_of_order(p_order_id)], p_cause)
$$;
revoke all on function public.release_claims_of_order(uuid, text) from public, anon, authenticated;
grant execute on function public.release_claims_of_order(uuid, text) to service_role;

-- Puts the claims of a paying order back to held, for what was left of their first hold and at least a minute, and the
-- order back to open. The caller holds the locks.
create function public.hold_claims_of_order_again(p_order_id uuid, p_reason text)
returns void
language sql
set search_path = ''
as $$
  update public.claims c set status = 'held', expires_at = greatest(c.held_until, clock_timestamp() + interval '1 minute')
  from public.order_lines l
  where l.order_id = p_order_id and l.claim_id = c.id and c.status = 'paying'
    and c.ledger_month = public.ledger_month_of_order(p_order_id);
  update public.orders o set status = 'open', pay_expires_at = null, decline_reason = left(p_reason, 500)
  where o.id = p_order_id;
$$;
revoke all on function public.hold_claims_of_order_again(uuid, text) from public, anon, authenticated;
grant execute on function public.hold_claims_of_order_again(uuid, text) to service_role;

-- The card was declined; another may be tried. Outcomes: declined, duplicate, not_paying (paid, cancelled, open already,
-- or another attempt than p_attempt is being paid by now: its claims must stay locked), unknown_order. Retry: safe.
create function public.decline_order(
  p_event_id text, p_event_type text, p_payment_intent_id text, p_reason text, p_order_id uuid default null,
  p_attempt int default null
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders := public.lock_order_of_intent(p_payment_intent_id, p_order_id);
begin
  if v_order.id is null then
    return 'unknown_order';
  elsif not public.record_event(p_event_id, p_event_type) then
    return 'duplicate';
  elsif v_order.status <> 'paying' or v_order.attempt <> p_attempt then
    return 'not_paying';
  end if;
  perform public.hold_claims_of_order_again(v_order.id, p_reason);
  update public.payment_attempts a set declined_at = clock_timestamp()
  where a.order_id = v_order.id and a.attempt = v_order.attempt;
  return 'declined';
end
$$;
revoke all on function public.decline_order(text, text, text, text, uuid, int) from public, anon, authenticated;
grant execute on function public.decline_order(text, text, text, text, uuid, int) to service_role;

-- The attempt ended before any intent was made (Stripe refused the request for good): another may be tried. Outcomes:
-- abandoned, has_intent, not_paying (or another attempt by now). Retry: safe. Locks: claims, order.
create function public.abandon_attempt(p_order_id uuid, p_attempt int, p_reason text)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders;
begin
  perform 1 from public.claims c
  where c.id in (select l.claim_id from public.order_lines l where l.order_id = p_order_id)
    and c.ledger_month = public.ledger_month_of_order(p_order_id)
  order by c.id for update;
  select o.* into v_order from public.orders o where o.id = p_order_id for update;
  if v_order.status is distinct from 'paying' or v_order.attempt <> p_attempt then
    return 'not_paying';
  elsif v_order.payment_intent_id is not null then
    return 'has_intent';
  end if;
  perform public.hold_claims_of_order_again(p_order_id, p_reason);
  update public.payment_attempts a set claim_ids = '{}' where a.order_id = p_order_id and a.attempt = p_attempt;
  return 'abandoned';
end
$$;
revoke all on function public.abandon_attempt(uuid, int, text) from public, anon, authenticated;
grant execute on function public.abandon_attempt(uuid, int, text) to service_role;

-- The intent is dead at Stripe and can never succeed: only now the units of a paying order go back. Outcomes: cancelled,
-- duplicate, already_paid, unknown_order. Claims that are held again after a decline stay held. An intent the
-- order never knew (its creation was not answered) ends alone: the order is being paid by another one. Retry: safe.
create function public.cancel_order(
  p_event_id text, p_event_type text, p_payment_intent_id text, p_reason text, p_order_id uuid default null
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders := public.lock_order_of_intent(p_payment_intent_id, null);
begin
  if v_order.id is null then
    return 'unknown_order';
  elsif not public.record_event(p_event_id, p_event_type) then
    return 'duplicate';
  elsif v_order.status = 'cancelled' then
    perform public.void_authorisation(v_order.id, p_reason);
    return 'cancelled';
  elsif v_order.status not in ('open', 'paying') then
    return case when public.void_authorisation(v_order.id, p_reason) then 'cancelled' else 'already_paid' end;
  end if;
  if v_order.status = 'paying' then
    perform public.release_claims_of_order(v_order.id, 'payment cancelled');
  else
    update public.claims c set order_id = null where c.order_id = v_order.id and c.status = 'held';
  end if;
  update public.orders o set status = 'cancelled', decline_reason = left(p_reason, 500) where o.id = v_order.id;
  perform public.broadcast_stock(v_order.sale_id);
  return 'cancelled';
end
$$;
revoke all on function public.cancel_order(text, text, text, text, uuid) from public, anon, authenticated;
grant execute on function public.cancel_order(text, text, text, text, uuid) to service_role;

-- Money went back to the shopper, because we asked (p_own_refund_id says so, from the refund's metadata) or because somebody did
-- in Stripe's dashboard. Outcomes: refunded, part_refunded, duplicate, unknown_order, not_charged. Once all of it is back, units that
-- have not left go back into the sale, unless whoever asked chose otherwise; a parcel that left is not stock. Retry: safe, by
-- refund id.
create function public.refund_order(
  p_event_id text, p_event_type text, p_payment_intent_id text, p_refund_id text, p_amount_cents bigint,
  p_own_refund_id uuid default null
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders := public.lock_order_of_intent(p_payment_intent_id, null);
  v_charged bigint;
  v_refunded bigint;
  v_status text;
  v_known_id uuid;
begin
  if v_order.id is null then
    return 'unknown_order';
  end if;
  -- News that overtook its payment is not remembered: it is told again once the payment is known.
  select sum(m.amount_cents) into v_charged from public.money_entries m where m.order_id = v_order.id and m.kind = 'charged';
  if v_charged is null then
    return 'not_charged';
  elsif not public.record_event(p_event_id, p_event_type) then
    return 'duplicate';
  elsif exists (select 1 from public.refunds r where r.stripe_refund_id = p_refund_id and r.status = 'failed') then
    return 'refund_failed'; -- the later news came first
  end if;
  insert into public.money_entries (order_id, merchant_id, kind, amount_cents, currency, stripe_id)
  values (v_order.id, v_order.merchant_id, 'refunded', p_amount_cents, v_order.currency, p_refund_id)
  on conflict (kind, stripe_id) do nothing;
  v_known_id := public.settle_refund(v_order, p_refund_id, p_own_refund_id, p_amount_cents, 'succeeded', null);
  select sum(case m.kind when 'refunded' then m.amount_cents when 'refund_failed' then -m.amount_cents end) into v_refunded
  from public.money_entries m where m.order_id = v_order.id and m.kind in ('refunded', 'refund_failed');
  v_status := case when v_refunded >= v_charged then 'refunded' when v_order.status = 'cancelled' then 'cancelled' else 'part_refunded' end;
  if v_status = 'refunded' then
    perform public.keep_units_here(v_order.id, null, null, true, 'refunded at Stripe');
  end if;
  update public.orders o set status = v_status where o.id = v_order.id and o.status <> v_status;
  insert into public.outbox (kind, payload, dedupe_key)
  values ('order_mail', jsonb_build_object('order_id', v_order.id, 'template', 'refunded', 'refund_id', v_known_id),
    'order_mail:refunded:' || p_refund_id)
  on conflict (dedupe_key) do nothing;
  return v_status;
end
$$;
revoke all on function public.refund_order(text, text, text, text, bigint, uuid) from public, anon, authenticated;
grant execute on function public.refund_order(text, text, text, text, bigint, uuid) to service_role;
