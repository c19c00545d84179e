-- What everybody may know of a sale's stock, the same for everybody. Null when there is no such announced sale.
-- Shape: {sale:{id,slug,opensAt,closesAt,status}, items:[{id,priceCents,currency,state,free,paying,limitPerShopper}], version}
-- state: available (free is null: more than ten), low (free is exact), all_held, sold_out.
-- paying: how many people are paying for units of an item that is all held, else null. Counted only then, through the index
-- of claims being paid. It moves without the version: nobody is woken for it, it is seen at the next look.
create function public.sale_snapshot(p_slug text)
returns jsonb
language sql
stable
security definer -- reads the counters, which the public may not
set search_path = ''
as $$
  select jsonb_build_object(
    'sale', jsonb_build_object(
      'id', s.id, 'slug', s.slug, 'status', s.status,
      'opensAt', to_char(s.opens_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'closesAt', to_char(s.closes_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    ),
    'items', coalesce(jsonb_agg(jsonb_build_object(
      'id', i.id, 'priceCents', i.price_cents, 'currency', i.currency,
      'state', case
        when i.free > 10 then 'available'
        when i.free > 0 then 'low'
        when i.held > 0 then 'all_held'
        else 'sold_out'
      end,
      'free', case when i.free <= 10 then i.free end,
      'paying', case when i.free = 0 and i.held > 0 then (
        select count(distinct c.shopper_id) from public.claims c
        where c.item_id = i.id and c.ledger_month = i.ledger_month and c.status = 'paying'
      ) end,
      'limitPerShopper', i.limit_per_shopper
    ) order by i.position, i.id) filter (where i.id is not null), '[]'::jsonb),
    'version', s.version + coalesce(sum(i.version), 0)
  )
  from public.sales s
  left join public.sale_items i on i.sale_id = s.id
  where s.slug = p_slug and s.status <> 'draft'
  group by s.id
$$;
revoke all on function public.sale_snapshot(text) from public;
grant execute on function public.sale_snapshot(text) to anon, authenticated, service_role;
