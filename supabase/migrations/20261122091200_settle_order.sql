-- What Stripe says, made true here. One transaction holds the event's id and its effect, so an event delivered twice has
-- one effect, and the order of arrival does not matter.
-- Locks in all of them: the order's items in id order, its claims in id order, the order.

-- True when the event is new. Null means that the news did not come by an event (a synchronous answer): always new.
create function public.record_event(p_event_id text, p_event_type text)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  if p_event_id is null then
    return true;
  end if;
  insert into public.processed_events (id, type) values (p_event_id, p_event_type) on conflict (id) do nothing;
  return found;
end
$$;
revoke all on function public.record_event(text, text) from public, anon, authenticated;
grant execute on function public.record_event(text, text) to service_role;

-- Where the claims of an order are kept.
create function public.ledger_month_of_order(p_order_id uuid)
returns date
language sql
stable
set search_path = ''
as $$
  select s.ledger_month from public.orders o join public.sales s on s.id = o.sale_id where o.id = p_order_id
$$;
revoke all on function public.ledger_month_of_order(uuid) from public, anon, authenticated;
grant execute on function public.ledger_month_of_order(uuid) to service_role;

-- Finds the order of an intent, by the intent or (when the intent was never attached, because the server died between)
-- by the order id in the intent's metadata, and locks everything of it. Null when it is not ours.
create function public.lock_order_of_intent(p_payment_intent_id text, p_order_id uuid)
returns public.orders
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
  v_order public.orders;
begin
  select o.id into v_id from public.orders o where o.payment_intent_id = p_payment_intent_id;
  if v_id is null then
    select o.id into v_id from public.orders o where o.id = p_order_id and o.payment_intent_id is null;
  end if;
  if v_id is null then
    return null;
  end if;
  perform 1 from public.sale_items i
  where i.id in (select l.item_id from public.order_lines l where l.order_id = v_id) order by i.id for no key update;
  perform 1 from public.claims c
  where c.id in (select l.claim_id from public.order_lines l where l.order_id = v_id)
    and c.ledger_month = public.ledger_month_of_order(v_id)
  order by c.id for update;
  select o.* into v_order from public.orders o where o.id = v_id for update;
  if v_order.payment_intent_id is null then
    update public.orders o set payment_intent_id = p_payment_intent_id where o.id = v_id returning * into v_order;
  elsif v_order.payment_intent_id <> p_payment_intent_id then
    -- It got another one while this call waited for the locks.
    return null;
  end if;
  return v_order;
end
$$;
revoke all on function public.lock_order_of_intent(text, uuid) from public, anon, authenticated;
grant execute on function public.lock_order_of_intent(text, uuid) to service_role;

