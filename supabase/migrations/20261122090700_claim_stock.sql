-- claim_stock: many requests, one commit.
--
-- Takes arrays of equal length (request id, shopper, item, quantity) and answers one row per element, in the same order:
--   claimed        new claim, held until expires_at
--   repeated       this shopper's request id already has a claim: that one, whatever its state now
--   limit_reached  held, paying and paid units of this person and item, with this request, exceed the item's limit
--   budget_spent   too many claims of this person ran out in this sale lately, so they may hold less until retry_at; judged
--                  under the item's lock, so two items at once may each see a budget without the other
--   all_held       fewer units free than asked, but some are held and may come back, or go to those in line
--   sold_out       fewer units free than asked, none held
--   not_open       before opens_at, or paused         closed   at or after closes_at, closed, cancelled, or a draft
--   unknown_item   no such item                       invalid  a null, or a quantity below 1
-- One bad element never fails its neighbours. free_after is the item's free units after the whole batch.
--
-- Retry: safe at any time with the same request ids (they are known among the claims of one ledger month). A unique
-- violation (one request id on two items at once) fails the whole batch; each element tried again singly gets its answer.
-- Locks: the distinct items, in id order, once; then reads clock_timestamp(), so closing time is judged after the wait.
-- The sale itself is not locked: whoever closes or pauses a sale locks its items too, hence is waited for here.
create function public.claim_stock(
  p_request_ids uuid[], p_shopper_ids uuid[], p_item_ids uuid[], p_quantities int[]
)
returns table (
  element int, outcome text, claim_id uuid, item_id uuid, quantity int, status text,
  expires_at timestamptz, "position" bigint, free_after int, retry_at timestamptz
)
language plpgsql
set search_path = ''
set plan_cache_mode = 'force_generic_plan' -- small batches would be planned anew each time: half of a lone one's cost
as $$
#variable_conflict use_column
declare
  v_count int := coalesce(cardinality(p_request_ids), 0);
  v_now timestamptz;
  v_month date;               -- of the items: where their claims are kept
  v_months int;
  v_outcomes text[];          -- per element; null while undecided
  v_person_ids uuid[];        -- per element
  v_limit_rooms int[];        -- per element: units the person may still take of the item
  v_budget_rooms int[];       -- per element: units the person may still hold unpaid; null when nothing lapsed
  v_retry_ats timestamptz[];  -- per element
  v_needs_order boolean;
  v_id_start text;            -- of the winners' ids: the time
  v_won_ords int[];           -- the winners: their element, claim, position and end
  v_won_ids uuid[];
  v_won_positions bigint[];
  v_won_ends timestamptz[];
  v_sale_id uuid;
