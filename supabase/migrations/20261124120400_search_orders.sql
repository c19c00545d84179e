-- A merchant's orders, found quickly among a hundred thousand.

create extension if not exists pg_trgm with schema extensions;

-- Any three letters in a row of number, e-mail, name or tracking number.
create index orders_search_text_idx on public.orders using gin (search_text extensions.gin_trgm_ops);
create index orders_by_total_idx on public.orders (merchant_id, total_cents desc, id desc);
create index orders_by_status_idx on public.orders (merchant_id, status, created_at desc, id desc);
create index orders_by_sale_idx on public.orders (merchant_id, sale_id, created_at desc, id desc);
create index orders_to_ship_idx on public.orders (merchant_id, created_at desc, id desc) where to_ship > 0;

-- One page of a merchant's orders, for those who work there; nothing for everybody else. p_search: words, each of which must be somewhere
-- in number, e-mail, name or a tracking number; those of fewer than three letters are not looked for, as every order has them.
-- p_filter: all, to_ship, unpaid, or a status. p_sort: newest, oldest, total_desc, total_asc; the page begins after the order p_after, or ends
-- before p_before (by their ids), so that the thousandth page costs what the first one does. p_limit: at most 1,000; more than 100 is
-- taking the list home, which asks for that right.
-- The statement is put together from fixed parts for what is asked, so that each has the plan that suits it.
create function public.search_orders(
  p_merchant_id uuid, p_search text default '', p_filter text default 'all', p_sale_id uuid default null,
  p_from timestamptz default null, p_to timestamptz default null, p_sort text default 'newest', p_after uuid default null,
  p_limit int default 50, p_before uuid default null
)
returns table (
  id uuid, number text, status text, email text, name text, total_cents bigint, currency text, to_ship int, tracking_numbers text,
  sale_title text, created_at timestamptz, paid_at timestamptz
)
language plpgsql
stable
security definer -- asked once whether the caller works for the merchant, instead of once for each of its orders
set search_path = ''
as $$
declare
  v_words text[] := array(
    select distinct '%' || replace(replace(replace(w.word, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    from regexp_split_to_table(lower(left(coalesce(p_search, ''), 200)), '\s+') w (word) where length(w.word) >= 3 limit 8
  );
  v_column text := case when p_sort in ('total_desc', 'total_asc') then 'total_cents' else 'created_at' end;
  v_is_down boolean := coalesce(p_sort, 'newest') not in ('oldest', 'total_asc');
  -- The page that ends somewhere is read from there backwards, and turned round below.
  v_place uuid := coalesce(p_after, p_before);
  v_is_read_down boolean := v_is_down = (p_after is not null or p_before is null);
  v_sql text := 'select o.* from public.orders o where o.merchant_id = $1';
begin
  if not public.may(p_merchant_id, case when p_limit > 100 then 'export' else 'read' end) then
    return;
  end if;
  v_sql := v_sql || case
    when p_filter = 'to_ship' then ' and o.to_ship > 0'
    when p_filter = 'unpaid' then ' and o.status in (''open'', ''paying'')'
    when coalesce(p_filter, 'all') = 'all' then ''
    else ' and o.status = $2'
  end;
  for n in 1 .. cardinality(v_words) loop
    v_sql := v_sql || format(' and o.search_text like %L', v_words[n]);
  end loop;
  v_sql := v_sql || case when p_sale_id is not null then ' and o.sale_id = $3' else '' end
    || case when p_from is not null then ' and o.created_at >= $4' else '' end
    || case when p_to is not null then ' and o.created_at < $5' else '' end
    || case when v_place is not null then format(
      ' and (o.%1$I, o.id) %2$s ((select a.%1$I from public.orders a where a.id = $6 and a.merchant_id = $1), $6)',
      v_column, case when v_is_read_down then '<' else '>' end) else '' end
    || format(' order by o.%1$I %2$s, o.id %2$s limit %3$s', v_column, case when v_is_read_down then 'desc' else 'asc' end,
      least(greatest(coalesce(p_limit, 50), 1), 1000));
  return query execute format(
    'select o.id, o.number, o.status, o.email, o.name, o.total_cents, o.currency, o.to_ship, o.tracking_numbers, s.title, o.created_at, o.paid_at
     from (%s) o join public.sales s on s.id = o.sale_id order by o.%I %s, o.id %3$s',
    v_sql, v_column, case when v_is_down then 'desc' else 'asc' end)
  using p_merchant_id, p_filter, p_sale_id, p_from, p_to, v_place;
end
$$;
revoke all on function public.search_orders(uuid, text, text, uuid, timestamptz, timestamptz, text, uuid, int, uuid) from public, anon, authenticated;
grant execute on function public.search_orders(uuid, text, text, uuid, timestamptz, timestamptz, text, uuid, int, uuid) to authenticated, service_role;

-- What an order's units did: sold, and put back. Told to those who may read the movements (members of the merchant).
create index stock_movements_of_orders_idx on public.stock_movements (claim_id) where kind in ('paid', 'returned');
create function public.order_movements(p_order_id uuid)
returns table (kind text, quantity int, cause text, at timestamptz, product_name text, variant_name text)
language sql
stable
set search_path = ''
as $$
  select m.kind, m.quantity, m.cause, m.at, l.product_name, l.variant_name
  from public.order_lines l
  join public.stock_movements m on m.claim_id = l.claim_id and m.kind in ('paid', 'returned')
  where l.order_id = p_order_id
  order by m.id
$$;
revoke all on function public.order_movements(uuid) from public, anon, authenticated;
grant execute on function public.order_movements(uuid) to authenticated, service_role;
