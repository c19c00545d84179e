-- What a merchant sees of their sales: every counter, and the money.

-- One row per sale of the merchant, or of every merchant the signed-in user works for when none is named, newest first; none for
-- everybody else. paid_cents is null for who does not see money (a packer).
-- items: [{id, product, variant, pictureUrl, priceCents, stock, free, held, paying, sold, withdrawn, waiting}]; held does not count paying.
create function public.my_sales(p_merchant_id uuid default null)
returns table (
  sale_id uuid, merchant_id uuid, merchant_name text, slug text, title text, status text, phase text,
  opens_at timestamptz, closes_at timestamptz, currency text, hero_url text,
  paid_orders bigint, paid_cents bigint, items jsonb
)
language sql
stable
security definer -- reads the counters, which authenticated may not; the membership is checked right here
set search_path = ''
as $$
  select s.id, s.merchant_id, m.name, s.slug, s.title, s.status,
    public.sale_phase(s.status, s.opens_at, s.closes_at, clock_timestamp()),
    s.opens_at, s.closes_at, s.currency, s.hero_url, o.orders,
    case when s.merchant_id in (select public.merchants_where('see_money')) then o.cents end, i.items
  from public.sales s
  join public.merchants m on m.id = s.merchant_id
  join public.merchants_where('read') mm (merchant_id) on mm.merchant_id = s.merchant_id
  cross join lateral (
    select count(*) as orders, coalesce(sum(po.total_cents), 0)::bigint as cents
    from public.orders po
    where po.sale_id = s.id and po.status in ('paid', 'shipped', 'delivered', 'part_refunded')
  ) o
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', it.id, 'product', p.name, 'variant', v.name,
      'pictureUrl', (select pp.url from public.product_pictures pp where pp.product_id = p.id order by pp.position limit 1),
      'priceCents', it.price_cents, 'stock', it.stock, 'free', it.free,
      'held', it.held - pay.units, 'paying', pay.units, 'sold', it.sold, 'withdrawn', it.withdrawn, 'waiting', it.waiting
    ) order by it.position, it.id), '[]'::jsonb) as items
    from public.sale_items it
    join public.product_variants v on v.id = it.variant_id
    join public.products p on p.id = v.product_id
    cross join lateral (
      select coalesce(sum(c.quantity), 0)::int as units from public.claims c
      where c.ledger_month = it.ledger_month and c.item_id = it.id and c.status = 'paying'
    ) pay
    where it.sale_id = s.id
  ) i
  where (p_merchant_id is null or s.merchant_id = p_merchant_id)
    -- One that was taken back (take_back_sale() named it so) lives on as a draft.
    and not (s.status = 'draft' and s.slug = 'taken-back-' || s.id)
  order by s.opens_at desc
  limit 200
$$;
revoke all on function public.my_sales(uuid) from public, anon;
grant execute on function public.my_sales(uuid) to authenticated, service_role;
