-- What each role of a merchant may do: one table, asked by every function and policy. lib/team/permissions.ts is the same table for
-- the screens; a test holds the two against each other, and every action against the functions that do it (deeds.test.ts).

create table public.member_actions (
  action text not null check (action ~ '^[a-z]+(_[a-z]+)*$' and length(action) <= 40),
  role text not null check (role in ('owner', 'manager', 'packer')),
  needs_second_factor boolean not null default false,
  second_factor_max_age_seconds int check (second_factor_max_age_seconds between 60 and 3600),
  primary key (action, role),
  constraint member_actions_second_factor_is_recent check (needs_second_factor = (second_factor_max_age_seconds is not null))
);
comment on table public.member_actions is 'Which role may do what, and for what the session must have shown a second factor. Changed by migrations only.';
comment on column public.member_actions.second_factor_max_age_seconds is 'How long ago the second factor may have been shown at most: a desk that was left open sends no money back.';

insert into public.member_actions (action, role, needs_second_factor, second_factor_max_age_seconds)
select a.action, unnest(a.roles), a.needs_second_factor, case when a.needs_second_factor then 900 end
from (values
  ('read', array['owner', 'manager', 'packer'], false),
  ('ship', array['owner', 'manager', 'packer'], false),
  ('answer_help', array['owner', 'manager', 'packer'], false),
  ('export', array['owner', 'manager', 'packer'], false),
  ('read_team', array['owner', 'manager', 'packer'], false),
  ('edit_answers', array['owner', 'manager'], false),
  ('export_shoppers', array['owner', 'manager'], false),
  ('edit_products', array['owner', 'manager'], false),
  ('build_sales', array['owner', 'manager'], false),
  ('run_sales', array['owner', 'manager'], false),
  ('edit_store', array['owner', 'manager'], false),
  ('refund', array['owner', 'manager'], true),
  ('see_money', array['owner', 'manager'], false),
  ('repair_money', array['owner', 'manager'], false),
  ('see_insight', array['owner', 'manager'], false),
  ('read_log', array['owner', 'manager'], false),
  ('manage_team', array['owner'], true)
) a (action, roles, needs_second_factor);

alter table public.member_actions enable row level security;
revoke all on public.member_actions from public, anon, authenticated, service_role;
grant select on public.member_actions to authenticated, service_role;
create policy "whoever is signed in reads the rules" on public.member_actions
  for select to authenticated using (true);

-- Whether the session has shown a second factor within p_max_age_seconds (a quarter of an hour unless told otherwise), by the claims aal and amr
-- of its token, which Auth signs: amr names each method with the second in which it was last shown, also after the token was renewed. False
-- where amr holds no times, as a custom access token hook may leave it. Retry: reads only.
create function public.has_recent_second_factor(p_max_age_seconds int default 900)
returns boolean
language sql
stable
set search_path = ''
as $$
  select coalesce((select auth.jwt()) ->> 'aal' = 'aal2' and exists (
    select 1 from jsonb_array_elements(
      case jsonb_typeof((select auth.jwt()) -> 'amr') when 'array' then (select auth.jwt()) -> 'amr' else '[]' end
    ) a
    where a ->> 'method' in ('totp', 'mfa/totp', 'mfa/phone', 'mfa/webauthn') and jsonb_typeof(a -> 'timestamp') = 'number'
      and (a ->> 'timestamp')::numeric >= extract(epoch from clock_timestamp()) - p_max_age_seconds
  ), false)
$$;
revoke all on function public.has_recent_second_factor(int) from public, anon, authenticated;
grant execute on function public.has_recent_second_factor(int) to authenticated, service_role;

-- Why the caller may not do this at the merchant: `not_allowed` (no member, not the role, no such action), `second_factor` (the role may,
-- but the session has not shown one: lately for actions that ask for it, and at all for everything once the person has set one up, so that
-- their password alone opens nothing); null when they may. The platform itself, on a direct connection or with the secret key, may do everything.
create function public.why_not(p_merchant_id uuid, p_action text)
returns text
language sql
stable
security definer -- policies ask, whose readers need not be able to read memberships; second factors stand in auth, which no role of the API may read
set search_path = ''
as $$
  select case
    when coalesce((select auth.role()), 'postgres') not in ('anon', 'authenticated') then null
    else nullif(coalesce((
      select case
        when a.needs_second_factor and public.has_recent_second_factor(a.second_factor_max_age_seconds) then ''
        when not a.needs_second_factor and ((select auth.jwt()) ->> 'aal') = 'aal2' then ''
        when a.needs_second_factor or exists (
          select 1 from auth.mfa_factors f where f.user_id = m.user_id and f.status = 'verified'
        ) then 'second_factor'
        else ''
      end
      from public.merchant_members m join public.member_actions a on a.role = m.role and a.action = p_action
      where m.merchant_id = p_merchant_id and m.user_id = (select auth.uid())
    ), 'not_allowed'), '')
  end
$$;
revoke all on function public.why_not(uuid, text) from public, anon, authenticated;
grant execute on function public.why_not(uuid, text) to authenticated, service_role;

-- Whether the caller may do this at the merchant, as why_not() says.
create function public.may(p_merchant_id uuid, p_action text)
returns boolean
language sql
stable
set search_path = ''
as $$
  select public.why_not(p_merchant_id, p_action) is null
$$;
revoke all on function public.may(uuid, text) from public, anon, authenticated;
grant execute on function public.may(uuid, text) to authenticated, service_role;

-- The merchants at which the signed-in person may do this. For policies: `merchant_id in (select public.merchants_where('read_log'))` is asked once,
-- where may(merchant_id, …) would be asked for each row.
create function public.merchants_where(p_action text)
returns setof uuid
language sql
stable
rows 2
security definer -- policies ask, whose readers need not be able to read memberships
set search_path = ''
as $$
  select m.merchant_id from public.merchant_members m
  where m.user_id = (select auth.uid()) and public.may(m.merchant_id, p_action)
$$;
revoke all on function public.merchants_where(text) from public, anon, authenticated;
grant execute on function public.merchants_where(text) to authenticated, service_role;
