-- The two questions a merchant may ask at any time, whose only good answer is no rows: this one, and ledger_gaps().

-- Recomputes every counter of every item (of one sale, or of all) twice, from the claims and from the movements, and
-- returns those that disagree with the item; and any item whose positions or places in line have a gap. Sales whose
-- month was archived are left out: what they could be held against is put away.
create function public.audit_stock(p_sale_id uuid default null)
returns table (item_id uuid, counter text, source text, stored bigint, recomputed bigint)
language sql
stable
set search_path = ''
as $$
  with items as (
    select i.* from public.sale_items i join public.sales s on s.id = i.sale_id
    where (p_sale_id is null or i.sale_id = p_sale_id) and s.archived_at is null
  ), months as (
    select min(i.ledger_month) as first, max(i.ledger_month) as last from items i
  ), moved as (
    select m.item_id, m.kind, sum(m.quantity)::bigint as units
    from public.stock_movements m
    where m.ledger_month between (select k.first from months k) and (select k.last from months k)
      and (p_sale_id is null or m.item_id in (select i.id from items i))
    group by m.item_id, m.kind
  ), by_movements as (
    select i.id,
      coalesce(sum(m.units) filter (where m.kind in ('opened', 'restocked')), 0) as stock,
      coalesce(sum(case
        when m.kind in ('opened', 'restocked', 'released', 'returned') then m.units
        when m.kind in ('claimed', 'withdrawn') then -m.units end), 0) as free,
      coalesce(sum(case when m.kind = 'claimed' then m.units when m.kind in ('released', 'paid') then -m.units end), 0) as held,
      coalesce(sum(case when m.kind = 'paid' then m.units when m.kind = 'returned' then -m.units end), 0) as sold,
      coalesce(sum(m.units) filter (where m.kind = 'withdrawn'), 0) as withdrawn,
      coalesce(sum(m.units) filter (where m.kind = 'returned'), 0) as returned
    from items i left join moved m on m.item_id = i.id
    group by i.id
  ), by_claims as (
    select i.id,
      coalesce(sum(c.quantity) filter (where c.status in ('held', 'paying')), 0) as held,
      coalesce(sum(c.quantity) filter (where c.status = 'paid'), 0) as paid,
      count(c.id) as claims, coalesce(max(c.position), 0) as last_position
    from items i left join public.claims c on c.item_id = i.id and c.ledger_month = i.ledger_month
    group by i.id
  ), by_waits as (
    select i.id, count(w.id) filter (where w.status = 'waiting') as waiting, count(w.id) as waits,
      coalesce(max(w.place), 0) as last_place
    from items i left join public.waits w on w.item_id = i.id
    group by i.id
  )
  select i.id, f.counter, f.source, f.stored, f.recomputed
  from items i
  join by_movements m on m.id = i.id
  join by_claims c on c.id = i.id
  join by_waits w on w.id = i.id
  cross join lateral (values
    ('stock', 'movements', i.stock::bigint, m.stock::bigint),
    ('free', 'movements', i.free, m.free),
    ('held', 'movements', i.held, m.held),
    ('sold', 'movements', i.sold, m.sold),
    ('withdrawn', 'movements', i.withdrawn, m.withdrawn),
    ('held', 'claims', i.held, c.held),
    ('sold', 'claims', i.sold, c.paid - m.returned),
    ('positions', 'claims', i.next_position - 1, c.claims),
    ('last position', 'claims', i.next_position - 1, c.last_position),
    ('waiting', 'waits', i.waiting, w.waiting),
    ('places', 'waits', i.next_place - 1, w.waits),
    ('last place', 'waits', i.next_place - 1, w.last_place)
  ) f (counter, source, stored, recomputed)
  where f.stored <> f.recomputed
$$;
revoke all on function public.audit_stock(uuid) from public, anon, authenticated;
grant execute on function public.audit_stock(uuid) to service_role;
