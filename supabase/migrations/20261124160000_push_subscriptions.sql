-- Web push: on which devices somebody can be told something, and what of.

-- Everything somebody can be told of; each is on or off for a person.
create function public.push_kinds()
returns text[]
language sql
immutable
set search_path = ''
as $$
  select array['sale_reminder', 'sale_open', 'offer', 'claim_ending', 'order_update', 'help']
$$;
revoke all on function public.push_kinds() from public, anon, authenticated;
grant execute on function public.push_kinds() to service_role;

create table public.push_services (
  origin text primary key check (origin ~ '^https?://[a-z0-9.*-]+(:[0-9]{1,5})?$')
);
comment on table public.push_services is 'Where subscriptions may point to; * is any name of a domain. An endpoint is typed in by somebody else, and we call it.';
insert into public.push_services (origin) values
  ('https://fcm.googleapis.com'), ('https://*.push.services.mozilla.com'), ('https://web.push.apple.com'),
  ('https://*.notify.windows.com');
alter table public.push_services enable row level security;
revoke all on public.push_services from public, anon, authenticated;

-- Whether an endpoint belongs to a push service we know: nothing else is ever stored, so nothing else is ever called.
create function public.is_push_endpoint(p_endpoint text)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select 1 from public.push_services s
    where substring(p_endpoint from '^(https?://[a-z0-9.-]+(?::[0-9]{1,5})?)/[!-~]+$') like replace(s.origin, '*', '%')
  )
$$;
revoke all on function public.is_push_endpoint(text) from public, anon, authenticated;
grant execute on function public.is_push_endpoint(text) to service_role;

create table public.push_subscriptions (
  id bigint generated always as identity primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  side text not null default 'shopper' check (side in ('shopper', 'member')),
  endpoint text not null check (length(endpoint) between 20 and 1024),
  p256dh text not null check (p256dh ~ '^B[A-Za-z0-9_-]{86}$'),
  auth text not null check (auth ~ '^[A-Za-z0-9_-]{22}$'),
  language text not null default 'en' check (language in ('en', 'de', 'ar')),
  time_zone text not null default 'UTC' check (time_zone ~ '^[A-Za-z0-9_+/-]{1,64}$'),
  created_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  refusal text check (length(refusal) <= 200),
  refused_at timestamptz,
  constraint one_per_device_and_side unique (endpoint, side)
);
comment on table public.push_subscriptions is 'A device that can be told something. Its endpoint never changes: a renewed subscription is a new row.';
comment on column public.push_subscriptions.side is 'As whom: a device may belong to a shopper and, signed in to the dashboard, to a member of a merchant.';
comment on column public.push_subscriptions.p256dh is 'The device''s public key, base64url; what is sent to it is encrypted for it alone.';
comment on column public.push_subscriptions.refusal is 'What its push service last said against a message, when that was neither "gone" nor "later"; null once it is saved again.';
create index push_subscriptions_user_id_idx on public.push_subscriptions (user_id, side);
create index push_subscriptions_last_seen_idx on public.push_subscriptions (last_seen_at);

-- The rule of save_push_subscription() a second time: whoever writes, no address of somebody's choosing gets in here.
create function public.check_push_endpoint()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if new.endpoint is not null and not public.is_push_endpoint(new.endpoint) then
    raise exception 'no push service we know has this endpoint' using errcode = 'ST002';
  end if;
  return new;
end
$$;
revoke all on function public.check_push_endpoint() from public, anon, authenticated;
create trigger push_subscriptions_go_to_push_services before insert on public.push_subscriptions
  for each row execute function public.check_push_endpoint();
create trigger push_subscriptions_keep_their_endpoint before update of endpoint, side on public.push_subscriptions
  for each row when ((old.endpoint, old.side) <> (new.endpoint, new.side)) execute function public.refuse_change();

create table public.push_settings (
  user_id uuid not null references auth.users (id) on delete cascade,
  kind text not null check (kind = any (public.push_kinds())),
  is_on boolean not null,
  decided_at timestamptz not null default clock_timestamp(),
  primary key (user_id, kind)
);
comment on table public.push_settings is 'What somebody wants to be told of, on all their devices. No row: never asked for, so off.';
create index push_settings_on_idx on public.push_settings (kind, user_id) where is_on;

alter table public.push_subscriptions enable row level security;
alter table public.push_settings enable row level security;
revoke all on public.push_subscriptions, public.push_settings from public, anon, authenticated;
-- Not endpoint and keys: with them anybody could speak in our name, or take the device over.
grant select (id, user_id, side, language, time_zone, created_at, last_seen_at) on public.push_subscriptions to authenticated;
grant select on public.push_settings to authenticated;
create policy "people read their own subscriptions" on public.push_subscriptions
  for select to authenticated using (user_id = (select auth.uid()));
create policy "people read their own settings" on public.push_settings
  for select to authenticated using (user_id = (select auth.uid()));

-- The six kinds, each true or false, as {"offer": true, …}.
create function public.push_settings_of(p_user_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_object_agg(k.kind, coalesce(s.is_on, false))
  from unnest(public.push_kinds()) k (kind)
  left join public.push_settings s on s.user_id = p_user_id and s.kind = k.kind
$$;
revoke all on function public.push_settings_of(uuid) from public, anon, authenticated;
grant execute on function public.push_settings_of(uuid) to service_role;

-- Turns kinds on or off. Outcomes: set, invalid (another kind, more than ten, arrays of different lengths), unknown_user (an
-- account that is gone). Retry: safe. Locks: the rows.
create function public.set_push_settings(p_user_id uuid, p_kinds text[], p_are_on boolean[])
returns text
language plpgsql
set search_path = ''
as $$
begin
  if coalesce(cardinality(p_kinds), 0) > 10 or cardinality(p_kinds) is distinct from cardinality(p_are_on)
    or not coalesce(p_kinds, '{}') <@ public.push_kinds()
    or array_position(p_are_on, null) is not null then
    return 'invalid';
  end if;
  insert into public.push_settings (user_id, kind, is_on)
  select distinct on (k.kind) p_user_id, k.kind, k.is_on
  from unnest(p_kinds, p_are_on) with ordinality k (kind, is_on, n) order by k.kind, k.n desc
  on conflict (user_id, kind) do update set is_on = excluded.is_on, decided_at = clock_timestamp();
  return 'set';
exception when foreign_key_violation then
  return 'unknown_user';
end
$$;
revoke all on function public.set_push_settings(uuid, text[], boolean[]) from public, anon, authenticated;
grant execute on function public.set_push_settings(uuid, text[], boolean[]) to service_role;
