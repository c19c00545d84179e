-- A merchant's shoppers: who ordered from them, told apart by the e-mail they wrote.

-- One shopper's orders at one merchant, the newest first.
create index orders_by_shopper_idx on public.orders (merchant_id, lower(email), created_at desc, id desc);

-- A page of the people who ordered from the merchant, or began to, whose last order is newest first; for those who work there, nothing for
-- everybody else. Only what the merchant's own orders say: nothing of what they do at other merchants, of their account, of who held
-- something and gave no name; and nothing of who had their orders erased. id is their last order, and their place in the list. orders and
-- paid_cents count what was paid and not given back whole, in the merchant's currency; paid_cents is null for who does not see money. claims are the times they had units of this
-- merchant, lapsed those that ran out.
-- p_search: words as in search_orders, looked for in the last order. p_filter: all, bought, again (at least twice), never. The page begins
-- after the shopper p_after or ends before p_before. p_limit: at most 1,000; more than 100 is taking the list home, which not every
-- member may. People are read along the orders' own index until the page is full: nobody is counted who is not shown.
create function public.list_shoppers(
  p_merchant_id uuid, p_search text default '', p_filter text default 'all', p_after uuid default null, p_before uuid default null,
  p_limit int default 50
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
  v_paid text := '(select count(*) from (select 1 from public.orders p where p.merchant_id = $1 and lower(p.email) = lower(o.email)
    and p.status in (''paid'', ''shipped'', ''delivered'', ''part_refunded'') limit 2) p)';
  v_where text := '';
begin
  if not public.may(p_merchant_id, case when p_limit > 100 then 'export_shoppers' else 'read' end) then
    return;
  end if;
  for n in 1 .. cardinality(v_words) loop
    v_where := v_where || format(' and o.search_text like %L', v_words[n]);
  end loop;
  v_where := v_where || case p_filter
    when 'bought' then format(' and %s > 0', v_paid)
    when 'again' then format(' and %s > 1', v_paid)
    when 'never' then format(' and o.status in (''open'', ''paying'', ''cancelled'', ''refunded'') and %s = 0', v_paid)
    else '' end
    || case when coalesce(p_after, p_before) is null then '' else format(
      ' and (o.created_at, o.id) %s ((select a.created_at from public.orders a where a.id = $2 and a.merchant_id = $1), $2)',
      case when v_is_back then '>' else '<' end) end;
  return query execute format(
    'select w.id, lower(w.email), w.name, t.orders, case when $3 then t.paid end, t.currency, c.claims, c.lapsed, t.first_at, w.created_at
     from (
       select o.id, o.email, o.name, o.created_at from public.orders o
       where o.merchant_id = $1 and o.email <> ''erased@erased.invalid''
         and o.id = (
           select n.id from public.orders n where n.merchant_id = $1 and lower(n.email) = lower(o.email)
           order by n.created_at desc, n.id desc limit 1
         ) %1$s
       order by o.created_at %2$s, o.id %2$s limit %3$s
     ) w
     cross join lateral (
       select count(*) filter (where p.is_paid)::int as orders, m.currency, min(p.created_at) as first_at,
         coalesce(sum(p.total_cents) filter (where p.is_paid and p.currency = m.currency), 0)::bigint as paid
       from public.merchants m
       join (
         select r.*, r.status in (''paid'', ''shipped'', ''delivered'', ''part_refunded'') as is_paid
         from public.orders r where r.merchant_id = $1 and lower(r.email) = lower(w.email)
       ) p on p.merchant_id = m.id
       group by m.currency
     ) t
     cross join lateral (
       select count(*)::int as claims, count(*) filter (where c.lapsed_at is not null)::int as lapsed
       from (select distinct o.shopper_id from public.orders o where o.merchant_id = $1 and lower(o.email) = lower(w.email)) d
       join public.claims c on c.shopper_id = d.shopper_id and (c.status <> ''released'' or c.lapsed_at is not null)
       join public.sales s on s.id = c.sale_id and s.merchant_id = $1
     ) c
     order by w.created_at desc, w.id desc',
    v_where, case when v_is_back then 'asc' else 'desc' end, least(greatest(coalesce(p_limit, 50), 1), 1000))
  using p_merchant_id, coalesce(p_after, p_before), public.may(p_merchant_id, 'see_money');
end
$$;
revoke all on function public.list_shoppers(uuid, text, text, uuid, uuid, int) from public, anon, authenticated;
grant execute on function public.list_shoppers(uuid, text, text, uuid, uuid, int) to authenticated, service_role;
