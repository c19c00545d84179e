-- What a new store still lacks until its first sale, and things to try it with.

-- The newest of all events is asked for, which by id alone would be a look at every one.
create index processed_events_at_idx on public.processed_events (at desc);

-- How far a store is, for whoever may change it; nothing for everybody else. heard_at: the hour in which the installation last heard of its
-- payment account, whosever sale that was about. Retry: reads only.
create function public.store_checklist(p_merchant_id uuid)
returns table (
  is_shown boolean, has_story boolean, has_terms boolean, has_product boolean, has_sale boolean, draft_id uuid, has_samples boolean,
  heard_at timestamptz
)
language sql
stable
security definer -- asks after events, which no member may read; may() checks the role
set search_path = ''
as $$
  select
    s.checklist_dismissed_at is null and (
      exists (select 1 from public.store_openings o where o.merchant_id = s.merchant_id)
      or not exists (select 1 from public.sales f where f.merchant_id = s.merchant_id)
    ),
    m.story <> '',
    s.shipping_cents is not null and s.tax_basis_points is not null and s.returns_note <> '',
    exists (select 1 from public.products p where p.merchant_id = s.merchant_id and p.id <> all (s.sample_product_ids)),
    exists (select 1 from public.sales f where f.merchant_id = s.merchant_id and f.status <> 'draft'),
    (
      select d.id from public.sale_drafts d
      where d.merchant_id = s.merchant_id and d.sale_id is null and d.id is distinct from s.sample_draft_id
      order by d.saved_at desc limit 1
    ),
    s.sample_draft_id is not null,
    (select date_trunc('hour', e.at) from public.processed_events e order by e.at desc limit 1)
  from public.store_settings s join public.merchants m on m.id = s.merchant_id
  where s.merchant_id = p_merchant_id and public.may(p_merchant_id, 'edit_store')
$$;
revoke all on function public.store_checklist(uuid) from public, anon, authenticated;
grant execute on function public.store_checklist(uuid) to authenticated, service_role;

-- Puts the checklist away for good. Outcomes: dismissed (also again); not_allowed; second_factor. Locks: the settings.
create function public.dismiss_checklist(p_merchant_id uuid)
returns text
language plpgsql
security definer -- members may not write settings; why_not() checks the role
set search_path = ''
as $$
declare
  v_refusal text := public.why_not(p_merchant_id, 'edit_store');
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  update public.store_settings s set checklist_dismissed_at = clock_timestamp()
  where s.merchant_id = p_merchant_id and s.checklist_dismissed_at is null;
  if found then
    perform public.write_log(p_merchant_id, 'dismiss_checklist', 'merchant', p_merchant_id::text);
  end if;
  return 'dismissed';
end
$$;
revoke all on function public.dismiss_checklist(uuid) from public, anon, authenticated;
grant execute on function public.dismiss_checklist(uuid) to authenticated, service_role;

