-- How products are made, changed and removed: these functions are the only way for a member.

-- Whether a sale that shoppers may already know, and that is not over, has the product (p_variant_id: the variant) in it.
create function public.is_product_announced(p_product_id uuid, p_variant_id uuid default null)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select 1 from public.product_variants v
    join public.sale_items i on i.variant_id = v.id
    join public.sales s on s.id = i.sale_id
    where v.product_id = p_product_id and (p_variant_id is null or v.id = p_variant_id) and s.status <> 'draft'
      and public.sale_phase(s.status, s.opens_at, s.closes_at, clock_timestamp()) <> 'ended'
  )
$$;
revoke all on function public.is_product_announced(uuid, uuid) from public, anon, authenticated;

-- A slug no other product of the merchant has: the name in plain letters, and a number where that is taken.
create function public.free_product_slug(p_merchant_id uuid, p_name text)
returns text
language sql
stable
set search_path = ''
as $$
  with wanted as (
    select coalesce(nullif(btrim(left(regexp_replace(lower(p_name), '[^a-z0-9]+', '-', 'g'), 70), '-'), ''), 'product') as slug
  )
  select case when n = 1 then w.slug else w.slug || '-' || n end
  from wanted w, generate_series(1, 10001) n
  where not exists (
    select 1 from public.products p
    where p.merchant_id = p_merchant_id and p.slug = case when n = 1 then w.slug else w.slug || '-' || n end
  )
  order by n limit 1
$$;
revoke all on function public.free_product_slug(uuid, text) from public, anon, authenticated;

