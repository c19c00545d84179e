-- claim_stock: many requests, one commit.
--
-- Takes arrays of equal length (request id, shopper, item, quantity) and answers one row per element, in the same order:
--   claimed        new claim, held until expires_at
--   repeated       this shopper's request id already has a claim: that one, whatever its state now
--   limit_reached  held, paying and paid units of this shopper and item, with this request, exceed the item's limit
--   all_held       fewer units free than asked, but some are held and may come back
--   sold_out       fewer units free than asked, none held
--   not_open       before opens_at, or paused         closed   at or after closes_at, closed, cancelled, or a draft
--   unknown_item   no such item                       invalid  a null, or a quantity below 1
-- One bad element never fails its neighbours. free_after is the item's free units after the whole batch.
--
-- Retry: safe at any time with the same request ids. A unique violation (one request id on two items at once) fails the
-- whole batch; each element tried again singly then gets its answer.
-- Locks: the distinct items, in id order, once; then reads clock_timestamp(), so closing time is judged after the wait.
-- The sale itself is not locked: whoever closes or pauses a sale locks its items too, hence is waited for here.
create function public.claim_stock(
  p_request_ids uuid[], p_shopper_ids uuid[], p_item_ids uuid[], p_quantities int[]
)
returns table (
  element int, outcome text, claim_id uuid, item_id uuid, quantity int, status text,
  expires_at timestamptz, "position" bigint, free_after int
)
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_count int := coalesce(cardinality(p_request_ids), 0);
  v_now timestamptz;
  v_outcomes text[];      -- per element; null while undecided
  v_item_no int[];        -- per element: which of the batch's items it wants, from 1
  v_pair_no int[];        -- per element: which (shopper, item) it is, from 1
  v_first_ord int[];      -- per element: the first element with the same shopper and request id
  v_room int[];           -- per element: units the shopper may still take of the item
  v_free int[];           -- per item
  v_held int[];           -- per item
  v_taken int[];          -- per pair: units taken by earlier elements of this batch
  v_needs_order boolean;
  v_sale_id uuid;
