-- How drafts of sales are kept: these functions are the only way for a member.

-- Keeps what was typed, complete or not. The id is made on the device; p_version is the version that was being looked at, null for a draft that
-- is new. Answers the outcome and the version to go on from. Outcomes: saved; not_allowed; second_factor; changed_elsewhere (somebody saved in
-- between: nothing is changed); already_scheduled; unknown_draft (another merchant's, or thrown away); invalid (no object, or too large).
-- The same call again, because its answer got lost, is saved. Locks: the draft.
create function public.save_sale_draft(p_merchant_id uuid, p_draft_id uuid, p_version bigint, p_content jsonb)
returns table (outcome text, version bigint)
language plpgsql
security definer -- members may not write drafts; why_not() checks the role
set search_path = ''
as $$
declare
  v_refusal text := public.why_not(p_merchant_id, 'build_sales');
  v_draft public.sale_drafts;
  v_is_there boolean;
begin
  if v_refusal is not null then
    return query select v_refusal, null::bigint;
    return;
  elsif p_draft_id is null or jsonb_typeof(p_content) is distinct from 'object' or octet_length(p_content::text) > 100000 then
    return query select 'invalid', null::bigint;
    return;
  end if;
  select d.* into v_draft from public.sale_drafts d where d.id = p_draft_id for update;
  v_is_there := found;
  if v_is_there and v_draft.merchant_id <> p_merchant_id or not v_is_there and p_version is not null then
    return query select 'unknown_draft', null::bigint;
  elsif v_draft.sale_id is not null then
    return query select 'already_scheduled', null::bigint;
  elsif v_is_there and v_draft.content = p_content then
    return query select 'saved', v_draft.version;
  elsif v_is_there and p_version is distinct from v_draft.version then
    return query select 'changed_elsewhere', null::bigint;
  else
    if v_is_there then
      update public.sale_drafts d set content = p_content, saved_at = clock_timestamp(), saved_by = (select auth.uid())
      where d.id = p_draft_id returning d.version into v_draft.version;
    else
      insert into public.sale_drafts as d (id, merchant_id, content, saved_by)
      values (p_draft_id, p_merchant_id, p_content, (select auth.uid())) returning d.version into v_draft.version;
    end if;
    perform public.write_log(p_merchant_id, 'save_draft', 'draft', p_draft_id::text,
      jsonb_strip_nulls(jsonb_build_object('title', left(p_content ->> 'title', 200))));
    return query select 'saved', v_draft.version;
  end if;
end
$$;
revoke all on function public.save_sale_draft(uuid, uuid, bigint, jsonb) from public, anon, authenticated;
grant execute on function public.save_sale_draft(uuid, uuid, bigint, jsonb) to authenticated, service_role;

-- Throws a draft away. Again: removed. Outcomes: removed; not_allowed; second_factor; already_scheduled. Locks: the draft.
create function public.remove_sale_draft(p_merchant_id uuid, p_draft_id uuid)
returns text
language plpgsql
security definer -- members may not write drafts; why_not() checks the role
set search_path = ''
as $$
declare
  v_refusal text := public.why_not(p_merchant_id, 'build_sales');
  v_draft public.sale_drafts;
begin
  if v_refusal is not null then
    return v_refusal;
  end if;
  select d.* into v_draft from public.sale_drafts d where d.id = p_draft_id and d.merchant_id = p_merchant_id for update;
  if not found then
    return 'removed';
  elsif v_draft.sale_id is not null then
    return 'already_scheduled';
  end if;
  delete from public.sale_drafts d where d.id = p_draft_id;
  perform public.write_log(p_merchant_id, 'remove_draft', 'draft', p_draft_id::text,
    jsonb_strip_nulls(jsonb_build_object('title', left(v_draft.content ->> 'title', 200))));
  return 'removed';
end
$$;
revoke all on function public.remove_sale_draft(uuid, uuid) from public, anon, authenticated;
grant execute on function public.remove_sale_draft(uuid, uuid) to authenticated, service_role;

-- Everything of a sale but its times, as a draft has it. Stock is what the sale began with.
create function public.sale_content(p_sale_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'title', s.title, 'tagline', s.tagline, 'story', s.story, 'category', s.category, 'heroUrl', s.hero_url,
    'heroAlt', s.hero_alt,
    'holdSeconds', s.hold_seconds, 'paySeconds', s.pay_seconds, 'shippingCents', s.shipping_cents,
    'capture', s.capture, 'taxBasisPoints', s.tax_basis_points, 'taxName', s.tax_name,
    'shippingNote', s.shipping_note, 'returnsNote', s.returns_note,
    'items', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'variantId', i.variant_id, 'priceCents', i.price_cents, 'wasPriceCents', i.was_price_cents,
        'limitPerShopper', i.limit_per_shopper, 'stock', i.stock
      ) order by i.position, i.id), '[]'::jsonb)
      from public.sale_items i where i.sale_id = p_sale_id
    )
  )
  from public.sales s where s.id = p_sale_id
$$;
revoke all on function public.sale_content(uuid) from public, anon, authenticated;

-- A draft with everything of a sale but its times: of one that is over, or of any other of the merchant.
-- Again with the same p_draft_id: copied. Outcomes: copied; not_allowed; second_factor; unknown_sale. Locks: none.
create function public.copy_sale_to_draft(p_sale_id uuid, p_draft_id uuid)
returns text
language plpgsql
security definer -- members may not write drafts; why_not() checks the role
set search_path = ''
as $$
declare
  v_sale public.sales;
  v_refusal text;
begin
  select s.* into v_sale from public.sales s where s.id = p_sale_id;
  if not found or p_draft_id is null then
    return 'unknown_sale';
  end if;
  v_refusal := public.why_not(v_sale.merchant_id, 'build_sales');
  if v_refusal is not null then
    return v_refusal;
  end if;
  insert into public.sale_drafts (id, merchant_id, saved_by, content)
  values (p_draft_id, v_sale.merchant_id, (select auth.uid()), public.sale_content(p_sale_id))
  on conflict (id) do nothing;
  if found then
    perform public.write_log(v_sale.merchant_id, 'copy_sale', 'draft', p_draft_id::text, jsonb_build_object('title', v_sale.title));
  end if;
  return 'copied';
end
$$;
revoke all on function public.copy_sale_to_draft(uuid, uuid) from public, anon, authenticated;
grant execute on function public.copy_sale_to_draft(uuid, uuid) to authenticated, service_role;
