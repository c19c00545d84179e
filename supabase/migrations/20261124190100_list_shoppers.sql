-- A merchant's shoppers: who ordered from them, told apart by the e-mail they wrote.

-- One shopper's orders at one merchant.
create index orders_by_shopper_idx on public.orders (merchant_id, lower(email), created_at desc);

-- A page of the people who ordered from the merchant, or began to, for those who work there; nothing for everybody else. Only what the
-- merchant's own orders say: nothing of what they do at other merchants, of their account, of who held something and gave no name; and
-- nothing of who had their order erased. id stands for the e-mail in links. orders and paid_cents count what was paid and not given back
-- whole, in the merchant's currency; claims are the times they had units of this merchant, lapsed those that ran out.
-- p_search: as in search_orders. p_filter: all, bought, again (at least twice), never. p_sort: last, spent, often, all falling. The page
-- begins after the shopper p_after or ends before p_before. p_limit: at most 1,000.
create function public.list_shoppers(
  p_merchant_id uuid, p_search text default '', p_filter text default 'all', p_sort text default 'last', p_after uuid default null,
  p_before uuid default null, p_limit int default 50
)
returns table (
  id uuid, email text, name text, orders int, paid_cents bigint, currency text, claims int, lapsed int, first_at timestamptz,
  last_at timestamptz
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
  v_is_back boolean := p_after is null and p_before is not null;
  v_found text := '';
begin
  if not public.may_pack_orders(p_merchant_id) then
    return;
  end if;
  for n in 1 .. cardinality(v_words) loop
    v_found := v_found || format(' and f.search_text like %L', v_words[n]);
  end loop;
  return query execute format(
    'with people as (
       select lower(o.email) as email, count(*) filter (where o.is_paid)::int as orders,
         coalesce(sum(o.total_cents) filter (where o.is_paid and o.currency = m.currency), 0)::bigint as paid, m.currency,
         min(o.created_at) as first_at, max(o.created_at) as last_at
       from public.merchants m
       join lateral (
         select r.email, r.total_cents, r.currency, r.created_at, r.status in (''paid'', ''shipped'', ''delivered'', ''part_refunded'') as is_paid
         from public.orders r where r.merchant_id = m.id and r.email <> ''erased@erased.invalid'' %1$s
       ) o on true
       where m.id = $1
       group by lower(o.email), m.currency
       having %2$s
     ), keyed as (select p.*, md5(p.email)::uuid as id, %3$s as place from people p),
     page as (
       select k.* from keyed k
       where $2 is null or (k.place, k.id) %4$s (select a.place, a.id from keyed a where a.id = $2)
       order by k.place %5$s, k.id %5$s limit %6$s
     )
     select g.id, g.email, l.name, g.orders, g.paid, g.currency, c.claims, c.lapsed, g.first_at, g.last_at
     from page g
     cross join lateral (
       select o.name from public.orders o where o.merchant_id = $1 and lower(o.email) = g.email order by o.created_at desc limit 1
     ) l
     cross join lateral (
       select count(*)::int as claims, count(*) filter (where c.lapsed_at is not null)::int as lapsed
       from (select distinct o.shopper_id from public.orders o where o.merchant_id = $1 and lower(o.email) = g.email) w
       join public.claims c on c.shopper_id = w.shopper_id and (c.status <> ''released'' or c.lapsed_at is not null)
       join public.sales s on s.id = c.sale_id and s.merchant_id = $1
     ) c
     order by g.place desc, g.id desc',
    case when v_found = '' then '' else format(
      ' and lower(r.email) in (select lower(f.email) from public.orders f where f.merchant_id = $1%s)', v_found) end,
    case p_filter when 'bought' then 'count(*) filter (where o.is_paid) > 0' when 'again' then 'count(*) filter (where o.is_paid) > 1'
      when 'never' then 'count(*) filter (where o.is_paid) = 0' else 'true' end,
    case p_sort when 'spent' then 'p.paid' when 'often' then 'p.orders' else 'p.last_at' end,
    case when v_is_back then '>' else '<' end, case when v_is_back then 'asc' else 'desc' end,
    least(greatest(coalesce(p_limit, 50), 1), 1000))
  using p_merchant_id, coalesce(p_after, p_before);
end
$$;
revoke all on function public.list_shoppers(uuid, text, text, text, uuid, uuid, int) from public, anon, authenticated;
grant execute on function public.list_shoppers(uuid, text, text, text, uuid, uuid, int) to authenticated, service_role;