begin
  if v_count <> coalesce(cardinality(p_shopper_ids), 0) or v_count <> coalesce(cardinality(p_item_ids), 0)
    or v_count <> coalesce(cardinality(p_quantities), 0) then
    raise exception 'claim_stock: the four arrays must have the same length' using errcode = 'ST003';
  end if;
  if v_count = 0 then
    return;
  end if;

  perform 1 from public.sale_items i where i.id = any (p_item_ids) order by i.id for no key update;
  v_now := clock_timestamp();

  -- Decide all that does not depend on the neighbours.
  with asked as (
    select a.ord::int as ord, a.request_id, a.shopper_id, a.item_id, a.quantity
    from unnest(p_request_ids, p_shopper_ids, p_item_ids, p_quantities)
      with ordinality as a (request_id, shopper_id, item_id, quantity, ord)
  ), judged as (
    select a.ord, a.shopper_id, a.item_id, a.request_id, a.quantity, i.id as found_id, i.free, i.held,
      i.limit_per_shopper - coalesce((
        select sum(c.quantity) from public.claims c
        where c.shopper_id = a.shopper_id and c.item_id = a.item_id and c.status <> 'released'
      ), 0)::int as room,
      case
        when a.request_id is null or a.shopper_id is null or a.item_id is null or a.quantity is null or a.quantity < 1
          then 'invalid'
        -- Not `exists`: the planner may hash the whole table for it, which grows with every claim ever made.
        when (
          select true from public.claims c where c.shopper_id = a.shopper_id and c.request_id = a.request_id limit 1
        ) then 'repeated'
        when i.id is null then 'unknown_item'
        when s.status in ('draft', 'closed', 'cancelled') or v_now >= s.closes_at then 'closed'
        when s.status = 'paused' or v_now < s.opens_at then 'not_open'
      end as early
    from asked a
    left join public.sale_items i on i.id = a.item_id
    left join public.sales s on s.id = i.sale_id
  ), numbered as (
    select j.*,
      dense_rank() over (order by j.found_id)::int as item_no,
      dense_rank() over (order by j.shopper_id, j.found_id)::int as pair_no,
      first_value(j.ord) over (partition by j.shopper_id, j.request_id order by j.ord)::int as first_ord,
      case when j.early is not null then j.early when j.quantity > j.room then 'limit_reached' end as decided
    from judged j
  ), weighed as (
    select n.*,
      count(*) filter (where n.decided is null) over (partition by n.pair_no) > 1
        or n.first_ord <> n.ord
        or sum(n.quantity) filter (where n.decided is null) over (partition by n.item_no) > n.free as is_edge
    from numbered n
  )
  select array_agg(w.decided order by w.ord), array_agg(w.item_no order by w.ord),
    array_agg(w.pair_no order by w.ord), array_agg(w.first_ord order by w.ord), array_agg(w.room order by w.ord),
    bool_or(coalesce(w.is_edge, false) and w.decided is null)
  into v_outcomes, v_item_no, v_pair_no, v_first_ord, v_room, v_needs_order
  from weighed w;

  if not v_needs_order then
    v_outcomes := array(select coalesce(o.outcome, 'claimed') from unnest(v_outcomes) with ordinality o (outcome, ord) order by o.ord);
  else
    -- The batch crosses an edge (of the stock, of a limit, or repeats itself): strict order of arrival.
    select array_agg(d.free order by d.no), array_agg(d.held order by d.no) into v_free, v_held
    from (
      select distinct u.no, coalesce(i.free, 0) as free, coalesce(i.held, 0) as held
      from unnest(v_item_no, p_item_ids) u (no, item_id) left join public.sale_items i on i.id = u.item_id
    ) d;
    v_taken := array_fill(0, array[v_count]);
    for n in 1 .. v_count loop
      continue when v_outcomes[n] is not null;
      if v_first_ord[n] <> n then
        v_outcomes[n] := case when v_outcomes[v_first_ord[n]] = 'claimed' then 'repeated' else v_outcomes[v_first_ord[n]] end;
      elsif v_taken[v_pair_no[n]] + p_quantities[n] > v_room[n] then
        v_outcomes[n] := 'limit_reached';
      elsif p_quantities[n] <= v_free[v_item_no[n]] then
        v_outcomes[n] := 'claimed';
        v_free[v_item_no[n]] := v_free[v_item_no[n]] - p_quantities[n];
        v_held[v_item_no[n]] := v_held[v_item_no[n]] + p_quantities[n];
        v_taken[v_pair_no[n]] := v_taken[v_pair_no[n]] + p_quantities[n];
      elsif v_held[v_item_no[n]] > 0 then
        v_outcomes[n] := 'all_held';
      else
        v_outcomes[n] := 'sold_out';
      end if;
    end loop;
  end if;

  -- Write the winners: claims, one movement each, one counter update per item.
  with winners as (
    select w.request_id, w.shopper_id, w.quantity, i.id as item_id, i.sale_id,
      i.next_position + row_number() over (partition by i.id order by w.ord) - 1 as position,
      v_now + s.hold_seconds * interval '1 second' as expires_at
    from unnest(p_request_ids, p_shopper_ids, p_item_ids, p_quantities, v_outcomes)
      with ordinality w (request_id, shopper_id, item_id, quantity, outcome, ord)
    join public.sale_items i on i.id = w.item_id
    join public.sales s on s.id = i.sale_id
    where w.outcome = 'claimed'
  ), added as (
    insert into public.claims as c (request_id, sale_id, item_id, shopper_id, quantity, expires_at, held_until, position, created_at)
    select w.request_id, w.sale_id, w.item_id, w.shopper_id, w.quantity, w.expires_at, w.expires_at, w.position, v_now
    from winners w order by w.item_id, w.position
    returning c.id, c.sale_id, c.item_id, c.quantity, c.shopper_id
  ), moved as (
    insert into public.stock_movements (sale_id, item_id, claim_id, kind, quantity, cause, caused_by, at)
    select a.sale_id, a.item_id, a.id, 'claimed', a.quantity, 'claim_stock', a.shopper_id, v_now from added a
  )
  update public.sale_items i
  set free = i.free - t.units, held = i.held + t.units, next_position = i.next_position + t.claims
  from (select a.item_id, sum(a.quantity)::int as units, count(*) as claims from added a group by a.item_id) t
  where i.id = t.item_id;

  if 'claimed' = any (v_outcomes) then
    for v_sale_id in
      select distinct i.sale_id from public.sale_items i where i.id = any (p_item_ids) order by i.sale_id
    loop
      perform public.broadcast_stock(v_sale_id);
    end loop;
  end if;

  return query
    select a.ord::int, v_outcomes[a.ord], c.id, coalesce(c.item_id, a.item_id), coalesce(c.quantity, a.quantity),
      c.status, c.expires_at, c.position, i.free
    from unnest(p_request_ids, p_shopper_ids, p_item_ids, p_quantities)
      with ordinality a (request_id, shopper_id, item_id, quantity, ord)
    left join lateral (
      select k.* from public.claims k where k.shopper_id = a.shopper_id and k.request_id = a.request_id limit 1
    ) c on v_outcomes[a.ord] in ('claimed', 'repeated')
    left join public.sale_items i on i.id = a.item_id
    order by a.ord;
end
$$;
revoke all on function public.claim_stock(uuid[], uuid[], uuid[], int[]) from public, anon, authenticated;
grant execute on function public.claim_stock(uuid[], uuid[], uuid[], int[]) to service_role;
