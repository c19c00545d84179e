-- Giving units back.

-- Releases the claims given: the caller has locked their items (in id order) and the claims themselves, and has made sure
-- that they are held or paying. Writes the movements and the counters. Answers how many.
create function public.release_locked_claims(p_claim_ids uuid[], p_cause text)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_released int;
begin
  with gone as (
    update public.claims c set status = 'released', released_at = clock_timestamp()
    where c.id = any (p_claim_ids)
    returning c.id, c.sale_id, c.item_id, c.quantity, c.shopper_id
  ), moved as (
    insert into public.stock_movements (sale_id, item_id, claim_id, kind, quantity, cause, caused_by)
    select g.sale_id, g.item_id, g.id, 'released', g.quantity, p_cause, g.shopper_id from gone g
  ), counted as (
    update public.sale_items i set free = i.free + t.units, held = i.held - t.units
    from (select g.item_id, sum(g.quantity)::int as units from gone g group by g.item_id) t
    where i.id = t.item_id
  )
  select count(*)::int into v_released from gone;
  return v_released;
end
$$;
revoke all on function public.release_locked_claims(uuid[], text) from public, anon, authenticated;

-- A shopper gives a claim back. Outcomes: released; already_released; not_held (it is being paid or is paid);
-- unknown_claim (none of this shopper's). Retry: safe, the second answer is already_released. Locks: item, claim.
create function public.release_claim(p_claim_id uuid, p_shopper_id uuid)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_item_id uuid;
  v_sale_id uuid;
  v_status text;
begin
  select c.item_id, c.sale_id into v_item_id, v_sale_id
  from public.claims c where c.id = p_claim_id and c.shopper_id = p_shopper_id;
  if not found then
    return 'unknown_claim';
  end if;
  perform 1 from public.sale_items i where i.id = v_item_id for no key update;
  select c.status into v_status from public.claims c where c.id = p_claim_id for update;
  if v_status = 'released' then
    return 'already_released';
  elsif v_status <> 'held' then
    return 'not_held';
  end if;
  perform public.release_locked_claims(array[p_claim_id], 'release_claim');
  perform public.broadcast_stock(v_sale_id);
  return 'released';
end
$$;
revoke all on function public.release_claim(uuid, uuid) from public, anon, authenticated;
grant execute on function public.release_claim(uuid, uuid) to service_role;

-- Releases claims whose time is up, at most p_limit of them. Answers how many. Called every second by tick(): what is
-- locked now (a rush on that item, a payment just starting) is skipped and done a second later, so that no claim waits
-- for housekeeping. Retry: safe. Locks: items in id order, then claims, skipping locked ones.
create function public.release_expired_claims(p_limit int default 500)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_item_ids uuid[];
  v_claim_ids uuid[];
  v_sale_id uuid;
  v_released int;
begin
  select array_agg(distinct d.item_id) into v_item_ids
  from (
    select c.item_id from public.claims c
    where c.status = 'held' and c.expires_at <= clock_timestamp()
    order by c.expires_at limit p_limit
  ) d;
  if v_item_ids is null then
    return 0;
  end if;
  select array_agg(l.id) into v_item_ids
  from (
    select i.id from public.sale_items i where i.id = any (v_item_ids) order by i.id for no key update skip locked
  ) l;
  select array_agg(l.id) into v_claim_ids
  from (
    select c.id from public.claims c
    where c.item_id = any (v_item_ids) and c.status = 'held' and c.expires_at <= clock_timestamp()
    order by c.expires_at limit p_limit
    for update skip locked
  ) l;
  if v_claim_ids is null then
    return 0;
  end if;
  v_released := public.release_locked_claims(v_claim_ids, 'expired');
  for v_sale_id in select distinct c.sale_id from public.claims c where c.id = any (v_claim_ids) order by 1 loop
    perform public.broadcast_stock(v_sale_id);
  end loop;
  return v_released;
end
$$;
revoke all on function public.release_expired_claims(int) from public, anon, authenticated;
grant execute on function public.release_expired_claims(int) to service_role;
