-- A product is public once it is in a sale that is announced; until then it is its merchant's secret.

create policy "anyone reads products that are in an announced sale" on public.products
  for select to anon, authenticated
  using (exists (
    select 1 from public.product_variants v
    join public.sale_items i on i.variant_id = v.id
    join public.sales s on s.id = i.sale_id
    where v.product_id = products.id and s.status <> 'draft'
  ));
create policy "members read their merchant's products" on public.products
  for select to authenticated using (public.is_merchant_member(merchant_id));

-- Whether the product belongs to a merchant the signed-in user works for.
create function public.is_product_of_member(p_product_id uuid)
returns boolean
language sql
stable
security definer -- asked by the policy of variants, which products' own policy reads: definer ends the ring
set search_path = ''
as $$
  select exists (
    select 1 from public.products p where p.id = p_product_id and public.is_merchant_member(p.merchant_id)
  )
$$;
revoke all on function public.is_product_of_member(uuid) from public, anon, authenticated;
grant execute on function public.is_product_of_member(uuid) to anon, authenticated, service_role;

-- Variants are looked at from the items down, never through products, so that the policies do not ask each other in a ring.
create policy "anyone reads variants that are in an announced sale" on public.product_variants
  for select to anon, authenticated
  using (exists (
    select 1 from public.sale_items i join public.sales s on s.id = i.sale_id
    where i.variant_id = product_variants.id and s.status <> 'draft'
  ));
create policy "members read their merchant's variants" on public.product_variants
  for select to authenticated
  using (public.is_product_of_member(product_id));

create policy "anyone reads pictures of products they can read" on public.product_pictures
  for select to anon, authenticated
  using (exists (select 1 from public.products p where p.id = product_id));
