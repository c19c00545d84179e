-- Refunds asked for by the merchant: cancelling, refunding, taking a parcel back. Owners and managers only, except for taking a parcel back
-- without money, which packers do. All: p_reason is kept in the log; the same p_request_id again changes nothing and answers
-- `repeated`. Besides the outcomes named: unknown_order, not_allowed, invalid. The money goes out through the outbox and is
-- entered when Stripe says that it went. Locks: the sale (shared), the order's items in id order, the order, what offering locks.

-- Writes a refund down and sends it to Stripe by the outbox. The refund's own id is the idempotency key and goes along as metadata, by
-- which the webhook finds it again. The caller holds the order and has made sure that the money is there to go back.
create function public.ask_refund(p_order_id uuid, p_amount_cents bigint, p_is_restocked boolean, p_reason text)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders;
  v_refund_id uuid;
begin
  select o.* into v_order from public.orders o where o.id = p_order_id;
  insert into public.refunds (order_id, merchant_id, amount_cents, currency, is_restocked, reason, asked_by)
  values (p_order_id, v_order.merchant_id, p_amount_cents, v_order.currency, p_is_restocked, btrim(p_reason), (select auth.uid()))
  returning id into v_refund_id;
  insert into public.outbox (kind, payload, dedupe_key)
  values ('refund_payment', jsonb_build_object('order_id', p_order_id, 'payment_intent_id', v_order.payment_intent_id,
    'reason', 'asked for by the merchant', 'refund_id', v_refund_id, 'amount_cents', p_amount_cents,
    'idempotency_key', 'refund:' || v_refund_id), 'refund_payment:' || v_refund_id);
  return v_refund_id;
end
$$;
revoke all on function public.ask_refund(uuid, bigint, boolean, text) from public, anon, authenticated;

-- Whether all of an order's money is on its way back already without a refund row: its payment came too late (settle_order).
create function public.is_refund_due(p_order_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select 1 from public.outbox b
    where b.dedupe_key = 'refund_payment:' || (select o.payment_intent_id from public.orders o where o.id = p_order_id) and b.done_at is null
  )
$$;
revoke all on function public.is_refund_due(uuid) from public, anon, authenticated;

-- Gives money back, in full or part. p_lines: [{claim_id, quantity, amount_cents}]: the money of each line, and how many of its units that
-- have not left stay here for it; p_shipping_cents: what of the shipping cost goes back too. p_is_restocked: whether the units that stay here go back into
-- the sale. A refund that leaves nothing of the money keeps all units here that have not left. Outcomes: refund_asked;
-- more_than_charged (than is left of it); too_many (units of a line that are left to ship, or money of a line); nothing_charged.
create function public.refund_paid_order(
  p_order_id uuid, p_lines jsonb, p_shipping_cents bigint, p_is_restocked boolean, p_reason text, p_request_id uuid
)
returns text
language plpgsql
security definer -- members may not write orders; begin_order_move() checks the role
set search_path = ''
as $$
declare
  v_outcome text := public.begin_order_move(p_order_id, p_reason, p_request_id, false, true);
  v_amount bigint;
  v_left bigint;
  v_refund_id uuid;
  v_restocked int := 0;
begin
  if v_outcome is not null then
    return v_outcome;
  elsif jsonb_typeof(p_lines) is distinct from 'array' or coalesce(p_shipping_cents, 0) < 0 or p_is_restocked is null or exists (
    select 1 from jsonb_to_recordset(p_lines) w (claim_id uuid, quantity int, amount_cents bigint)
    group by w.claim_id having count(*) > 1 or coalesce(min(w.quantity), -1) < 0 or coalesce(min(w.amount_cents), -1) < 0
  ) then
    return 'invalid';
  end if;
  select coalesce(sum(w.amount_cents), 0) + coalesce(p_shipping_cents, 0) into v_amount
  from jsonb_to_recordset(p_lines) w (claim_id uuid, quantity int, amount_cents bigint);
  v_left := public.refundable_cents(p_order_id);
  if v_amount <= 0 then
    return 'invalid';
  elsif not exists (select 1 from public.money_entries m where m.order_id = p_order_id and m.kind = 'charged') then
    return 'nothing_charged';
  elsif v_amount > v_left or public.is_refund_due(p_order_id) then
    return 'more_than_charged';
  elsif exists (
    select 1 from jsonb_to_recordset(p_lines) w (claim_id uuid, quantity int, amount_cents bigint)
    left join public.order_lines l on l.order_id = p_order_id and l.claim_id = w.claim_id
    where (w.quantity <= l.quantity - l.shipped - l.not_sent and w.amount_cents <= l.quantity::bigint * l.unit_price_cents) is not true
  ) then
    return 'too_many';
  end if;
  v_refund_id := public.ask_refund(p_order_id, v_amount, p_is_restocked, p_reason);
  insert into public.refund_lines (refund_id, order_id, claim_id, quantity, amount_cents)
  select v_refund_id, p_order_id, w.claim_id, w.quantity, w.amount_cents
  from jsonb_to_recordset(p_lines) w (claim_id uuid, quantity int, amount_cents bigint) where w.quantity > 0 or w.amount_cents > 0;
  v_restocked := public.keep_units_here(p_order_id,
    case when v_amount < v_left then coalesce(array(select l.claim_id from public.refund_lines l where l.refund_id = v_refund_id order by l.claim_id), '{}') end,
    array(select l.quantity from public.refund_lines l where l.refund_id = v_refund_id order by l.claim_id),
    p_is_restocked, 'refund_paid_order');
  -- What is left may all have gone out before.
  if exists (select 1 from public.shipments s where s.order_id = p_order_id) then
    perform public.move_order_by_shipments(p_order_id);
  end if;
  perform public.finish_order_move(p_order_id, 'refund', p_reason, p_request_id, jsonb_build_object(
    'refund_id', v_refund_id, 'amount_cents', v_amount, 'restocked', v_restocked, 'lines', p_lines, 'shipping_cents', coalesce(p_shipping_cents, 0)));
  return 'refund_asked';
