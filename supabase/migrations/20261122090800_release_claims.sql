-- Giving units back: to the next in line where somebody waits, else to everybody.

-- Releases the claims given: the caller has locked their items (in id order) and the claims themselves, and has made sure
-- that they are held or paying. Writes the movements and the counters, ends the offers these claims were, and offers the
-- units to those in line, all before anybody else can see them free. Answers how many were released.
create function public.release_locked_claims(p_claim_ids uuid[], p_months date[], p_cause text)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_now timestamptz := clock_timestamp();
  v_released int;
  v_item_ids uuid[];
begin
  with gone as (
    update public.claims c
    set status = 'released', released_at = v_now, lapsed_at = case when p_cause = 'expired' then v_now end
    where c.id = any (p_claim_ids) and c.ledger_month = any (p_months)
    returning c.id, c.ledger_month, c.sale_id, c.item_id, c.quantity, c.shopper_id
  ), moved as (
    insert into public.stock_movements (ledger_month, sale_id, item_id, claim_id, kind, quantity, cause, caused_by, at)
    select g.ledger_month, g.sale_id, g.item_id, g.id, 'released', g.quantity, p_cause, g.shopper_id, v_now from gone g
  ), counted as (
    update public.sale_items i set free = i.free + t.units, held = i.held - t.units
    from (select g.item_id, sum(g.quantity)::int as units from gone g group by g.item_id) t
    where i.id = t.item_id
  ), ended as (
    update public.waits w
    set status = case p_cause when 'expired' then 'lapsed' when 'release_claim' then 'left' else 'over' end, ended_at = v_now
    where w.claim_id = any (p_claim_ids) and w.status = 'offered'
  )
  select count(*)::int, array_agg(distinct g.item_id) into v_released, v_item_ids from gone g;
  if exists (select 1 from public.sale_items i where i.id = any (v_item_ids) and i.waiting > 0) then
    perform public.offer_to_line(v_item_ids);
  end if;
  return v_released;
end
$$;
revoke all on function public.release_locked_claims(uuid[], date[], text) from public, anon, authenticated;

-- A shopper gives a claim back. Outcomes: released; already_released; not_held (it is being paid or is paid);
-- unknown_claim (none of this shopper's). Retry: safe, the second answer is already_released. Locks: item, claim.
create function public.release_claim(p_claim_id uuid, p_shopper_id uuid)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_claim record;
  v_status text;
begin
  select c.item_id, c.sale_id, c.ledger_month into v_claim
  from public.claims c where c.id = p_claim_id and c.shopper_id = p_shopper_id;
  if not found then
    return 'unknown_claim';
  end if;
  perform 1 from public.sale_items i where i.id = v_claim.item_id for no key update;
  select c.status into v_status from public.claims c
  where c.id = p_claim_id and c.ledger_month = v_claim.ledger_month for update;
  if v_status = 'released' then
    return 'already_released';
  elsif v_status <> 'held' then
    return 'not_held';
  end if;
  perform public.release_locked_claims(array[p_claim_id], array[v_claim.ledger_month], 'release_claim');
  perform public.broadcast_stock(v_claim.sale_id);
  return 'released';
end
$$;
revoke all on function public.release_claim(uuid, uuid) from public, anon, authenticated;
grant execute on function public.release_claim(uuid, uuid) to service_role;

-- Releases claims whose time is up, at most p_limit of them. Answers how many. Items and claims that are locked now (a rush
-- on that item, a payment just starting) are skipped, so that nobody waits for housekeeping; tick() locks beforehand what
-- may not be put off any longer. Retry: safe. Locks: items in id order, then claims, skipping locked ones.
create function public.release_expired_claims(p_limit int default 500)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_now timestamptz := clock_timestamp();
  v_item_ids uuid[];
  v_months date[];
  v_claim_ids uuid[];
  v_sale_id uuid;
  v_released int;
begin
  select array_agg(distinct d.item_id) into v_item_ids
  from (
    select c.item_id from public.claims c
    where c.status = 'held' and c.expires_at <= v_now
    order by c.expires_at limit p_limit
  ) d;
  if v_item_ids is null then
    return 0;
  end if;
  select array_agg(l.id), array_agg(distinct l.ledger_month) into v_item_ids, v_months
  from (
    select i.id, i.ledger_month from public.sale_items i
    where i.id = any (v_item_ids) order by i.id for no key update skip locked
  ) l;
  select array_agg(l.id) into v_claim_ids
  from (
    select c.id from public.claims c
    where c.item_id = any (v_item_ids) and c.ledger_month = any (v_months) and c.status = 'held' and c.expires_at <= v_now
    order by c.expires_at limit p_limit
    for update skip locked
  ) l;
  if v_claim_ids is null then
    return 0;
  end if;
  v_released := public.release_locked_claims(v_claim_ids, v_months, 'expired');
  for v_sale_id in select distinct i.sale_id from public.sale_items i where i.id = any (v_item_ids) order by 1 loop
    perform public.broadcast_stock(v_sale_id);
  end loop;
  return v_released;
end
$$;
revoke all on function public.release_expired_claims(int) from public, anon, authenticated;
grant execute on function public.release_expired_claims(int) to service_role;
