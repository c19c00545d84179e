-- Moves of a whole sale. All: p_reason is kept in the log; the same p_request_id again changes nothing and answers
-- `repeated`. Besides the outcomes named: unknown_sale, not_allowed, invalid. Locks: the sale, its items in id order, then
-- what releasing locks.

-- No claims until resumed; what is held can still be paid, and nothing is offered to those in line. Outcomes: paused;
-- already_paused; ended.
create function public.pause_sale(p_sale_id uuid, p_reason text, p_request_id uuid)
returns text
language plpgsql
security definer -- members may not write sales; begin_move() checks the role
set search_path = ''
as $$
declare
  v_outcome text := public.begin_move(p_sale_id, p_reason, p_request_id);
  v_sale public.sales;
begin
  if v_outcome is not null then
    return v_outcome;
  end if;
  select s.* into v_sale from public.sales s where s.id = p_sale_id;
  if public.sale_phase(v_sale.status, v_sale.opens_at, v_sale.closes_at, clock_timestamp()) = 'ended' then
    return 'ended';
  elsif v_sale.status = 'paused' then
    return 'already_paused';
  end if;
  update public.sales s set status = 'paused' where s.id = p_sale_id;
  perform public.finish_move(p_sale_id, null, 'pause', null, p_reason, p_request_id);
  return 'paused';
