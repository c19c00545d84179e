-- From a draft to a sale that shoppers see.

-- A whole number at a key, or null where there is none (or something else stands there). Bounded, so that it fits an int.
create function public.number_at(p_content jsonb, p_key text)
returns int
language sql
immutable
set search_path = ''
as $$
  select case
    when jsonb_typeof(p_content -> p_key) = 'number' and (p_content ->> p_key) ~ '^-?[0-9]{1,9}$' then (p_content ->> p_key)::int
  end
$$;
revoke all on function public.number_at(jsonb, text) from public, anon, authenticated;

-- An instant at a key, written as toISOString() writes it; null for anything else.
create function public.instant_at(p_content jsonb, p_key text)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  if (p_content ->> p_key) ~ '^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{3})?Z$' then
    return (p_content ->> p_key)::timestamptz;
  end if;
  return null;
exception when datetime_field_overflow then -- the 31st of February looks right and is no day
  return null;
end
$$;
revoke all on function public.instant_at(jsonb, text) from public, anon, authenticated;

-- What a draft lacks to be scheduled, as the places in its form: title, heroUrl, heroAlt, opensAt, closesAt, items, items.0.priceCents, … Empty: nothing.
-- The checklist shows it, schedule_sale() obeys it, and the constraints of sales and sale_items say it once more.
create function public.sale_draft_gaps(p_merchant_id uuid, p_content jsonb)
returns text[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_gaps text[] := '{}';
  v_opens_at timestamptz := public.instant_at(p_content, 'opensAt');
  v_closes_at timestamptz := public.instant_at(p_content, 'closesAt');
  v_items jsonb := case when jsonb_typeof(p_content -> 'items') = 'array' then p_content -> 'items' else '[]'::jsonb end;
  v_rule record;
  v_item record;
begin
  for v_rule in
    select * from (values
      ('title', 1, 120), ('tagline', 0, 200), ('story', 0, 8000), ('category', 1, 40), ('taxName', 1, 20), ('shippingNote', 0, 500),
      ('returnsNote', 1, 500)
    ) r(place, least, most)
  loop
    if length(btrim(coalesce(p_content ->> v_rule.place, ''))) not between v_rule.least and v_rule.most then
      v_gaps := v_gaps || v_rule.place;
    end if;
  end loop;
  for v_rule in
    select * from (values
      ('holdSeconds', 60, 3600), ('paySeconds', 60, 3600), ('shippingCents', 0, 10000000), ('taxBasisPoints', 0, 10000)
    ) r(place, least, most)
  loop
    if coalesce(public.number_at(p_content, v_rule.place) not between v_rule.least and v_rule.most, true) then
      v_gaps := v_gaps || v_rule.place;
    end if;
  end loop;
  if p_content ->> 'capture' is distinct from 'automatic' and p_content ->> 'capture' is distinct from 'at_shipping' then
    v_gaps := v_gaps || 'capture'::text;
  end if;
  -- One of before the upload may stay where a sale of the merchant shows it.
  if not coalesce(public.is_own_picture(p_merchant_id, p_content ->> 'heroUrl'), false) and not exists (
    select 1 from public.sales s where s.merchant_id = p_merchant_id and s.hero_url = p_content ->> 'heroUrl'
  ) then
    v_gaps := v_gaps || 'heroUrl'::text;
  elsif length(btrim(coalesce(p_content ->> 'heroAlt', ''))) not between 1 and 300 then
    v_gaps := v_gaps || 'heroAlt'::text;
  end if;
  if v_opens_at is null or v_opens_at <= clock_timestamp() or v_opens_at > clock_timestamp() + interval '1 year' then
    v_gaps := v_gaps || 'opensAt'::text;
  end if;
  if v_closes_at is null or v_closes_at <= v_opens_at or v_closes_at > v_opens_at + interval '31 days' then
    v_gaps := v_gaps || 'closesAt'::text;
  end if;
  if jsonb_array_length(v_items) not between 1 and 200 then
    return v_gaps || 'items'::text;
  end if;
  for v_item in select i.value, i.place - 1 as at from jsonb_array_elements(v_items) with ordinality i(value, place) loop
    if not exists (
      select 1 from public.product_variants v join public.products p on p.id = v.product_id
      where v.id::text = v_item.value ->> 'variantId' and p.merchant_id = p_merchant_id
    ) or (select count(*) from jsonb_array_elements(v_items) o where o ->> 'variantId' = v_item.value ->> 'variantId') > 1 then
      v_gaps := v_gaps || format('items.%s.variantId', v_item.at);
    end if;
    -- Stripe takes no payment below half a euro, so a price is that at least.
    if coalesce(public.number_at(v_item.value, 'priceCents') not between 50 and 100000000, true) then
      v_gaps := v_gaps || format('items.%s.priceCents', v_item.at);
    end if;
    if jsonb_typeof(v_item.value -> 'wasPriceCents') <> 'null'
      and coalesce(public.number_at(v_item.value, 'wasPriceCents') <= public.number_at(v_item.value, 'priceCents'), true) then
      v_gaps := v_gaps || format('items.%s.wasPriceCents', v_item.at);
    end if;
    if coalesce(public.number_at(v_item.value, 'limitPerShopper') not between 1 and 1000, true) then
      v_gaps := v_gaps || format('items.%s.limitPerShopper', v_item.at);
    end if;
    if coalesce(public.number_at(v_item.value, 'stock') not between 1 and 10000000, true) then
      v_gaps := v_gaps || format('items.%s.stock', v_item.at);
    end if;
  end loop;
  return v_gaps;
end
$$;
revoke all on function public.sale_draft_gaps(uuid, jsonb) from public, anon, authenticated;

-- The checklist of a draft for whoever builds sales: what is missing, by place. Null for a draft that is not theirs to see.
create function public.check_sale_draft(p_draft_id uuid)
returns text[]
language sql
stable
security definer -- looks at the merchant's pictures and products; the role is checked right here
set search_path = ''
as $$
  select public.sale_draft_gaps(d.merchant_id, d.content) from public.sale_drafts d
  where d.id = p_draft_id and public.may(d.merchant_id, 'build_sales')
$$;
revoke all on function public.check_sale_draft(uuid) from public, anon, authenticated;
grant execute on function public.check_sale_draft(uuid) to authenticated, service_role;

-- A slug no other sale has: the title in plain letters, and a number where that is taken.
create function public.free_sale_slug(p_title text)
returns text
language sql
stable
set search_path = ''
as $$
  with wanted as (
    select coalesce(nullif(btrim(left(regexp_replace(lower(p_title), '[^a-z0-9]+', '-', 'g'), 70), '-'), ''), 'sale') as slug
  )
  select case when n = 1 then w.slug else w.slug || '-' || n end
  from wanted w, generate_series(1, 10001) n
  where not exists (select 1 from public.sales s where s.slug = case when n = 1 then w.slug else w.slug || '-' || n end)
  order by n limit 1
$$;
revoke all on function public.free_sale_slug(text) from public, anon, authenticated;

-- Makes the sale of a draft: from here on shoppers see it, and it opens by itself. Answers the sale and its slug, or what is missing. The same
-- draft again: scheduled, the same sale. Who wanted to be reminded of the sale it was taken back from is reminded of this one. Outcomes: scheduled; not_allowed; second_factor; unknown_draft; changed_elsewhere; incomplete. Two
-- merchants who take one slug in the same moment: the second fails and may send it again. Locks: the draft.
create function public.schedule_sale(p_draft_id uuid, p_version bigint)
returns table (outcome text, sale_id uuid, slug text, gaps text[])
language plpgsql
security definer -- members may not write sales; why_not() checks the role
set search_path = ''
as $$
declare
  v_draft public.sale_drafts;
  v_content jsonb;
  v_refusal text;
  v_gaps text[];
  v_sale_id uuid := gen_random_uuid();
begin
  select d.* into v_draft from public.sale_drafts d where d.id = p_draft_id for update;
  if not found then
    return query select 'unknown_draft', null::uuid, null::text, '{}'::text[];
    return;
  end if;
  v_refusal := public.why_not(v_draft.merchant_id, 'build_sales');
  v_content := v_draft.content;
  if v_refusal is not null then
    return query select case v_refusal when 'not_allowed' then 'unknown_draft' else v_refusal end, null::uuid, null::text, '{}'::text[];
    return;
  elsif v_draft.sale_id is not null then
    return query select 'scheduled', s.id, s.slug, '{}'::text[] from public.sales s where s.id = v_draft.sale_id;
    return;
  elsif p_version is distinct from v_draft.version then
    return query select 'changed_elsewhere', null::uuid, null::text, '{}'::text[];
    return;
  end if;
  v_gaps := public.sale_draft_gaps(v_draft.merchant_id, v_content);
  if v_gaps <> '{}' then
    return query select 'incomplete', null::uuid, null::text, v_gaps;
    return;
  end if;
  insert into public.sales (
    id, merchant_id, slug, title, tagline, story, category, hero_url, hero_alt, status, opens_at, closes_at, hold_seconds, pay_seconds,
    currency, shipping_cents, capture, tax_basis_points, tax_name, shipping_note, returns_note
  )
  select v_sale_id, m.id, public.free_sale_slug(v_content ->> 'title'), btrim(v_content ->> 'title'), btrim(coalesce(v_content ->> 'tagline', '')),
    btrim(coalesce(v_content ->> 'story', '')), btrim(v_content ->> 'category'), v_content ->> 'heroUrl', btrim(v_content ->> 'heroAlt'), 'scheduled',
    public.instant_at(v_content, 'opensAt'), public.instant_at(v_content, 'closesAt'), public.number_at(v_content, 'holdSeconds'),
    public.number_at(v_content, 'paySeconds'), m.currency, public.number_at(v_content, 'shippingCents'), v_content ->> 'capture',
    public.number_at(v_content, 'taxBasisPoints'), btrim(v_content ->> 'taxName'), btrim(coalesce(v_content ->> 'shippingNote', '')),
    btrim(v_content ->> 'returnsNote')
  from public.merchants m where m.id = v_draft.merchant_id;
  insert into public.sale_items (
    sale_id, variant_id, position, price_cents, was_price_cents, currency, limit_per_shopper, stock, free
  )
  select v_sale_id, (i.value ->> 'variantId')::uuid, i.place - 1, public.number_at(i.value, 'priceCents'),
    public.number_at(i.value, 'wasPriceCents'), m.currency, public.number_at(i.value, 'limitPerShopper'), public.number_at(i.value, 'stock'),
    public.number_at(i.value, 'stock')
  from public.merchants m, jsonb_array_elements(v_content -> 'items') with ordinality i(value, place)
  where m.id = v_draft.merchant_id;
  update public.sale_drafts d set sale_id = v_sale_id where d.id = p_draft_id;
  update public.reminders r set sale_id = v_sale_id where r.sale_id = v_draft.taken_back_from;
  perform public.write_log(v_draft.merchant_id, 'schedule_sale', 'sale', v_sale_id::text, jsonb_build_object('title', v_content ->> 'title'));
  return query select 'scheduled', s.id, s.slug, '{}'::text[] from public.sales s where s.id = v_sale_id;
end
$$;
revoke all on function public.schedule_sale(uuid, bigint) from public, anon, authenticated;
grant execute on function public.schedule_sale(uuid, bigint) to authenticated, service_role;