-- Makes two products and the draft of a sale to look around with, named as samples. The draft has neither picture nor times, so that it cannot
-- be put on sale by one wrong tap. Outcomes: added (also again: once); not_allowed; second_factor. Locks: the settings.
create function public.add_samples(p_merchant_id uuid)
returns text
language plpgsql
security definer -- members may not write products or drafts; why_not() checks the role
set search_path = ''
as $$
declare
  v_refusal text := coalesce(public.why_not(p_merchant_id, 'edit_products'), public.why_not(p_merchant_id, 'build_sales'));
  v_settings public.store_settings;
  v_sample record;
  v_product_id uuid;
  v_variant_id uuid;
  v_product_ids uuid[] := '{}';
  v_items jsonb := '[]';
  v_draft_id uuid := gen_random_uuid();
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  select s.* into v_settings from public.store_settings s where s.merchant_id = p_merchant_id for update;
  if v_settings.sample_draft_id is not null then
    return 'added';
  end if;
  for v_sample in
    select * from (values
      ('Sample: harbour mug', 'Stoneware, thrown by hand, holds 350 ml.', '/demo/harbour-mug.svg', 'Drawing of a mug', 2800, 40),
      ('Sample: linen apron', 'Washed linen with two pockets, one size.', '/demo/linen-apron.svg', 'Drawing of an apron', 5900, 15)
    ) v(name, description, url, alt, price_cents, stock)
  loop
    insert into public.products (merchant_id, slug, name, description)
    values (p_merchant_id, public.free_product_slug(p_merchant_id, v_sample.name), v_sample.name, v_sample.description)
    returning id into v_product_id;
    insert into public.product_variants (product_id, name) values (v_product_id, 'One size') returning id into v_variant_id;
    insert into public.product_pictures (product_id, url, alt) values (v_product_id, v_sample.url, v_sample.alt);
    v_product_ids := v_product_ids || v_product_id;
    v_items := v_items || jsonb_build_object('variantId', v_variant_id, 'priceCents', v_sample.price_cents, 'wasPriceCents', null,
      'limitPerShopper', 2, 'stock', v_sample.stock);
  end loop;
  insert into public.sale_drafts (id, merchant_id, saved_by, content)
  values (v_draft_id, p_merchant_id, (select auth.uid()), jsonb_build_object(
    'title', 'Sample: first kiln of the year', 'tagline', 'Fifty-five pieces, one hour', 'category', 'ceramics',
    'story', 'This is a sample. Look around in it, change what you like, or remove it from the dashboard.',
    'holdSeconds', 300, 'paySeconds', 240, 'shippingCents', v_settings.shipping_cents, 'shippingNote', v_settings.shipping_note,
    'returnsNote', v_settings.returns_note, 'taxBasisPoints', v_settings.tax_basis_points, 'taxName', v_settings.tax_name,
    'capture', v_settings.capture, 'items', v_items
  ));
  update public.store_settings s set sample_product_ids = v_product_ids, sample_draft_id = v_draft_id
  where s.merchant_id = p_merchant_id;
  perform public.write_log(p_merchant_id, 'add_samples', 'merchant', p_merchant_id::text);
  return 'added';
end
$$;
revoke all on function public.add_samples(uuid) from public, anon, authenticated;
grant execute on function public.add_samples(uuid) to authenticated, service_role;

-- Removes what add_samples() made, in one move. What a sale was made of by then stays, as every product of a sale does. Outcomes: removed
-- (also again); not_allowed; second_factor. Locks: the settings, then the draft, then the products.
create function public.remove_samples(p_merchant_id uuid)
returns text
language plpgsql
security definer -- members may not write products or drafts; why_not() checks the role
set search_path = ''
as $$
declare
  v_refusal text := coalesce(public.why_not(p_merchant_id, 'edit_products'), public.why_not(p_merchant_id, 'build_sales'));
  v_settings public.store_settings;
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  select s.* into v_settings from public.store_settings s where s.merchant_id = p_merchant_id for update;
  if v_settings.sample_draft_id is null then
    return 'removed';
  end if;
  delete from public.sale_drafts d where d.id = v_settings.sample_draft_id and d.sale_id is null;
  perform 1 from public.products p where p.id = any (v_settings.sample_product_ids) order by p.id for update;
  delete from public.products p
  where p.id = any (v_settings.sample_product_ids) and p.merchant_id = p_merchant_id and not exists (
    select 1 from public.product_variants v join public.sale_items i on i.variant_id = v.id where v.product_id = p.id
  );
  update public.store_settings s set sample_product_ids = '{}', sample_draft_id = null where s.merchant_id = p_merchant_id;
  perform public.write_log(p_merchant_id, 'remove_samples', 'merchant', p_merchant_id::text);
  return 'removed';
end
$$;
revoke all on function public.remove_samples(uuid) from public, anon, authenticated;
grant execute on function public.remove_samples(uuid) to authenticated, service_role;