end
$$;
revoke all on function public.pause_sale(uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.pause_sale(uuid, text, uuid) to authenticated, service_role;

-- Units that came free during the pause go to those in line first. Outcomes: resumed; not_paused; ended.
create function public.resume_sale(p_sale_id uuid, p_reason text, p_request_id uuid)
returns text
language plpgsql
security definer -- members may not write sales; begin_move() checks the role
set search_path = ''
as $$
declare
  v_outcome text := public.begin_move(p_sale_id, p_reason, p_request_id);
  v_sale public.sales;
begin
  if v_outcome is not null then
    return v_outcome;
  end if;
  select s.* into v_sale from public.sales s where s.id = p_sale_id;
  if public.sale_phase(v_sale.status, v_sale.opens_at, v_sale.closes_at, clock_timestamp()) = 'ended' then
    return 'ended';
  elsif v_sale.status <> 'paused' then
    return 'not_paused';
  end if;
  update public.sales s set status = 'scheduled' where s.id = p_sale_id;
  perform public.offer_to_line(array(select i.id from public.sale_items i where i.sale_id = p_sale_id));
  perform public.finish_move(p_sale_id, null, 'resume', null, p_reason, p_request_id);
  return 'resumed';
end
$$;
revoke all on function public.resume_sale(uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.resume_sale(uuid, text, uuid) to authenticated, service_role;

-- Moves the closing time later, by at most 31 days from now. Outcomes: extended; not_later (the same, earlier, or beyond
-- those days); ended (what is over stays over: phones have been told).
create function public.extend_sale(p_sale_id uuid, p_closes_at timestamptz, p_reason text, p_request_id uuid)
returns text
language plpgsql
security definer -- members may not write sales; begin_move() checks the role
set search_path = ''
as $$
declare
  v_outcome text := public.begin_move(p_sale_id, p_reason, p_request_id);
  v_sale public.sales;
begin
  if v_outcome is not null then
    return v_outcome;
  end if;
  select s.* into v_sale from public.sales s where s.id = p_sale_id;
  if public.sale_phase(v_sale.status, v_sale.opens_at, v_sale.closes_at, clock_timestamp()) = 'ended' then
    return 'ended';
  elsif p_closes_at is null or p_closes_at <= v_sale.closes_at
    or p_closes_at > greatest(v_sale.opens_at, clock_timestamp()) + interval '31 days' then
    return 'not_later';
  end if;
  update public.sales s set closes_at = p_closes_at where s.id = p_sale_id;
  perform public.finish_move(p_sale_id, null, 'extend', null, p_reason, p_request_id,
    jsonb_build_object('closed_at_before', v_sale.closes_at, 'closes_at', p_closes_at));
  return 'extended';
end
$$;
revoke all on function public.extend_sale(uuid, timestamptz, text, uuid) from public, anon, authenticated;
grant execute on function public.extend_sale(uuid, timestamptz, text, uuid) to authenticated, service_role;

-- Ends the sale now: no more claims, the line goes home; what is held may still be paid until its time is up. Outcomes:
-- closed; ended.
create function public.close_sale(p_sale_id uuid, p_reason text, p_request_id uuid)
returns text
language plpgsql
security definer -- members may not write sales; begin_move() checks the role
set search_path = ''
as $$
declare
  v_outcome text := public.begin_move(p_sale_id, p_reason, p_request_id);
  v_sale public.sales;
begin
  if v_outcome is not null then
    return v_outcome;
  end if;
  select s.* into v_sale from public.sales s where s.id = p_sale_id;
  if public.sale_phase(v_sale.status, v_sale.opens_at, v_sale.closes_at, clock_timestamp()) = 'ended' then
    return 'ended';
  end if;
  update public.sales s set status = 'closed' where s.id = p_sale_id;
  perform public.end_line(array(select i.id from public.sale_items i where i.sale_id = p_sale_id));
  perform public.finish_move(p_sale_id, null, 'close', null, p_reason, p_request_id);
  return 'closed';
end
$$;
revoke all on function public.close_sale(uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.close_sale(uuid, text, uuid) to authenticated, service_role;

-- Calls the sale off: held claims are released, payments under way are cancelled at Stripe (their units go back when that
-- is done), the line goes home. Paid orders stay: the log says how many there are to refund. Outcomes: cancelled; ended
-- (closed, or cancelled before: what people paid for after that is their order).
create function public.cancel_sale(p_sale_id uuid, p_reason text, p_request_id uuid)
returns text
language plpgsql
security definer -- members may not write sales; begin_move() checks the role
set search_path = ''
as $$
declare
  v_outcome text := public.begin_move(p_sale_id, p_reason, p_request_id);
  v_sale public.sales;
  v_claim_ids uuid[];
  v_paid int;
begin
  if v_outcome is not null then
    return v_outcome;
  end if;
  select s.* into v_sale from public.sales s where s.id = p_sale_id;
  if public.sale_phase(v_sale.status, v_sale.opens_at, v_sale.closes_at, clock_timestamp()) = 'ended' then
    return 'ended';
  end if;
  update public.sales s set status = 'cancelled' where s.id = p_sale_id;
  perform public.end_line(array(select i.id from public.sale_items i where i.sale_id = p_sale_id));
  select array_agg(l.id) into v_claim_ids
  from (
    select c.id from public.claims c
    where c.ledger_month = v_sale.ledger_month and c.status = 'held'
      and c.item_id in (select i.id from public.sale_items i where i.sale_id = p_sale_id)
    order by c.id for update
  ) l;
  perform public.release_locked_claims(v_claim_ids, array[v_sale.ledger_month], 'sale cancelled');
  insert into public.outbox (kind, payload, dedupe_key)
  select 'cancel_intent', jsonb_build_object('order_id', o.id, 'payment_intent_id', o.payment_intent_id),
    'cancel_intent:' || o.id || ':' || o.attempt
  from public.orders o
  where o.sale_id = p_sale_id and o.status in ('open', 'paying') and o.payment_intent_id is not null
  on conflict (dedupe_key) do nothing;
  select count(*)::int into v_paid from public.orders o
  where o.sale_id = p_sale_id and o.status in ('paid', 'shipped', 'delivered', 'part_refunded');
  perform public.finish_move(p_sale_id, null, 'cancel', null, p_reason, p_request_id,
    jsonb_build_object('released_claims', coalesce(cardinality(v_claim_ids), 0), 'paid_orders', v_paid));
  return 'cancelled';
end
$$;
revoke all on function public.cancel_sale(uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.cancel_sale(uuid, text, uuid) to authenticated, service_role;
