-- control_room(): everything the merchant's screen of one sale shows, in one answer that stays cheap.

-- Null for whoever may not read at the sale's merchant, also when there is no such sale. p_since: samples after that instant; null
-- is those of the last hour in which anything happened. Cheap however many orders and claims there are: counters of the items,
-- totals, and rows that are on their way (claims and orders being paid, work that is due), each read through an index of only those.
-- What was paid is only told to who sees money: to others paid_cents is left out of the totals and null in the samples.
-- samples: [[at in seconds, claims, free, held, sold, waiting, paid orders, paid cents, refused, declined]], oldest first.
create function public.control_room(p_sale_id uuid, p_since timestamptz default null)
returns jsonb
language sql
stable
security definer -- reads the counters, the totals and the work that is due, which authenticated may not; may() is asked right here
set search_path = ''
as $$
  select jsonb_build_object(
    'now', clock_timestamp(),
    'sale', jsonb_build_object(
      'id', s.id, 'merchant_id', s.merchant_id, 'slug', s.slug, 'title', s.title, 'status', s.status, 'currency', s.currency,
      'phase', public.sale_phase(s.status, s.opens_at, s.closes_at, clock_timestamp()), 'opens_at', s.opens_at, 'closes_at', s.closes_at),
    'items', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', i.id, 'product', p.name, 'variant', v.name, 'pictureUrl', null, 'priceCents', i.price_cents, 'stock', i.stock,
        'free', i.free, 'held', i.held - pay.units, 'paying', pay.units, 'sold', i.sold, 'withdrawn', i.withdrawn,
        'waiting', i.waiting, 'claims', i.next_position - 1
      ) order by i.position, i.id), '[]')
      from public.sale_items i
      join public.product_variants v on v.id = i.variant_id
      join public.products p on p.id = v.product_id
      cross join lateral (
        select coalesce(sum(c.quantity), 0)::int as units from public.claims c
        where c.ledger_month = i.ledger_month and c.item_id = i.id and c.status = 'paying'
      ) pay
      where i.sale_id = s.id
    ),
    'totals', (
      select coalesce(jsonb_object_agg(t.kind, t.total), '{}') from (
        select k.kind, sum(k.amount) as total from (
          select t.kind, t.total as amount from public.sale_totals t where t.sale_id = s.id
          union all
          select c.kind, c.amount from public.sale_count_changes c where c.sale_id = s.id
        ) k where k.kind <> 'paid_cents' or public.may(s.merchant_id, 'see_money')
        group by k.kind
      ) t
    ),
    'shows_money', public.may(s.merchant_id, 'see_money'),
    'samples', (
      select coalesce(jsonb_agg(jsonb_build_array(
        extract(epoch from l.at)::bigint, l.claims, l.free, l.held, l.sold, l.waiting, l.paid_orders,
        case when l.shows_money then l.paid_cents end, l.refused, l.declined
      ) order by l.at), '[]')
      from (
        select m.*, y.shows_money from public.sale_samples m
        cross join (select public.may(s.merchant_id, 'see_money') as shows_money) y
        where m.sale_id = s.id and m.at > greatest(p_since, (select max(h.at) from public.sale_samples h where h.sale_id = s.id) - interval '1 hour')
        order by m.at desc limit 720
      ) l
    ),
    'health', jsonb_build_object(
      'tick_at', (select nullif(c.ticked_at, '-infinity') from public.count_clock c),
      'money_at', (select max(e.at) from public.money_entries e where e.merchant_id = s.merchant_id),
      'paying', (select count(*) from public.orders o where o.sale_id = s.id and o.status = 'paying'),
      'silent', (
        select count(*) from public.orders o
        where o.sale_id = s.id and o.status = 'paying' and o.pay_expires_at < clock_timestamp() - interval '1 minute'
      ),
      'due', (
        select count(*) from (
          select 1 from public.outbox o
          where o.done_at is null and o.parked_at is null and o.merchant_id = s.merchant_id
            and o.run_after <= clock_timestamp() limit 1000
        ) d
      ),
      'due_since', (
        select min(o.run_after) from public.outbox o
        where o.done_at is null and o.parked_at is null and o.merchant_id = s.merchant_id and o.run_after <= clock_timestamp()
      ),
      'parked', (select count(*) from public.outbox o where o.merchant_id = s.merchant_id and o.parked_at is not null)
    ),
    'moves', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', m.id, 'move', m.move, 'item_id', m.item_id, 'quantity', m.quantity, 'reason', m.reason, 'at', m.at, 'detail', m.detail,
        'by', (select u.email from auth.users u where u.id = m.moved_by)
      ) order by m.id desc), '[]')
      from (select n.* from public.merchant_moves n where n.sale_id = s.id order by n.id desc limit 50) m
    )
  )
  from public.sales s
  where s.id = p_sale_id and public.may(s.merchant_id, 'read')
$$;
revoke all on function public.control_room(uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.control_room(uuid, timestamptz) to authenticated, service_role;
-- Of a sale with a hundred thousand orders only those that are being paid right now.
create index orders_paying_of_sale_idx on public.orders (sale_id, pay_expires_at) where status = 'paying';
create index merchant_moves_sale_id_idx on public.merchant_moves (sale_id, id desc);
