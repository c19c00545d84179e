-- Where parcels of somebody with an account go. The columns are those of the checkout's contact form.

create table public.shopper_addresses (
  id uuid primary key,
  shopper_id uuid not null references auth.users (id) on delete cascade,
  name text not null check (length(name) between 1 and 120),
  line1 text not null check (length(line1) between 1 and 120),
  line2 text not null default '' check (length(line2) <= 120),
  postal_code text not null check (length(postal_code) between 1 and 16),
  city text not null check (length(city) between 1 and 80),
  country text not null check (country ~ '^[A-Z]{2}$'),
  is_default boolean not null default false,
  created_at timestamptz not null default clock_timestamp(),
  constraint no_control_characters check (name || line1 || line2 || postal_code || city !~ '[\u0001-\u001f\u007f]')
);
comment on table public.shopper_addresses is 'Addresses a shopper with an account has kept, ten at most, one of them the default. Written by save_address() and remove_address().';
create index shopper_addresses_shopper_id_idx on public.shopper_addresses (shopper_id, created_at);
create unique index shopper_addresses_one_default_idx on public.shopper_addresses (shopper_id) where is_default;
alter table public.shopper_addresses enable row level security;
revoke all on public.shopper_addresses from public, anon, authenticated;
grant select on public.shopper_addresses to authenticated;
create policy "shoppers read their own addresses" on public.shopper_addresses
  for select to authenticated using (shopper_id = (select auth.uid()));

-- Adds an address or changes the one with this id, which the device makes, so that a repeated call is one address. The first is the
-- default; another becomes it when p_is_default says so. p_address has the keys of the contact form. Outcomes: saved;
-- too_many (ten are kept); unknown_address (the id is somebody else's); no_account (a guest); invalid. Retry: safe.
-- Locks: the shopper's account, so that ten stay ten whoever calls at once.
create function public.save_address(p_shopper_id uuid, p_id uuid, p_address jsonb, p_is_default boolean)
returns text
language plpgsql
security definer -- who is a guest stands in auth.users, which no role of the API may read
set search_path = ''
as $$
declare
  v_is_new boolean;
  v_is_default boolean;
begin
  perform 1 from auth.users u where u.id = p_shopper_id and not u.is_anonymous for no key update;
  if not found then
    return 'no_account';
  elsif p_id is null or p_address is null then
    return 'invalid';
  elsif exists (select 1 from public.shopper_addresses a where a.id = p_id and a.shopper_id <> p_shopper_id) then
    return 'unknown_address';
  end if;
  v_is_new := not exists (select 1 from public.shopper_addresses a where a.id = p_id);
  if v_is_new and (select count(*) from public.shopper_addresses a where a.shopper_id = p_shopper_id) >= 10 then
    return 'too_many';
  end if;
  v_is_default := coalesce(p_is_default, false)
    or not exists (select 1 from public.shopper_addresses a where a.shopper_id = p_shopper_id and a.is_default and a.id <> p_id);
  if v_is_default then
    update public.shopper_addresses a set is_default = false where a.shopper_id = p_shopper_id and a.is_default and a.id <> p_id;
  end if;
  insert into public.shopper_addresses as a (id, shopper_id, name, line1, line2, postal_code, city, country, is_default)
  values (p_id, p_shopper_id, btrim(p_address ->> 'name'), btrim(p_address ->> 'line1'),
    coalesce(btrim(p_address ->> 'line2'), ''), btrim(p_address ->> 'postalCode'), btrim(p_address ->> 'city'),
    p_address ->> 'country', v_is_default)
  on conflict (id) do update set name = excluded.name, line1 = excluded.line1, line2 = excluded.line2,
    postal_code = excluded.postal_code, city = excluded.city, country = excluded.country, is_default = excluded.is_default;
  return 'saved';
exception when check_violation or not_null_violation then
  return 'invalid';
end
$$;
revoke all on function public.save_address(uuid, uuid, jsonb, boolean) from public, anon, authenticated;
grant execute on function public.save_address(uuid, uuid, jsonb, boolean) to service_role;

-- Forgets an address; the newest of the rest is the default then, if it was. Outcomes: removed, unknown_address (none of theirs, or
-- removed before). Retry: safe. Locks: the shopper's account.
create function public.remove_address(p_shopper_id uuid, p_id uuid)
returns text
language plpgsql
security definer -- locks the account's row of auth.users, which no role of the API may read
set search_path = ''
as $$
declare
  v_was_default boolean;
begin
  perform 1 from auth.users u where u.id = p_shopper_id for no key update;
  delete from public.shopper_addresses a where a.id = p_id and a.shopper_id = p_shopper_id returning a.is_default into v_was_default;
  if not found then
    return 'unknown_address';
  end if;
  if v_was_default then
    update public.shopper_addresses a set is_default = true where a.id = (
      select n.id from public.shopper_addresses n where n.shopper_id = p_shopper_id order by n.created_at desc, n.id limit 1);
  end if;
  return 'removed';
end
$$;
revoke all on function public.remove_address(uuid, uuid) from public, anon, authenticated;
grant execute on function public.remove_address(uuid, uuid) to service_role;
