-- Reminders: who wants to be told of a sale, shortly before it opens and when it does.

create table public.reminders (
  sale_id uuid not null references public.sales (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  asked_at timestamptz not null default clock_timestamp(),
  primary key (sale_id, user_id)
);
comment on table public.reminders is 'A shopper asked to be reminded of a sale. When it is due follows from the sale''s opens_at, so a moved sale moves it.';
create index reminders_user_id_idx on public.reminders (user_id);
alter table public.reminders enable row level security;
revoke all on public.reminders from public, anon, authenticated;
grant select on public.reminders to authenticated;
create policy "people read their own reminders" on public.reminders
  for select to authenticated using (user_id = (select auth.uid()));

-- How somebody can be told of a sale now: push (a device, and the kind is on), mail (a confirmed address), nothing.
create function public.reach_of(p_user_id uuid)
returns text
language sql
stable
security definer -- addresses stand in auth.users, which no role of the API may read
set search_path = ''
as $$
  select case
    when exists (
      select 1 from public.push_subscriptions s
      join public.push_settings k on k.user_id = s.user_id and k.kind in ('sale_reminder', 'sale_open') and k.is_on
      where s.user_id = p_user_id and s.side = 'shopper'
    ) then 'push'
    when exists (
      select 1 from auth.users u where u.id = p_user_id and u.email_confirmed_at is not null and coalesce(u.email, '') <> ''
    ) then 'mail'
    else 'nothing'
  end
$$;
revoke all on function public.reach_of(uuid) from public, anon, authenticated;
grant execute on function public.reach_of(uuid) to service_role;

-- Asks to be reminded of a sale that has not opened. Turns sale_reminder and sale_open on, except one that was turned off on
-- purpose; when both were, both are wanted again, or asking would do nothing. Outcomes: reminded, already, unknown_sale,
-- already_open, closed, too_many (a hundred sales that are still to open), unknown_user. Retry: safe. Locks: the rows.
create function public.remind_of_sale(p_user_id uuid, p_sale_id uuid)
returns table (outcome text, slug text, opens_at timestamptz, reach text)
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_sale public.sales;
  v_phase text;
  v_is_new boolean;
  v_off text[];
begin
  select s.* into v_sale from public.sales s where s.id = p_sale_id and s.status <> 'draft';
  v_phase := public.sale_phase(v_sale.status, v_sale.opens_at, v_sale.closes_at, clock_timestamp());
  if v_sale.id is null or v_phase <> 'upcoming' then
    return query select case when v_sale.id is null then 'unknown_sale' when v_phase = 'ended' then 'closed' else 'already_open' end,
      v_sale.slug, v_sale.opens_at, null::text;
    return;
  end if;
  if (
    select count(*) from public.reminders r join public.sales s on s.id = r.sale_id
    where r.user_id = p_user_id and r.sale_id <> p_sale_id and s.opens_at > now()
  ) >= 100 then
    return query select 'too_many', v_sale.slug, v_sale.opens_at, null::text;
    return;
  end if;
  insert into public.reminders (sale_id, user_id) values (p_sale_id, p_user_id) on conflict do nothing;
  v_is_new := found;
  v_off := array(
    select k.kind from public.push_settings k
    where k.user_id = p_user_id and k.kind in ('sale_reminder', 'sale_open') and not k.is_on
  );
  perform public.set_push_settings(p_user_id, array_agg(w.kind), array_agg(true))
  from unnest(array['sale_reminder', 'sale_open']) w (kind)
  where cardinality(v_off) = 2 or w.kind <> all (v_off)
  having count(*) > 0;
  return query select case when v_is_new then 'reminded' else 'already' end, v_sale.slug, v_sale.opens_at, public.reach_of(p_user_id);
exception when foreign_key_violation then
  return query select 'unknown_user', null::text, null::timestamptz, null::text;
end
$$;
revoke all on function public.remind_of_sale(uuid, uuid) from public, anon, authenticated;
grant execute on function public.remind_of_sale(uuid, uuid) to service_role;

-- Outcomes: stopped, also when there was none. Retry: safe.
create function public.stop_reminding(p_user_id uuid, p_sale_id uuid)
returns text
language plpgsql
set search_path = ''
as $$
begin
  delete from public.reminders r where r.user_id = p_user_id and r.sale_id = p_sale_id;
  return 'stopped';
end
$$;
revoke all on function public.stop_reminding(uuid, uuid) from public, anon, authenticated;
grant execute on function public.stop_reminding(uuid, uuid) to service_role;

-- What the settings screen shows: {settings, devices, email (confirmed, else null), reminders: [{saleId, slug, opensAt}]}.
create function public.notifications_of(p_user_id uuid, p_side text)
returns jsonb
language sql
stable
security definer -- the address stands in auth.users, which no role of the API may read
set search_path = ''
as $$
  select jsonb_build_object(
    'settings', public.push_settings_of(p_user_id),
    'devices', (select count(*) from public.push_subscriptions s where s.user_id = p_user_id and s.side = p_side),
    'email', (select u.email from auth.users u where u.id = p_user_id and u.email_confirmed_at is not null and u.email <> ''),
    'reminders', coalesce((
      select jsonb_agg(jsonb_build_object('saleId', s.id, 'slug', s.slug,
        'opensAt', to_char(s.opens_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by s.opens_at, s.id)
      from public.reminders r join public.sales s on s.id = r.sale_id
      where r.user_id = p_user_id and public.sale_phase(s.status, s.opens_at, s.closes_at, now()) = 'upcoming'
    ), '[]'::jsonb)
  )
$$;
revoke all on function public.notifications_of(uuid, text) from public, anon, authenticated;
grant execute on function public.notifications_of(uuid, text) to service_role;