begin
  if v_count <> coalesce(cardinality(p_shopper_ids), 0) or v_count <> coalesce(cardinality(p_item_ids), 0)
    or v_count <> coalesce(cardinality(p_quantities), 0) then
    raise exception 'claim_stock: the four arrays must have the same length' using errcode = 'ST003';
  end if;
  if v_count = 0 then
    return;
  end if;

  select min(l.ledger_month), count(distinct l.ledger_month) into v_month, v_months
  from (
    select i.ledger_month from public.sale_items i where i.id = any (p_item_ids) order by i.id for no key update
  ) l;
  v_now := clock_timestamp();
  if v_months > 1 then
    -- Sales of several months in one call (never by the shop, whose batches are of one sale): month by month.
    return query
      select g.ords[r.element], r.outcome, r.claim_id, r.item_id, r.quantity, r.status, r.expires_at, r."position", r.free_after, r.retry_at
      from (
        select array_agg(a.ord::int order by a.ord) as ords, array_agg(a.request_id order by a.ord) as request_ids,
          array_agg(a.shopper_id order by a.ord) as shopper_ids, array_agg(a.item_id order by a.ord) as item_ids,
          array_agg(a.quantity order by a.ord) as quantities
        from unnest(p_request_ids, p_shopper_ids, p_item_ids, p_quantities)
          with ordinality a (request_id, shopper_id, item_id, quantity, ord)
        left join public.sale_items i on i.id = a.item_id
        group by i.ledger_month
      ) g
      cross join lateral public.claim_stock(g.request_ids, g.shopper_ids, g.item_ids, g.quantities) r
      order by 1;
    return;
  end if;

  -- Decide all that does not depend on the neighbours.
  with judged as materialized (
    select a.ord, a.item_id, a.quantity, coalesce(p.person_id, a.shopper_id) as person_id,
      -- Units that came free while people wait in line are theirs.
      case when i.waiting = 0 then i.free else 0 end as free,
      i.limit_per_shopper - h.has as limit_room,
      case when h.lapses > s.lapses_forgiven
        then greatest(i.limit_per_shopper - (h.lapses - s.lapses_forgiven), 0)::int - h.unpaid end as budget_room,
      case when h.lapses > s.lapses_forgiven
        then h.lapse_ats[greatest(1, h.lapses - s.lapses_forgiven - i.limit_per_shopper + 1)]
          + s.lapse_window_seconds * interval '1 second' end as retry_at,
      case
        when a.request_id is null or a.shopper_id is null or a.item_id is null or a.quantity is null or a.quantity < 1
          then 'invalid'
        -- Not `exists`: the planner may hash the whole table for it, which grows with every claim ever made.
        when (
          select true from public.claims c
          where c.ledger_month = v_month and c.shopper_id = a.shopper_id and c.request_id = a.request_id limit 1
        ) then 'repeated'
        when i.id is null then 'unknown_item'
        when s.status in ('draft', 'closed', 'cancelled') or v_now >= s.closes_at then 'closed'
        when s.status = 'paused' or v_now < s.opens_at then 'not_open'
        when a.quantity > i.limit_per_shopper - h.has then 'limit_reached'
        when h.lapses > s.lapses_forgiven
          and a.quantity > greatest(i.limit_per_shopper - (h.lapses - s.lapses_forgiven), 0) - h.unpaid then 'budget_spent'
      end as decided
    from unnest(p_request_ids, p_shopper_ids, p_item_ids, p_quantities)
      with ordinality a (request_id, shopper_id, item_id, quantity, ord)
    left join public.sale_items i on i.id = a.item_id
    left join public.sales s on s.id = i.sale_id
    left join lateral (
      select o.person_id from public.shopper_people o where o.shopper_id = a.shopper_id limit 1
    ) p on true
    left join lateral (
      select coalesce(sum(c.quantity) filter (where c.item_id = a.item_id and c.status <> 'released'), 0)::int as has,
        coalesce(sum(c.quantity) filter (where c.status in ('held', 'paying')), 0)::int as unpaid,
        count(*) filter (where c.lapsed_at > v_now - s.lapse_window_seconds * interval '1 second') as lapses,
        array_agg(c.lapsed_at order by c.lapsed_at)
          filter (where c.lapsed_at > v_now - s.lapse_window_seconds * interval '1 second') as lapse_ats
      from public.claims c
      where c.ledger_month = v_month and c.sale_id = i.sale_id
        and c.shopper_id = any (case when p.person_id is null then array[a.shopper_id] else public.ids_of_person(a.shopper_id) end)
        and (c.status <> 'released' or c.lapsed_at is not null)
    ) h on true
  )
  select array_agg(j.decided order by j.ord), array_agg(j.person_id order by j.ord),
    array_agg(j.limit_room order by j.ord), array_agg(j.budget_room order by j.ord), array_agg(j.retry_at order by j.ord),
    count(*) filter (where j.decided is null) <> count(distinct j.person_id) filter (where j.decided is null)
      or exists (
        select 1 from judged n where n.decided is null group by n.item_id having sum(n.quantity) > min(n.free)
      )
  into v_outcomes, v_person_ids, v_limit_rooms, v_budget_rooms, v_retry_ats, v_needs_order
  from judged j;

  if v_needs_order then
    -- The batch crosses an edge (of the stock, of a limit, or repeats itself): strict order of arrival.
    v_outcomes := public.decide_in_order(
      v_outcomes, p_request_ids, p_shopper_ids, v_person_ids, p_item_ids, p_quantities, v_limit_rooms, v_budget_rooms);
  else
    v_outcomes := array(
      select coalesce(o.outcome, 'claimed') from unnest(v_outcomes) with ordinality o (outcome, ord) order by o.ord);
  end if;

  -- Write the winners: claims, one movement each, one counter update per item. Ids begin with the time, as UUIDs of
  -- version 7 do, so that the indexes on them grow at their end only.
  v_id_start := lpad(to_hex(floor(extract(epoch from v_now) * 1000)::bigint), 12, '0');
  v_id_start := left(v_id_start, 8) || '-' || right(v_id_start, 4) || '-7';
  with winners as materialized (
    select w.ord::int as ord, w.request_id, w.shopper_id, w.quantity, i.id as item_id, i.sale_id,
      (v_id_start || substr(gen_random_uuid()::text, 16))::uuid as id,
      i.next_position + row_number() over (partition by i.id order by w.ord) - 1 as position,
      v_now + s.hold_seconds * interval '1 second' as expires_at
    from unnest(p_request_ids, p_shopper_ids, p_item_ids, p_quantities, v_outcomes)
      with ordinality w (request_id, shopper_id, item_id, quantity, outcome, ord)
    join public.sale_items i on i.id = w.item_id
    join public.sales s on s.id = i.sale_id
    where w.outcome = 'claimed'
  ), added as (
    insert into public.claims
      (id, ledger_month, request_id, sale_id, item_id, shopper_id, quantity, expires_at, held_until, position, created_at)
    select w.id, v_month, w.request_id, w.sale_id, w.item_id, w.shopper_id, w.quantity, w.expires_at, w.expires_at, w.position, v_now
    from winners w
  ), moved as (
    insert into public.stock_movements (ledger_month, sale_id, item_id, claim_id, kind, quantity, cause, caused_by, at)
    select v_month, w.sale_id, w.item_id, w.id, 'claimed', w.quantity, 'claim_stock', w.shopper_id, v_now from winners w
  ), counted as (
    update public.sale_items i
    set free = i.free - t.units, held = i.held + t.units, next_position = i.next_position + t.claims
    from (select w.item_id, sum(w.quantity)::int as units, count(*) as claims from winners w group by w.item_id) t
    where i.id = t.item_id
  )
  select array_agg(w.ord), array_agg(w.id), array_agg(w.position), array_agg(w.expires_at)
  into v_won_ords, v_won_ids, v_won_positions, v_won_ends
  from winners w;

  if v_won_ords is not null then
    for v_sale_id in
      select distinct i.sale_id from public.sale_items i where i.id = any (p_item_ids) order by i.sale_id
    loop
      perform public.broadcast_stock(v_sale_id);
    end loop;
  end if;

  return query
    select a.ord::int, a.outcome, coalesce(k.id, c.id), coalesce(c.item_id, a.item_id), coalesce(c.quantity, a.quantity),
      case when k.id is not null then 'held' else c.status end, coalesce(k.expires_at, c.expires_at),
      coalesce(k.position, c.position), i.free, case when a.outcome = 'budget_spent' then a.retry_at end
    from unnest(p_request_ids, p_shopper_ids, p_item_ids, p_quantities, v_outcomes, v_retry_ats)
      with ordinality a (request_id, shopper_id, item_id, quantity, outcome, retry_at, ord)
    left join unnest(v_won_ords, v_won_ids, v_won_positions, v_won_ends) k (ord, id, position, expires_at) on k.ord = a.ord
    left join lateral (
      select r.* from public.claims r
      where a.outcome = 'repeated'
        and r.ledger_month = v_month and r.shopper_id = a.shopper_id and r.request_id = a.request_id limit 1
    ) c on true
    left join public.sale_items i on i.id = a.item_id
    order by a.ord;
end
$$;
revoke all on function public.claim_stock(uuid[], uuid[], uuid[], int[]) from public, anon, authenticated;
grant execute on function public.claim_stock(uuid[], uuid[], uuid[], int[]) to service_role;
