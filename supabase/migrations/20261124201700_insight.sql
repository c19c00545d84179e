-- insight(): what became of everybody who came to a sale. Visits are from shoppers' pages, claims and money are counted by the shop.

-- Null for whoever may not see_insight at the sale's merchant, also when there is no such sale. Reads hourly counts, totals and at most
-- 240 of the sale's samples, never events, and claims only while they are held or being paid.
-- visits: [{kind, device, source, visits}] without bots; sell_through: [[at in seconds, sold, held, free, paid cents]].
create function public.insight(p_sale_id uuid)
returns jsonb
language sql
stable
security definer -- reads the counters, which authenticated may not; may() is asked right here
set search_path = ''
as $$
  select jsonb_build_object(
    'sale', jsonb_build_object(
      'id', s.id, 'slug', s.slug, 'title', s.title, 'status', s.status, 'currency', s.currency,
      'phase', public.sale_phase(s.status, s.opens_at, s.closes_at, clock_timestamp()), 'opens_at', s.opens_at, 'closes_at', s.closes_at),
    'visits', (
      select coalesce(jsonb_agg(jsonb_build_object('kind', v.kind, 'device', v.device, 'source', v.source, 'visits', v.visits)), '[]')
      from (
        select c.kind, c.device, c.source, sum(c.visits) as visits from public.insight_counts c
        where c.sale_id = s.id and not c.is_bot group by 1, 2, 3
      ) v
    ),
    'bots', (select coalesce(sum(c.visits), 0) from public.insight_counts c where c.sale_id = s.id and c.is_bot and c.kind = 'view'),
    'kept', (select coalesce(sum(c.kept), 0) from public.insight_counts c where c.sale_id = s.id and not c.is_bot),
    'stood_for', (select coalesce(sum(c.visits), 0) from public.insight_counts c where c.sale_id = s.id and not c.is_bot),
    'reminders', (select count(*) from public.reminders r where r.sale_id = s.id),
    'claims', i.claims, 'stock', i.stock, 'sold', i.sold,
    -- One count each: either has an index of only those, both together have none.
    'open_claims', (
      select count(*) from public.claims c
      where c.ledger_month = s.ledger_month and c.status = 'held' and c.expires_at > '-infinity' and c.sale_id = s.id
    ) + (
      select count(*) from public.claims c
      where c.ledger_month = s.ledger_month and c.status = 'paying'
        and c.item_id in (select it.id from public.sale_items it where it.sale_id = s.id)
    ),
    'paid_claims', public.sale_total(s.id, 'paid_claims'),
    'paid_orders', public.sale_total(s.id, 'paid_orders'),
    'paid_cents', public.sale_total(s.id, 'paid_cents'),
    'declined', public.sale_total(s.id, 'declined'),
    'all_taken_at', (select min(m.at) from public.sale_samples m where m.sale_id = s.id and m.free = 0 and m.held + m.sold > 0),
    'sold_out_at', (select min(m.at) from public.sale_samples m where m.sale_id = s.id and m.free = 0 and m.held = 0 and m.sold > 0),
    'sell_through', (
      select coalesce(jsonb_agg(jsonb_build_array(extract(epoch from l.at)::bigint, l.sold, l.held, l.free, l.paid_cents) order by l.at), '[]')
      from (
        select m.*, row_number() over (order by m.at desc) - 1 as back, count(*) over () as all_of_them
        from public.sale_samples m where m.sale_id = s.id
      ) l
      where l.back % greatest(1, ceil(l.all_of_them / 240.0)::bigint) = 0
    )
  )
  from public.sales s
  cross join lateral (
    select coalesce(sum(it.next_position - 1), 0)::bigint as claims, coalesce(sum(it.stock - it.withdrawn), 0)::bigint as stock,
      coalesce(sum(it.sold), 0)::bigint as sold
    from public.sale_items it where it.sale_id = s.id
  ) i
  where s.id = p_sale_id and public.may(s.merchant_id, 'see_insight')
$$;
revoke all on function public.insight(uuid) from public, anon, authenticated;
grant execute on function public.insight(uuid) to authenticated, service_role;