end
$$;
revoke all on function public.refund_paid_order(uuid, jsonb, bigint, boolean, text, uuid) from public, anon, authenticated;
grant execute on function public.refund_paid_order(uuid, jsonb, bigint, boolean, text, uuid) to authenticated, service_role;

-- Calls a paid order off before anything of it has left: all of the money goes back, and its units into the sale. Outcomes: cancelled;
-- already_cancelled; already_shipped (a part at least: refund it, or take the parcel back); not_paid.
create function public.cancel_paid_order(p_order_id uuid, p_reason text, p_request_id uuid)
returns text
language plpgsql
security definer -- members may not write orders; begin_order_move() checks the role
set search_path = ''
as $$
declare
  v_outcome text := public.begin_order_move(p_order_id, p_reason, p_request_id, false, true);
  v_order public.orders;
  v_left bigint;
  v_restocked int;
  v_refund_id uuid;
begin
  if v_outcome is not null then
    return v_outcome;
  end if;
  select o.* into v_order from public.orders o where o.id = p_order_id;
  if exists (select 1 from public.shipments s where s.order_id = p_order_id) then
    return 'already_shipped';
  elsif v_order.status in ('cancelled', 'refunded') then
    return 'already_cancelled';
  elsif v_order.status not in ('paid', 'part_refunded') then
    return 'not_paid';
  end if;
  v_left := public.refundable_cents(p_order_id);
  v_restocked := public.keep_units_here(p_order_id, null, null, true, 'cancel_paid_order');
  update public.orders o set status = 'cancelled', decline_reason = 'The shop called this order off. You get all of your money back.'
  where o.id = p_order_id;
  if v_left > 0 then
    v_refund_id := public.ask_refund(p_order_id, v_left, true, p_reason);
    insert into public.refund_lines (refund_id, order_id, claim_id, quantity, amount_cents)
    select v_refund_id, l.order_id, l.claim_id, l.quantity, 0 from public.order_lines l where l.order_id = p_order_id;
  elsif not exists (select 1 from public.money_entries m where m.order_id = p_order_id and m.kind = 'charged') then
    -- Promised by the bank, not taken yet: the promise is given back.
    insert into public.outbox (kind, payload, dedupe_key)
    values ('cancel_intent', jsonb_build_object('order_id', p_order_id, 'payment_intent_id', v_order.payment_intent_id),
      'cancel_intent:' || p_order_id || ':' || v_order.attempt)
    on conflict (dedupe_key) do nothing;
  end if;
  insert into public.outbox (kind, payload, dedupe_key)
  values ('order_mail', jsonb_build_object('order_id', p_order_id, 'template', 'cancelled'), 'order_mail:cancelled:' || p_order_id)
  on conflict (dedupe_key) do nothing;
  perform public.finish_order_move(p_order_id, 'cancel', p_reason, p_request_id, jsonb_build_object(
    'refund_id', v_refund_id, 'amount_cents', v_left, 'restocked', v_restocked));
  return 'cancelled';