-- Makes a product (p_version null) or changes it (p_version: the version the person was looking at). The id is made on the device, so the
-- same call again makes nothing twice: the second time it answers saved. p_variants: [{id, name}] in order, ids made on the device as well;
-- p_pictures: [{url, alt}] in order. Outcomes: saved; not_allowed; second_factor; unknown_product; changed_elsewhere (somebody saved in between:
-- nothing is changed); invalid; unknown_picture (not one of this merchant, or gone); name_in_sale, tax_in_sale, variant_in_sale (shoppers
-- have been told, until the sale is over); variant_in_use (a sale's records need it). Locks: the product.
create function public.save_product(
  p_merchant_id uuid, p_product_id uuid, p_version bigint, p_name text, p_description text, p_tax_basis_points int,
  p_variants jsonb, p_pictures jsonb
)
returns text
language plpgsql
security definer -- members may not write products; why_not() checks the role
set search_path = ''
as $$
declare
  v_refusal text := public.why_not(p_merchant_id, 'edit_products');
  v_product public.products;
  v_is_announced boolean := false;
begin
  if v_refusal is not null then
    return v_refusal;
  elsif p_product_id is null or coalesce(length(btrim(p_name)), 0) not between 1 and 120 or length(p_description) > 4000
    or p_tax_basis_points not between 0 and 10000
    or jsonb_typeof(p_variants) is distinct from 'array' or jsonb_typeof(p_pictures) is distinct from 'array'
    or jsonb_array_length(p_variants) not between 1 and 100 or jsonb_array_length(p_pictures) > 12
    or exists (
      select 1 from jsonb_to_recordset(p_variants) v(id uuid, name text)
      where v.id is null or coalesce(length(btrim(v.name)), 0) not between 1 and 80
    )
    or (select count(distinct lower(btrim(v.name))) from jsonb_to_recordset(p_variants) v(name text)) < jsonb_array_length(p_variants)
    or exists (
      select 1 from jsonb_to_recordset(p_pictures) c(url text, alt text)
      where c.url is null or coalesce(length(btrim(c.alt)), 0) not between 1 and 300
    ) then
    return 'invalid';
  end if;

  select p.* into v_product from public.products p where p.id = p_product_id for update;
  if found and v_product.merchant_id <> p_merchant_id or not found and p_version is not null then
    return 'unknown_product';
  elsif v_product.id is not null and p_version is distinct from v_product.version then
    -- The first save, sent again because its answer got lost, is no change by somebody else.
    return case when p_version is null and v_product.version = 0 and v_product.name = btrim(p_name) then 'saved' else 'changed_elsewhere' end;
  end if;
  if exists (
    select 1 from jsonb_to_recordset(p_variants) v(id uuid) join public.product_variants pv on pv.id = v.id
    where pv.product_id <> p_product_id
  ) then
    return 'invalid';
  elsif exists (
    select 1 from jsonb_to_recordset(p_pictures) c(url text)
    where not public.is_own_picture(p_merchant_id, c.url)
      and not exists (select 1 from public.product_pictures pp where pp.product_id = p_product_id and pp.url = c.url)
  ) then
    return 'unknown_picture';
  end if;

  if v_product.id is not null then
    v_is_announced := public.is_product_announced(p_product_id);
    if v_is_announced and v_product.name <> btrim(p_name) then
      return 'name_in_sale';
    elsif v_is_announced and v_product.tax_basis_points is distinct from p_tax_basis_points then
      return 'tax_in_sale';
    elsif exists (
      select 1 from public.product_variants pv
      left join jsonb_to_recordset(p_variants) v(id uuid, name text) on v.id = pv.id
      where pv.product_id = p_product_id and btrim(v.name) is distinct from pv.name
        and public.is_product_announced(p_product_id, pv.id)
    ) then
      return 'variant_in_sale';
    elsif exists (
      select 1 from public.product_variants pv join public.sale_items i on i.variant_id = pv.id
      where pv.product_id = p_product_id and pv.id not in (select v.id from jsonb_to_recordset(p_variants) v(id uuid))
    ) then
      return 'variant_in_use';
    end if;
    update public.products p set name = btrim(p_name), description = btrim(coalesce(p_description, '')), tax_basis_points = p_tax_basis_points
    where p.id = p_product_id;
  else
    insert into public.products (id, merchant_id, slug, name, description, tax_basis_points)
    values (p_product_id, p_merchant_id, public.free_product_slug(p_merchant_id, p_name), btrim(p_name),
      btrim(coalesce(p_description, '')), p_tax_basis_points);
  end if;

  delete from public.product_variants pv
  where pv.product_id = p_product_id and pv.id not in (select v.id from jsonb_to_recordset(p_variants) v(id uuid));
  -- Two that change names with each other would meet in between: all that change are set aside first.
  update public.product_variants pv set name = pv.id::text
  from jsonb_to_recordset(p_variants) v(id uuid, name text)
  where v.id = pv.id and pv.product_id = p_product_id and pv.name <> btrim(v.name);
  insert into public.product_variants (id, product_id, name, position)
  select (v.value ->> 'id')::uuid, p_product_id, btrim(v.value ->> 'name'), v.place - 1
  from jsonb_array_elements(p_variants) with ordinality v(value, place)
  on conflict (id) do update set name = excluded.name, position = excluded.position;
  delete from public.product_pictures pp where pp.product_id = p_product_id;
  insert into public.product_pictures (product_id, url, alt, position)
  select p_product_id, c.value ->> 'url', btrim(c.value ->> 'alt'), c.place - 1
  from jsonb_array_elements(p_pictures) with ordinality c(value, place);
  perform public.write_log(p_merchant_id, 'save_product', 'product', p_product_id::text, jsonb_build_object('name', btrim(p_name)));
  return 'saved';
end
$$;
revoke all on function public.save_product(uuid, uuid, bigint, text, text, int, jsonb, jsonb) from public, anon, authenticated;
grant execute on function public.save_product(uuid, uuid, bigint, text, text, int, jsonb, jsonb) to authenticated, service_role;

-- Removes a product that no sale has, or ever had, in it. Again: removed. Outcomes: removed; not_allowed; second_factor; in_use. Locks: the product.
create function public.remove_product(p_merchant_id uuid, p_product_id uuid)
returns text
language plpgsql
security definer -- members may not write products; why_not() checks the role
set search_path = ''
as $$
declare
  v_refusal text := public.why_not(p_merchant_id, 'edit_products');
  v_name text;
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  select p.name into v_name from public.products p where p.id = p_product_id and p.merchant_id = p_merchant_id for update;
  if not found then
    return 'removed';
  elsif exists (
    select 1 from public.product_variants v join public.sale_items i on i.variant_id = v.id where v.product_id = p_product_id
  ) then
    return 'in_use';
  end if;
  delete from public.products p where p.id = p_product_id;
  perform public.write_log(p_merchant_id, 'remove_product', 'product', p_product_id::text, jsonb_build_object('name', v_name));
  return 'removed';
end
$$;
revoke all on function public.remove_product(uuid, uuid) from public, anon, authenticated;
grant execute on function public.remove_product(uuid, uuid) to authenticated, service_role;
