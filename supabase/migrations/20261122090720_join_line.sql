-- Joining and leaving the line.

-- Many requests, one commit: takes arrays of equal length and answers one row per element, in the same order:
--   waiting        a place in line, the last
--   repeated       this request id has a place already, or this person has a live one for the item: that place
--   units_free     there are free units and no line: claim instead
--   sold_out       nothing is held, so nothing can come back
--   limit_reached  with this they would have more than the item's limit, or than their hold budget allows
--   line_full      line_max shoppers wait already
--   not_open, closed, unknown_item, invalid   as in claim_stock()
-- ahead_at_most counts the places before this one since the first that still waits; some of those may have left.
-- Retry: safe with the same request ids. Locks: the items in id order, once, so that no unit is freed past somebody who is
-- just joining; then reads the clock.
create function public.join_line(p_request_ids uuid[], p_shopper_ids uuid[], p_item_ids uuid[], p_quantities int[])
returns table (
  element int, outcome text, wait_id uuid, item_id uuid, quantity int, status text, place bigint, ahead_at_most bigint, claim_id uuid
)
language plpgsql
set search_path = ''
set plan_cache_mode = 'force_generic_plan' -- small batches would be planned anew each time: half of a lone one's cost
as $$
#variable_conflict use_column
declare
  v_count int := coalesce(cardinality(p_request_ids), 0);
  v_now timestamptz;
  v_item record;
  v_asked record;
  v_room record;
  v_wait_id uuid;
  v_outcome text;
  v_waiting int;      -- the item's counters, written once at its end: a row changed once for each of
  v_place bigint;     -- hundreds in one transaction would be read through all of its versions each time
  v_outcomes text[];  -- per element
  v_wait_ids uuid[];  -- per element
begin
  if v_count <> coalesce(cardinality(p_shopper_ids), 0) or v_count <> coalesce(cardinality(p_item_ids), 0)
    or v_count <> coalesce(cardinality(p_quantities), 0) then
    raise exception 'join_line: the four arrays must have the same length' using errcode = 'ST003';
  end if;
  perform 1 from public.sale_items i where i.id = any (p_item_ids) order by i.id for no key update;
  v_now := clock_timestamp();
  v_outcomes := array_fill('unknown_item'::text, array[v_count]);
  v_wait_ids := array_fill(null::uuid, array[v_count]);
  for v_item in
    select i.*, s.status, s.opens_at, s.closes_at, s.line_max
    from public.sale_items i join public.sales s on s.id = i.sale_id where i.id = any (p_item_ids) order by i.id
  loop
    v_waiting := v_item.waiting;
    v_place := v_item.next_place;
    for v_asked in
      select a.* from unnest(p_request_ids, p_shopper_ids, p_item_ids, p_quantities)
        with ordinality a (request_id, shopper_id, item_id, quantity, ord)
      where a.item_id = v_item.id and a.request_id is not null and a.shopper_id is not null and a.quantity >= 1
      order by a.ord
    loop
      select w.id into v_wait_id from public.waits w
      where w.shopper_id = v_asked.shopper_id and w.request_id = v_asked.request_id;
      if not found then
        select w.id into v_wait_id from public.waits w
        where w.item_id = v_item.id and w.status in ('waiting', 'offered')
          and w.shopper_id = any (coalesce(public.ids_of_person(v_asked.shopper_id), array[v_asked.shopper_id]))
        limit 1;
      end if;
      if v_wait_id is not null then
        v_outcome := 'repeated';
      else
        select r.* into v_room from public.shopper_room(v_item.id, v_asked.shopper_id, v_now) r;
        v_outcome := case
          when v_item.status in ('draft', 'closed', 'cancelled') or v_now >= v_item.closes_at then 'closed'
          when v_item.status = 'paused' or v_now < v_item.opens_at then 'not_open'
          when v_asked.quantity > least(v_room.limit_room, v_room.budget_room) then 'limit_reached'
          when v_item.free > 0 and v_waiting = 0 then 'units_free'
          when v_item.free = 0 and v_item.held = 0 then 'sold_out'
          when v_waiting >= v_item.line_max then 'line_full'
          else 'waiting'
        end;
      end if;
      if v_outcome = 'waiting' then
        insert into public.waits as w (request_id, sale_id, item_id, shopper_id, quantity, place, created_at)
        values (v_asked.request_id, v_item.sale_id, v_item.id, v_asked.shopper_id, v_asked.quantity, v_place, v_now)
        returning w.id into v_wait_id;
        v_waiting := v_waiting + 1;
        v_place := v_place + 1;
      end if;
      v_outcomes[v_asked.ord] := v_outcome;
      v_wait_ids[v_asked.ord] := v_wait_id;
    end loop;
    if v_place > v_item.next_place then
      update public.sale_items i set waiting = v_waiting, next_place = v_place where i.id = v_item.id;
    end if;
  end loop;
  return query
    select a.ord::int,
      case when a.request_id is null or a.shopper_id is null or a.item_id is null or a.quantity is null or a.quantity < 1
        then 'invalid' else a.outcome end,
      w.id, coalesce(w.item_id, a.item_id), coalesce(w.quantity, a.quantity), w.status, w.place,
      case when w.status = 'waiting' then w.place - (
        select min(f.place) from public.waits f where f.item_id = w.item_id and f.status = 'waiting'
      ) end, w.claim_id
    from unnest(p_request_ids, p_shopper_ids, p_item_ids, p_quantities, v_outcomes, v_wait_ids)
      with ordinality a (request_id, shopper_id, item_id, quantity, outcome, wait_id, ord)
    left join public.waits w on w.id = a.wait_id
    order by a.ord;
end
$$;
revoke all on function public.join_line(uuid[], uuid[], uuid[], int[]) from public, anon, authenticated;
grant execute on function public.join_line(uuid[], uuid[], uuid[], int[]) to service_role;

-- A shopper gives up their place; an offer they have goes on to the next. Outcomes: left; already_over (served, lapsed or
-- left before); unknown_wait (none of this shopper's). Retry: safe. Locks: item, claim, wait.
create function public.leave_line(p_wait_id uuid, p_shopper_id uuid)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_wait public.waits;
begin
  select w.* into v_wait from public.waits w where w.id = p_wait_id and w.shopper_id = p_shopper_id;
  if not found then
    return 'unknown_wait';
  end if;
  perform 1 from public.sale_items i where i.id = v_wait.item_id for no key update;
  -- Read, not locked: places in line change only under the item's lock, and an offer's fate is its claim's.
  select w.* into v_wait from public.waits w where w.id = p_wait_id;
  if v_wait.status = 'offered' then
    return case when public.release_claim(v_wait.claim_id, p_shopper_id) = 'released' then 'left' else 'already_over' end;
  elsif v_wait.status <> 'waiting' then
    return 'already_over';
  end if;
  update public.waits w set status = 'left', ended_at = clock_timestamp() where w.id = p_wait_id;
  update public.sale_items i set waiting = i.waiting - 1 where i.id = v_wait.item_id;
  return 'left';
end
$$;
revoke all on function public.leave_line(uuid, uuid) from public, anon, authenticated;
grant execute on function public.leave_line(uuid, uuid) to service_role;
