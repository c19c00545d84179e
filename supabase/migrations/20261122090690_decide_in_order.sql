-- The strict half of claim_stock(): who gets what when a batch crosses an edge.

-- Decides the elements that are still null, one after the other in the order of arrival: a request for 3 that does not fit
-- must not starve a later request for 1; one person's requests share one allowance; the same request id twice is one claim.
-- All arrays are per element. Reads the stock of the items, which the caller has locked; writes nothing.
create function public.decide_in_order(
  p_outcomes text[], p_request_ids uuid[], p_shopper_ids uuid[], p_person_ids uuid[], p_item_ids uuid[], p_quantities int[],
  p_limit_rooms int[], p_budget_rooms int[]
)
returns text[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_outcomes text[] := p_outcomes;
  v_count int := cardinality(p_outcomes);
  v_item_no int[];        -- per element: which of the batch's items it wants, from 1
  v_pair_no int[];        -- per element: which (person, item) it is
  v_person_no int[];      -- per element: which person
  v_key_no int[];         -- per element: which (shopper, request id)
  v_free int[];           -- per item
  v_held int[];           -- per item
  v_pair_taken int[] := array_fill(0, array[v_count]);
  v_person_taken int[] := array_fill(0, array[v_count]);
  v_has_claim boolean[] := array_fill(false, array[v_count]);
begin
  select array_agg(r.item_no order by r.ord), array_agg(r.pair_no order by r.ord),
    array_agg(r.person_no order by r.ord), array_agg(r.key_no order by r.ord)
  into v_item_no, v_pair_no, v_person_no, v_key_no
  from (
    select a.ord, dense_rank() over (order by a.item_id)::int as item_no,
      dense_rank() over (order by a.person_id, a.item_id)::int as pair_no,
      dense_rank() over (order by a.person_id)::int as person_no,
      dense_rank() over (order by a.shopper_id, a.request_id)::int as key_no
    from unnest(p_request_ids, p_shopper_ids, p_person_ids, p_item_ids)
      with ordinality a (request_id, shopper_id, person_id, item_id, ord)
  ) r;
  -- While people wait in line, what is free is on its way to them.
  select array_agg(d.free order by d.no), array_agg(d.held order by d.no) into v_free, v_held
  from (
    select distinct u.no, case when i.waiting = 0 then i.free else 0 end as free,
      i.held + case when i.waiting = 0 then 0 else i.free end as held
    from unnest(v_item_no, p_item_ids) u (no, item_id) left join public.sale_items i on i.id = u.item_id
  ) d;
  for n in 1 .. v_count loop
    continue when v_outcomes[n] is not null;
    if v_has_claim[v_key_no[n]] then
      v_outcomes[n] := 'repeated';
    elsif v_pair_taken[v_pair_no[n]] + p_quantities[n] > p_limit_rooms[n] then
      v_outcomes[n] := 'limit_reached';
    elsif v_person_taken[v_person_no[n]] + p_quantities[n] > p_budget_rooms[n] then -- null: no budget, false
      v_outcomes[n] := 'budget_spent';
    elsif p_quantities[n] <= v_free[v_item_no[n]] then
      v_outcomes[n] := 'claimed';
      v_has_claim[v_key_no[n]] := true;
      v_free[v_item_no[n]] := v_free[v_item_no[n]] - p_quantities[n];
      v_held[v_item_no[n]] := v_held[v_item_no[n]] + p_quantities[n];
      v_pair_taken[v_pair_no[n]] := v_pair_taken[v_pair_no[n]] + p_quantities[n];
      v_person_taken[v_person_no[n]] := v_person_taken[v_person_no[n]] + p_quantities[n];
    elsif v_held[v_item_no[n]] > 0 then
      v_outcomes[n] := 'all_held';
    else
      v_outcomes[n] := 'sold_out';
    end if;
  end loop;
  return v_outcomes;
end
$$;
revoke all on function public.decide_in_order(text[], uuid[], uuid[], uuid[], uuid[], int[], int[], int[])
  from public, anon, authenticated;