end
$$;
revoke all on function public.cancel_paid_order(uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.cancel_paid_order(uuid, text, uuid) to authenticated, service_role;

-- A parcel, or some of what was in it, came back. p_lines: [{claim_id, quantity}], or null for all of it that is not back yet. With p_is_restocked the units go
-- into the sale again; with p_is_refunded their price goes back to the shopper, as far as it has not. Outcomes: returned; part_returned (some
-- of it is still with the shopper); already_returned; too_many; unknown_shipment.
create function public.record_return(
  p_shipment_id uuid, p_lines jsonb, p_is_restocked boolean, p_is_refunded boolean, p_reason text, p_request_id uuid
)
returns text
language plpgsql
security definer -- members may not write shipments; begin_order_move() checks the role
set search_path = ''
as $$
declare
  v_order_id uuid := (select s.order_id from public.shipments s where s.id = p_shipment_id);
  v_outcome text;
  v_lines jsonb := p_lines;
  v_amount bigint := 0;
  v_refund_id uuid;
  v_restocked int := 0;
begin
  if v_order_id is null then
    return 'unknown_shipment';
  elsif p_is_restocked is null or p_is_refunded is null or jsonb_typeof(coalesce(p_lines, '[]')) <> 'array'
    or coalesce(length(btrim(p_reason)), 0) = 0 then
    return 'invalid';
  end if;
  v_outcome := public.begin_order_move(v_order_id, p_reason, p_request_id, not p_is_refunded, true);
  if v_outcome is not null then
    return v_outcome;
  end if;
  if v_lines is null then
    select coalesce(jsonb_agg(jsonb_build_object('claim_id', l.claim_id, 'quantity', l.quantity - l.returned)), '[]') into v_lines
    from public.shipment_lines l where l.shipment_id = p_shipment_id and l.quantity > l.returned;
    if v_lines = '[]' then
      return 'already_returned';
    end if;
  end if;
  if jsonb_array_length(v_lines) = 0 or exists (
    select 1 from jsonb_to_recordset(v_lines) w (claim_id uuid, quantity int)
    group by w.claim_id having count(*) > 1 or coalesce(min(w.quantity), 0) < 1
  ) then
    return 'invalid';
  elsif exists (
    select 1 from jsonb_to_recordset(v_lines) w (claim_id uuid, quantity int)
    left join public.shipment_lines l on l.shipment_id = p_shipment_id and l.claim_id = w.claim_id
    where w.quantity <= l.quantity - l.returned is not true
  ) then
    return 'too_many';
  end if;
  update public.shipment_lines l set returned = l.returned + w.quantity
  from jsonb_to_recordset(v_lines) w (claim_id uuid, quantity int) where l.shipment_id = p_shipment_id and l.claim_id = w.claim_id;
  update public.order_lines l set returned = l.returned + w.quantity
  from jsonb_to_recordset(v_lines) w (claim_id uuid, quantity int) where l.order_id = v_order_id and l.claim_id = w.claim_id;
  if p_is_restocked then
    v_restocked := public.put_units_back(v_order_id,
      array(select w.claim_id from jsonb_to_recordset(v_lines) w (claim_id uuid, quantity int) order by w.claim_id),
      array(select w.quantity from jsonb_to_recordset(v_lines) w (claim_id uuid, quantity int) order by w.claim_id), 'record_return');
  end if;
  if p_is_refunded then
    select least(sum(w.quantity::bigint * l.unit_price_cents), public.refundable_cents(v_order_id)) into v_amount
    from jsonb_to_recordset(v_lines) w (claim_id uuid, quantity int)
    join public.order_lines l on l.order_id = v_order_id and l.claim_id = w.claim_id;
    if v_amount > 0 and not public.is_refund_due(v_order_id) then
      v_refund_id := public.ask_refund(v_order_id, v_amount, p_is_restocked, p_reason);
      insert into public.refund_lines (refund_id, order_id, claim_id, quantity, amount_cents)
      select v_refund_id, v_order_id, w.claim_id, w.quantity, least(w.quantity::bigint * l.unit_price_cents, v_amount)
      from jsonb_to_recordset(v_lines) w (claim_id uuid, quantity int)
      join public.order_lines l on l.order_id = v_order_id and l.claim_id = w.claim_id;
    end if;
  end if;
  if not exists (select 1 from public.shipment_lines l where l.shipment_id = p_shipment_id and l.returned < l.quantity) then
    perform public.move_shipment(p_shipment_id, 'returned', null);
    v_outcome := 'returned';
  else
    v_outcome := 'part_returned';
  end if;
  perform public.finish_order_move(v_order_id, 'return', p_reason, p_request_id, jsonb_build_object('shipment_id', p_shipment_id,
    'lines', v_lines, 'restocked', v_restocked, 'refund_id', v_refund_id, 'amount_cents', greatest(v_amount, 0)));
  return v_outcome;
end
$$;
revoke all on function public.record_return(uuid, jsonb, boolean, boolean, text, uuid) from public, anon, authenticated;
grant execute on function public.record_return(uuid, jsonb, boolean, boolean, text, uuid) to authenticated, service_role;