-- Takes free units again for claims of an order that had been released, all of them or none (none when some are no longer
-- kept, because their month was archived, or are another order's by now, or when the person's limit is reached by what they
-- took meanwhile). What is free while people wait in line is theirs. The caller holds the locks.
create function public.retake_released_claims(p_order_id uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_month date := public.ledger_month_of_order(p_order_id);
begin
  if exists (
    select 1 from public.order_lines l
    left join public.claims c on c.id = l.claim_id and c.ledger_month = v_month
    where l.order_id = p_order_id
      and (c.id is null or (c.status in ('paying', 'paid') and c.order_id is distinct from p_order_id))
  ) or exists (
    select 1 from public.order_lines l
    join public.claims c on c.id = l.claim_id and c.ledger_month = v_month and c.status = 'released'
    join public.sale_items i on i.id = l.item_id
    where l.order_id = p_order_id
    group by i.id, i.free, i.waiting having sum(l.quantity) > case when i.waiting = 0 then i.free else 0 end
  ) or exists (
    select 1 from public.order_lines l
    join public.claims c on c.id = l.claim_id and c.ledger_month = v_month and c.status = 'released'
    where l.order_id = p_order_id
    group by c.item_id, c.shopper_id
    having sum(l.quantity) > (
      select r.limit_room from public.shopper_room(c.item_id, c.shopper_id, clock_timestamp()) r
    )
  ) then
    return false;
  end if;
  with back as (
    update public.claims c set status = 'paying', released_at = null, lapsed_at = null, order_id = p_order_id
    from public.order_lines l
    where l.order_id = p_order_id and l.claim_id = c.id and c.ledger_month = v_month and c.status = 'released'
    returning c.id, c.ledger_month, c.sale_id, c.item_id, c.quantity, c.shopper_id
  ), moved as (
    insert into public.stock_movements (ledger_month, sale_id, item_id, claim_id, kind, quantity, cause, caused_by)
    select b.ledger_month, b.sale_id, b.item_id, b.id, 'claimed', b.quantity, 'paid late', b.shopper_id from back b
  )
  update public.sale_items i set free = i.free - t.units, held = i.held + t.units
  from (select b.item_id, sum(b.quantity)::int as units from back b group by b.item_id) t where i.id = t.item_id;
  return true;
end
$$;
revoke all on function public.retake_released_claims(uuid) from public, anon, authenticated;
grant execute on function public.retake_released_claims(uuid) to service_role;

-- The units of an order become sold and the order paid: held and paying claims go to paid, mail goes to the outbox. The
-- caller holds the locks and has made sure that all of its claims are there.
create function public.sell_order(p_order public.orders, p_cause text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_month date := public.ledger_month_of_order(p_order.id);
begin
  -- Held claims (their order was declined before) pass through paying, as every paid claim does.
  update public.claims c set status = 'paying', order_id = p_order.id
  from public.order_lines l
  where l.order_id = p_order.id and l.claim_id = c.id and c.ledger_month = v_month and c.status = 'held';
  with sold as (
    update public.claims c set status = 'paid'
    from public.order_lines l where l.order_id = p_order.id and l.claim_id = c.id and c.ledger_month = v_month
    returning c.id, c.ledger_month, c.sale_id, c.item_id, c.quantity, c.shopper_id
  ), moved as (
    insert into public.stock_movements (ledger_month, sale_id, item_id, claim_id, kind, quantity, cause, caused_by)
    select s.ledger_month, s.sale_id, s.item_id, s.id, 'paid', s.quantity, coalesce(left(p_cause, 80), 'settle_order'), s.shopper_id
    from sold s
  )
  update public.sale_items i set held = i.held - t.units, sold = i.sold + t.units
  from (select s.item_id, sum(s.quantity)::int as units from sold s group by s.item_id) t where i.id = t.item_id;
  update public.orders o set status = 'paid', paid_at = clock_timestamp(), decline_reason = null where o.id = p_order.id;
  insert into public.outbox (kind, payload, dedupe_key)
  values ('order_mail', jsonb_build_object('order_id', p_order.id, 'template', 'paid'), 'order_mail:paid:' || p_order.id)
  on conflict (dedupe_key) do nothing;
  perform public.broadcast_stock(p_order.sale_id);
end
$$;
revoke all on function public.sell_order(public.orders, text) from public, anon, authenticated;

-- The payment succeeded. Outcomes:
--   settled         claims are paid, units sold, money entered, mail in the outbox
--   captured        the money of an order whose units were sold when it was authorised: entered
--   refund_due      it came after the units had gone back and they are gone: money entered, refund in the outbox
--   amount_differs  Stripe charged something else than the order says: money entered, refund in the outbox
--   already_paid | duplicate | unknown_order   nothing to do (an unknown order is not remembered: it may yet appear)
-- Retry: safe. p_order_id is the order id in the intent's metadata, where there is one.
create function public.settle_order(
  p_event_id text, p_event_type text, p_payment_intent_id text, p_amount_cents bigint, p_currency text,
  p_charge_id text default null, p_order_id uuid default null
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders;
  v_is_right boolean;
begin
  v_order := public.lock_order_of_intent(p_payment_intent_id, p_order_id);
  if v_order.id is null then
    return 'unknown_order';
  elsif not public.record_event(p_event_id, p_event_type) then
    return 'duplicate';
  elsif exists (
    select 1 from public.money_entries m where m.kind = 'charged' and m.stripe_id = p_payment_intent_id
  ) then
    return 'already_paid';
  end if;
  insert into public.money_entries (order_id, merchant_id, kind, amount_cents, currency, stripe_id)
  values (v_order.id, v_order.merchant_id, 'charged', p_amount_cents, upper(p_currency), p_payment_intent_id);

  if public.capture_authorisation(v_order.id, p_amount_cents) then
    return 'captured';
  end if;
  v_is_right := p_amount_cents = v_order.total_cents and upper(p_currency) = v_order.currency;
  if v_is_right and public.retake_released_claims(v_order.id) then
    perform public.sell_order(v_order, p_event_type);
    return 'settled';
  end if;

  -- The money cannot become this order: give the units back and the money too.
  perform public.release_claims_of_order(v_order.id, 'refund due');
  update public.orders o set status = 'cancelled',
    decline_reason = case when v_is_right then 'The payment came after your claim had run out and the units were gone. You get all of it back.'
      else 'The payment was not for the amount of the order. You get all of it back.' end
  where o.id = v_order.id;
  insert into public.outbox (kind, payload, dedupe_key)
  values ('refund_payment', jsonb_build_object('order_id', v_order.id, 'payment_intent_id', p_payment_intent_id,
    'reason', case when v_is_right then 'units gone' else 'amount differs' end), 'refund_payment:' || p_payment_intent_id)
  on conflict (dedupe_key) do nothing;
  return case when v_is_right then 'refund_due' else 'amount_differs' end;
end
$$;
revoke all on function public.settle_order(text, text, text, bigint, text, text, uuid) from public, anon, authenticated;
grant execute on function public.settle_order(text, text, text, bigint, text, text, uuid) to service_role;
