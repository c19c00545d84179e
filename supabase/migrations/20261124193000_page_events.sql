-- What shoppers' pages say happened: seen, reminded, tried, went to pay, left. One table for each day, kept for five weeks and read
-- by nobody in normal life; what is looked at are hourly counts, added up as the events come.
--
-- Nothing here says who somebody is: a visit id is made by chance in one tab for one sale and one day, and is not connected with a
-- session, a claim or an order. What the database knows better (claims, payments) is not taken from here.

create table public.page_events (
  day date not null,
  sale_id uuid not null,
  visit_id uuid not null,
  kind text not null check (kind in ('view', 'remind', 'try', 'pay', 'leave')),
  device text not null check (device in ('phone', 'tablet', 'desk')),
  source text not null check (source ~ '^[a-z0-9.-]{1,60}$'),
  is_bot boolean not null,
  weight smallint not null check (weight between 1 and 1024),
  at timestamptz not null default clock_timestamp(),
  constraint one_step_per_visit primary key (sale_id, visit_id, kind, day)
) partition by range (day);
comment on table public.page_events is 'A step of a visit, once. No person: the visit id is of one tab, one sale and one day.';
comment on column public.page_events.weight is 'For how many visits this one stands: more than 1 when the shop was too busy to keep them all.';

create table public.insight_counts (
  sale_id uuid not null references public.sales (id) on delete cascade,
  hour timestamptz not null,
  kind text not null,
  device text not null,
  source text not null,
  is_bot boolean not null,
  visits bigint not null check (visits >= kept),
  kept bigint not null check (kept > 0),
  primary key (sale_id, hour, kind, device, source, is_bot)
);
comment on table public.insight_counts is 'Steps of visits by the hour. kept is how many events there were, visits for how many they stand.';
comment on column public.insight_counts.source is 'The host of the page before, or utm_source; at most 50 of a sale, the rest is other.';
alter table public.page_events enable row level security;
alter table public.insight_counts enable row level security;
revoke all on public.page_events, public.insight_counts from public, anon, authenticated;

-- Makes a day's partition when it is missing; true when it made it. Retry: safe. Locks: an advisory lock, then page_events against
-- everybody for a moment, holding nothing else that a writer of events could want.
create function public.ensure_page_day(p_day date)
returns boolean
language plpgsql
security definer -- whoever may keep an event may have its day made, and nothing else in that schema
set search_path = ''
as $$
declare
  v_name text := 'page_events_' || to_char(p_day, 'YYYY_MM_DD');
begin
  if to_regclass('ledger.' || v_name) is not null then
    return false;
  end if;
  perform pg_advisory_xact_lock(hashtext('ensure_page_day'));
  -- A query, because what to_regclass() remembers may be from before the wait.
  if exists (select 1 from pg_catalog.pg_class c where c.relnamespace = 'ledger'::regnamespace and c.relname = v_name) then
    return false;
  end if;
  execute format('create table ledger.%I partition of public.page_events for values from (%L) to (%L)', v_name, p_day, p_day + 1);
  execute format('alter table ledger.%I enable row level security', v_name);
  return true;
end
$$;
revoke all on function public.ensure_page_day(date) from public, anon, authenticated;
grant execute on function public.ensure_page_day(date) to service_role;

-- Makes today's and tomorrow's partition, and drops one that is older than five weeks. Called by tick(), first, while it holds
-- nothing. Answers how many were dropped. Retry: safe.
create function public.keep_page_days()
returns int
language plpgsql
security definer -- tick() may run as a role that owns no tables
set search_path = ''
as $$
declare
  v_today date := (now() at time zone 'utc')::date;
  v_name text;
begin
  perform public.ensure_page_day(v_today), public.ensure_page_day(v_today + 1);
  select c.relname into v_name from pg_catalog.pg_inherits h join pg_catalog.pg_class c on c.oid = h.inhrelid
  where h.inhparent = 'public.page_events'::regclass and c.relname < 'page_events_' || to_char(v_today - 35, 'YYYY_MM_DD')
  order by c.relname limit 1;
  if v_name is null then
    return 0;
  end if;
  execute format('drop table ledger.%I', v_name);
  return 1;
end
$$;
revoke all on function public.keep_page_days() from public, anon, authenticated;
grant execute on function public.keep_page_days() to service_role;

-- Keeps steps of visits and counts those that are new: [{sale (its slug), visit, kind, device, source, is_bot, weight}]. Of sales
-- nobody knows, and of drafts, nothing is kept. Answers how many were new. Retry: safe, a step of a visit counts once a day.
-- Locks: the hourly counts, in the order of their key.
create function public.record_page_events(p_events jsonb)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_today date := (now() at time zone 'utc')::date;
  v_count int;
begin
  perform public.ensure_page_day(v_today);
  with told as materialized (
    select e.* from jsonb_to_recordset(p_events)
      e (sale text, visit uuid, kind text, device text, source text, is_bot boolean, weight smallint)
  ), known as materialized (
    select s.id as sale_id, s.slug, array(select distinct c.source from public.insight_counts c where c.sale_id = s.id) as sources
    from public.sales s
    where s.slug in (select distinct t.sale from told t) and s.status <> 'draft'
  ), come as (
    select distinct on (k.sale_id, t.visit, t.kind) k.sale_id, t.visit, t.kind, t.device, t.source, t.is_bot, t.weight,
      t.source = any (k.sources) as is_known, cardinality(k.sources) as sources
    from told t join known k on k.slug = t.sale
  ), named as (
    -- What forged sources could fill is bounded.
    select c.*, case
      when c.is_known or c.sources + dense_rank() over (partition by c.sale_id, c.is_known order by c.source) <= 50
      then c.source else 'other' end as kept_source
    from come c
  ), added as (
    insert into public.page_events (day, sale_id, visit_id, kind, device, source, is_bot, weight)
    select v_today, n.sale_id, n.visit, n.kind, n.device, n.kept_source, n.is_bot, n.weight from named n
    on conflict do nothing
    returning sale_id, kind, device, source, is_bot, weight
  ), counted as (
    insert into public.insight_counts as i (sale_id, hour, kind, device, source, is_bot, visits, kept)
    select a.sale_id, date_trunc('hour', now()), a.kind, a.device, a.source, a.is_bot, sum(a.weight), count(*)
    from added a group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
    on conflict (sale_id, hour, kind, device, source, is_bot)
      do update set visits = i.visits + excluded.visits, kept = i.kept + excluded.kept
  )
  select count(*)::int into v_count from added;
  return v_count;
end
$$;
revoke all on function public.record_page_events(jsonb) from public, anon, authenticated;
grant execute on function public.record_page_events(jsonb) to service_role;

select public.keep_page_days();
