-- What a merchant says once about the store: who it is (on public.merchants), and what new sales begin with.

create table public.store_settings (
  merchant_id uuid primary key references public.merchants (id) on delete cascade,
  version bigint not null default 0,
  shipping_cents int check (shipping_cents between 0 and 10000000),
  shipping_note text not null default '' check (length(shipping_note) <= 500),
  returns_note text not null default '' check (length(returns_note) <= 500),
  tax_basis_points int check (tax_basis_points between 0 and 10000),
  tax_name text not null default 'VAT' check (length(tax_name) between 1 and 20),
  capture text not null default 'automatic' check (capture in ('automatic', 'at_shipping')),
  checklist_dismissed_at timestamptz,
  sample_product_ids uuid[] not null default '{}' check (cardinality(sample_product_ids) <= 10),
  sample_draft_id uuid
);
comment on table public.store_settings is 'What a new draft of a sale begins with, and how far the store is set up. A draft takes a copy: sales never change with this.';
comment on column public.store_settings.shipping_cents is 'Null until the merchant has said what shipping costs; 0 is free.';
comment on column public.store_settings.sample_product_ids is 'What add_samples() made, for remove_samples().';
create trigger store_settings_version before update on public.store_settings
  for each row execute function public.bump_version();

alter table public.store_settings enable row level security;
revoke all on public.store_settings from public, anon, authenticated;
grant select on public.store_settings to authenticated;
create policy "members read the settings of their store" on public.store_settings
  for select to authenticated using (merchant_id in (select public.merchants_where('read')));

-- Every merchant has settings from the first moment on. Retry: safe.
create function public.make_store_settings()
returns trigger
language plpgsql
security definer -- whoever makes a merchant may not write settings
set search_path = ''
as $$
begin
  insert into public.store_settings (merchant_id) values (new.id) on conflict (merchant_id) do nothing;
  return null;
end
$$;
revoke all on function public.make_store_settings() from public, anon, authenticated;
create trigger merchants_have_settings after insert on public.merchants
  for each row execute function public.make_store_settings();
insert into public.store_settings (merchant_id) select m.id from public.merchants m on conflict do nothing;

-- Everything save_store() writes, as it takes it.
create function public.store_content(p_merchant_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'name', m.name, 'story', m.story, 'supportEmail', m.support_email, 'logoUrl', m.logo_url, 'currency', m.currency,
    'shippingCents', s.shipping_cents, 'shippingNote', s.shipping_note, 'returnsNote', s.returns_note,
    'taxBasisPoints', s.tax_basis_points, 'taxName', s.tax_name, 'capture', s.capture
  )
  from public.merchants m join public.store_settings s on s.merchant_id = m.id where m.id = p_merchant_id
$$;
revoke all on function public.store_content(uuid) from public, anon, authenticated;

-- Changes the store. p_store: all of store_content(); p_version: the version that was being looked at. Outcomes: saved; not_allowed;
-- second_factor; changed_elsewhere (somebody saved in between: nothing is changed); invalid; unknown_picture (not one of this merchant, or
-- gone); currency_in_use (sales were made in the old one). The same call again, because its answer got lost, is saved. Locks: the settings.
create function public.save_store(p_merchant_id uuid, p_version bigint, p_store jsonb)
returns text
language plpgsql
security definer -- members may not write merchants or settings; why_not() checks the role
set search_path = ''
as $$
declare
  v_refusal text := public.why_not(p_merchant_id, 'edit_store');
  v_version bigint;
  v_before jsonb;
  v_after jsonb;
begin
  if v_refusal is not null then
    return v_refusal;
  elsif jsonb_typeof(p_store) is distinct from 'object' or octet_length(p_store::text) > 40000 then
    return 'invalid';
  end if;
  select s.version into v_version from public.store_settings s where s.merchant_id = p_merchant_id for update;
  v_before := public.store_content(p_merchant_id);
  v_after := jsonb_build_object(
    'name', btrim(p_store ->> 'name'), 'story', btrim(coalesce(p_store ->> 'story', '')),
    'supportEmail', btrim(p_store ->> 'supportEmail'), 'logoUrl', p_store ->> 'logoUrl', 'currency', p_store ->> 'currency',
    'shippingCents', public.number_at(p_store, 'shippingCents'), 'shippingNote', btrim(coalesce(p_store ->> 'shippingNote', '')),
    'returnsNote', btrim(coalesce(p_store ->> 'returnsNote', '')), 'taxBasisPoints', public.number_at(p_store, 'taxBasisPoints'),
    'taxName', btrim(p_store ->> 'taxName'), 'capture', p_store ->> 'capture'
  );
  if v_before = v_after then
    return 'saved';
  elsif p_version is distinct from v_version then
    return 'changed_elsewhere';
  elsif coalesce(length(v_after ->> 'name') not between 1 and 120, true) or length(v_after ->> 'story') > 4000
    or coalesce(v_after ->> 'supportEmail' !~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' or length(v_after ->> 'supportEmail') > 254, true)
    or coalesce(v_after ->> 'currency' !~ '^[A-Z]{3}$', true)
    or length(v_after ->> 'shippingNote') > 500 or length(v_after ->> 'returnsNote') > 500
    or (v_after ->> 'shippingCents')::int not between 0 and 10000000 or (v_after ->> 'taxBasisPoints')::int not between 0 and 10000
    or coalesce(length(v_after ->> 'taxName') not between 1 and 20, true)
    or coalesce(v_after ->> 'capture' not in ('automatic', 'at_shipping'), true) then
    return 'invalid';
  elsif v_after ->> 'logoUrl' is not null and v_after ->> 'logoUrl' is distinct from v_before ->> 'logoUrl'
    and not coalesce(public.is_own_picture(p_merchant_id, v_after ->> 'logoUrl'), false) then
    return 'unknown_picture';
  elsif v_after ->> 'currency' <> v_before ->> 'currency'
    and exists (select 1 from public.sales s where s.merchant_id = p_merchant_id) then
    return 'currency_in_use';
  end if;
  update public.merchants m
  set name = v_after ->> 'name', story = v_after ->> 'story', support_email = v_after ->> 'supportEmail',
    logo_url = v_after ->> 'logoUrl', currency = v_after ->> 'currency'
  where m.id = p_merchant_id;
  update public.store_settings s
  set shipping_cents = (v_after ->> 'shippingCents')::int, shipping_note = v_after ->> 'shippingNote',
    returns_note = v_after ->> 'returnsNote', tax_basis_points = (v_after ->> 'taxBasisPoints')::int,
    tax_name = v_after ->> 'taxName', capture = v_after ->> 'capture'
  where s.merchant_id = p_merchant_id;
  perform public.write_log(p_merchant_id, 'save_store', 'merchant', p_merchant_id::text, jsonb_build_object(
    'changed', (select jsonb_agg(a.key order by a.key) from jsonb_each(v_after) a where a.value is distinct from v_before -> a.key)
  ));
  return 'saved';
end
$$;
revoke all on function public.save_store(uuid, bigint, jsonb) from public, anon, authenticated;
grant execute on function public.save_store(uuid, bigint, jsonb) to authenticated, service_role;
