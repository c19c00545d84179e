-- What a merchant makes as a table: found, sorted, page by page, and put away many at once.

create index products_by_name_idx on public.products (merchant_id, lower(name), id);
create index products_by_newest_idx on public.products (merchant_id, created_at desc, id desc);

-- A page of the merchant's products, for those who work there; nothing for everybody else. p_search: words, each of which must be in the
-- product's name or in one of its choices. p_filter: everything; archived; of those that are not archived: active (all), in_sale (in a sale
-- that shoppers know of and that is not over), unused (never in a sale), no_picture. p_sort: name, name_desc, newest, oldest.
-- The page begins after the product p_after or ends before p_before, so that the last page costs what the first one does. p_limit: at most
-- 1,000; more than 100 is taking the list home, which asks for that right. sales: how many sales have, or had, it.
create function public.list_products(
  p_merchant_id uuid, p_search text default '', p_filter text default 'active', p_sort text default 'name', p_after uuid default null,
  p_before uuid default null, p_limit int default 50
)
returns table (
  id uuid, name text, picture_url text, picture_alt text, pictures int, variants text[], tax_basis_points int, status text, sales int,
  is_in_sale boolean, created_at timestamptz
)
language plpgsql
stable
security definer -- asked once whether the caller works for the merchant, instead of once for each product, choice and picture
set search_path = ''
as $$
declare
  v_words text[] := array(
    select distinct '%' || replace(replace(replace(w.word, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    from regexp_split_to_table(lower(left(coalesce(p_search, ''), 200)), '\s+') w (word) where w.word <> '' limit 8
  );
  v_place uuid := coalesce(p_after, p_before);
  v_column text := case when p_sort in ('newest', 'oldest') then 'p.created_at' else 'lower(p.name)' end;
  v_is_down boolean := coalesce(p_sort, 'name') in ('name_desc', 'newest');
  -- The page that ends somewhere is read from there backwards, and turned round below.
  v_is_read_down boolean := v_is_down = (p_after is not null or p_before is null);
  v_where text := '';
begin
  if not public.may(p_merchant_id, case when p_limit > 100 then 'export' else 'read' end) then
    return;
  end if;
  for n in 1 .. cardinality(v_words) loop
    v_where := v_where || format(' and (lower(p.name) like %1$L or exists (
      select 1 from public.product_variants v where v.product_id = p.id and lower(v.name) like %1$L))', v_words[n]);
  end loop;
  v_where := v_where
    || case when p_filter = 'archived' then ' and p.status = ''archived''' when p_filter = 'everything' then '' else ' and p.status = ''active''' end
    || case p_filter
      when 'in_sale' then ' and public.is_product_announced(p.id)'
      when 'unused' then ' and not exists (
        select 1 from public.product_variants v join public.sale_items i on i.variant_id = v.id where v.product_id = p.id)'
      when 'no_picture' then ' and not exists (select 1 from public.product_pictures pp where pp.product_id = p.id)'
      else '' end
    || case when v_place is null then '' else format(
      ' and (%1$s, p.id) %2$s ((select %1$s from public.products p where p.id = $2 and p.merchant_id = $1), $2)',
      v_column, case when v_is_read_down then '<' else '>' end) end;
  return query execute format(
    'select p.id, p.name, c.url, c.alt, (select count(*)::int from public.product_pictures pp where pp.product_id = p.id), v.names,
       p.tax_basis_points, p.status, u.sales, public.is_product_announced(p.id), p.created_at
     from (
       select p.* from public.products p where p.merchant_id = $1 %1$s order by %2$s %3$s, p.id %3$s limit %5$s
     ) p
     cross join lateral (
       select coalesce(array_agg(v.name order by v.position, v.id), ''{}'') as names from public.product_variants v where v.product_id = p.id
     ) v
     cross join lateral (
       select count(distinct i.sale_id)::int as sales from public.product_variants v
       join public.sale_items i on i.variant_id = v.id where v.product_id = p.id
     ) u
     left join lateral (
       select pp.url, pp.alt from public.product_pictures pp where pp.product_id = p.id order by pp.position limit 1
     ) c on true
     order by %2$s %4$s, p.id %4$s',
    v_where, v_column, case when v_is_read_down then 'desc' else 'asc' end, case when v_is_down then 'desc' else 'asc' end,
    least(greatest(coalesce(p_limit, 50), 1), 1000))
  using p_merchant_id, v_place;
end
$$;
revoke all on function public.list_products(uuid, text, text, text, uuid, uuid, int) from public, anon, authenticated;
grant execute on function public.list_products(uuid, text, text, text, uuid, uuid, int) to authenticated, service_role;

-- Puts products away (p_status archived) or back among the others (active); at most 100. One answer for each: changed; unchanged; in_sale (it is
-- in a sale that shoppers know of and that is not over: it stays); unknown_product; invalid; not_allowed; second_factor. Retry: safe.
-- Locks: the products in id order.
create function public.set_products_status(p_merchant_id uuid, p_product_ids uuid[], p_status text)
returns table (product_id uuid, outcome text)
language plpgsql
security definer -- members may not write products; why_not() checks the role
set search_path = ''
as $$
declare
  v_refusal text := coalesce(public.why_not(p_merchant_id, 'edit_products'), case
    when p_status is null or p_status not in ('active', 'archived') or coalesce(cardinality(p_product_ids), 0) > 100 then 'invalid' end);
  v_product public.products;
begin
  for product_id in select distinct i.id from unnest(p_product_ids) i (id) where i.id is not null order by i.id limit 100 loop
    outcome := v_refusal;
    if v_refusal is null then
      select p.* into v_product from public.products p
      where p.id = set_products_status.product_id and p.merchant_id = p_merchant_id for update;
      outcome := case
        when v_product.id is null then 'unknown_product'
        when v_product.status = p_status then 'unchanged'
        when p_status = 'archived' and public.is_product_announced(v_product.id) then 'in_sale'
        else 'changed' end;
    end if;
    if outcome = 'changed' then
      update public.products p set status = p_status where p.id = v_product.id;
      perform public.write_log(p_merchant_id, case p_status when 'archived' then 'archive_product' else 'unarchive_product' end, 'product',
        v_product.id::text, jsonb_build_object('name', v_product.name));
    end if;
    return next;
  end loop;
end
$$;
revoke all on function public.set_products_status(uuid, uuid[], text) from public, anon, authenticated;
grant execute on function public.set_products_status(uuid, uuid[], text) to authenticated, service_role;
