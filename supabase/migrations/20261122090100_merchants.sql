-- Merchants and who works for them.

create table public.merchants (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
  name text not null check (length(name) between 1 and 120),
  story text not null default '' check (length(story) <= 4000),
  logo_url text check (length(logo_url) <= 500),
  support_email text not null check (support_email ~ '^[^@\s]+@[^@\s]+$'),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz not null default now()
);
comment on table public.merchants is 'Who sells. Everything in here is public.';

create table public.merchant_members (
  merchant_id uuid not null references public.merchants (id) on delete cascade,
  user_id uuid not null,
  role text not null check (role in ('owner', 'manager', 'packer')),
  created_at timestamptz not null default now(),
  primary key (merchant_id, user_id)
);
comment on table public.merchant_members is 'The people of a merchant and what they may do; user_id is the id of a signed-in user.';
create index merchant_members_user_id_idx on public.merchant_members (user_id);

alter table public.merchants enable row level security;
alter table public.merchant_members enable row level security;
revoke all on public.merchants, public.merchant_members from public, anon, authenticated;
grant select on public.merchants to anon, authenticated;
grant select on public.merchant_members to authenticated;

create policy "anyone reads merchants" on public.merchants
  for select to anon, authenticated using (true);
create policy "members read their own memberships" on public.merchant_members
  for select to authenticated using (user_id = (select auth.uid()));

-- Whether the signed-in user works for the merchant. False for everybody else, never an error; and for a session that has still to show a second
-- factor which its person has set up: their password alone opens nothing.
create function public.is_merchant_member(p_merchant_id uuid)
returns boolean
language sql
stable
security definer -- policies of other tables ask, whose readers need not be able to read memberships; second factors stand in auth
set search_path = ''
as $$
  select exists (
    select 1 from public.merchant_members m
    where m.merchant_id = p_merchant_id and m.user_id = (select auth.uid()) and (
      ((select auth.jwt()) ->> 'aal') = 'aal2' or not exists (
        select 1 from auth.mfa_factors f where f.user_id = m.user_id and f.status = 'verified'
      )
    )
  )
$$;
revoke all on function public.is_merchant_member(uuid) from public, anon, authenticated;
grant execute on function public.is_merchant_member(uuid) to anon, authenticated, service_role;
