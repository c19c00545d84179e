-- What is to be told because of the time, or because something else was written to the outbox.

create table public.push_clock (
  is_only_row boolean primary key default true check (is_only_row),
  claims_seen_to timestamptz not null default '-infinity'
);
comment on table public.push_clock is 'Up to which end of a hold the tick has looked for claims to warn of.';
insert into public.push_clock default values;
alter table public.push_clock enable row level security;
revoke all on public.push_clock from public, anon, authenticated;
revoke insert, delete, truncate on public.push_clock from service_role;

-- A mail about an order or an offer is a push too: whoever writes the one cannot forget the other. Not where nobody would
-- get it, which is nearly everybody: a look into an index instead of a row of work.
create function public.push_with_mail()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_kind text := case new.kind when 'offer_mail' then 'offer' else 'order_update' end;
begin
  if exists (
    select 1 from public.push_people(v_kind, new.payload, null, 100) p (id)
    join public.push_subscriptions s on s.user_id = p.id and s.side = 'shopper'
    join public.push_settings k on k.user_id = p.id and k.kind = v_kind and k.is_on
  ) then
    insert into public.outbox (kind, payload, dedupe_key)
    values ('push', new.payload || jsonb_build_object('kind', v_kind), 'push:' || new.dedupe_key)
    on conflict (dedupe_key) do nothing;
  end if;
  return null;
end
$$;
revoke all on function public.push_with_mail() from public, anon, authenticated;
create trigger outbox_pushes_with_mail after insert on public.outbox
  for each row when (new.kind in ('order_mail', 'offer_mail')) execute function public.push_with_mail();

-- Writes down, at most once each, what is due: reminders five minutes before a sale opens (not in its last minute) and when
-- it has, each for the time it was due, so that a sale that moved is told of again and one that was called off is not; mails a
-- quarter of an hour before, for who cannot be pushed. And claims that run out in 75 s, of holds of three minutes and more:
-- who got a shorter one has just been told. Answers how many. The times are those of the design; a sender that was away
-- makes up for it while it is of use. Retry: safe. Locks: the clock, skipping when another tick has it.
create function public.write_due_pushes(p_limit int)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_now timestamptz := clock_timestamp();
  v_from timestamptz;
  v_to timestamptz := v_now + interval '75 seconds';
  v_count int;
  v_claims int := 0;
begin
  insert into public.outbox (kind, payload, dedupe_key)
  select d.kind, d.payload || jsonb_build_object('sale_id', s.id, 'opens_at', s.opens_at), k.dedupe_key
  from public.sales s
  cross join lateral (values
    ('push', '{"kind": "sale_reminder"}'::jsonb, 'push:sale_reminder', interval '5 minutes', interval '-1 minute'),
    ('push', '{"kind": "sale_open"}', 'push:sale_open', interval '0', interval '10 minutes'),
    ('reminder_mails', '{}', 'reminder_mails', interval '15 minutes', interval '-1 minute')
  ) d (kind, payload, name, before, until)
  cross join lateral (select d.name || ':' || s.id || ':' || extract(epoch from s.opens_at) as dedupe_key) k
  where s.status = 'scheduled' and s.opens_at between v_now - interval '10 minutes' and v_now + interval '15 minutes'
    and v_now >= s.opens_at - d.before and v_now < s.opens_at + d.until and v_now < s.closes_at
    and exists (select 1 from public.reminders r where r.sale_id = s.id)
    and not exists (select 1 from public.outbox o where o.dedupe_key = k.dedupe_key)
  limit p_limit
  on conflict (dedupe_key) do nothing;
  get diagnostics v_count = row_count;

  select greatest(c.claims_seen_to, v_now + interval '20 seconds') into v_from from public.push_clock c for update skip locked;
  if v_from is null or v_from >= v_to then
    return v_count;
  end if;
  if exists (select 1 from public.push_settings k where k.kind = 'claim_ending' and k.is_on) then
    with ending as (
      select c.id, c.shopper_id, c.sale_id, c.created_at, c.expires_at from public.claims c
      where c.status = 'held' and c.expires_at > v_from and c.expires_at <= v_to
      order by c.expires_at fetch first (p_limit * 10) rows with ties
    ), added as (
      insert into public.outbox (kind, payload, dedupe_key)
      select distinct on (e.shopper_id, e.sale_id) 'push', jsonb_build_object('kind', 'claim_ending', 'claim_id', e.id), 'push:claim_ending:' || e.id
      from ending e
      where e.expires_at - e.created_at >= interval '3 minutes' and exists (
        select 1 from unnest(public.ids_of_person(e.shopper_id)) p (id)
        join public.push_settings k on k.user_id = p.id and k.kind = 'claim_ending' and k.is_on
        join public.push_subscriptions s on s.user_id = p.id and s.side = 'shopper'
      )
      order by e.shopper_id, e.sale_id, e.expires_at
      on conflict (dedupe_key) do nothing
      returning 1
    )
    select (select count(*) from added), case when count(*) >= p_limit * 10 then max(e.expires_at) else v_to end
    into v_claims, v_to from ending e;
  end if;
  update public.push_clock c set claims_seen_to = v_to;
  return v_count + v_claims;
end
$$;
revoke all on function public.write_due_pushes(int) from public, anon, authenticated;
grant execute on function public.write_due_pushes(int) to service_role;

-- Writes the mails that remind of a sale, for one page of those who asked: who has a confirmed address, wants reminders and
-- has no device that gets them. Answers the last person of the page, null when that was all. Retry: safe, each mail is
-- written once for each time the sale was to open.
create function public.write_reminder_mails(p_sale_id uuid, p_opens_at timestamptz, p_after uuid, p_limit int)
returns uuid
language plpgsql
security definer -- addresses stand in auth.users, which no role of the API may read
set search_path = ''
as $$
declare
  v_people uuid[];
begin
  if not exists (select 1 from public.sales s where s.id = p_sale_id and s.opens_at = p_opens_at and s.status in ('scheduled', 'paused')) then
    return null;
  end if;
  v_people := array(select public.push_people('sale_reminder', jsonb_build_object('sale_id', p_sale_id), p_after, p_limit));
  insert into public.outbox (kind, payload, dedupe_key)
  select 'reminder_mail', jsonb_build_object('sale_id', p_sale_id, 'shopper_id', u.id),
    'reminder_mail:' || p_sale_id || ':' || u.id || ':' || extract(epoch from p_opens_at)
  from auth.users u
  join public.push_settings k on k.user_id = u.id and k.kind = 'sale_reminder' and k.is_on
  where u.id = any (v_people) and u.email_confirmed_at is not null and u.email <> ''
    and not exists (select 1 from public.push_subscriptions s where s.user_id = u.id and s.side = 'shopper')
  on conflict (dedupe_key) do nothing;
  return case when cardinality(v_people) = p_limit then v_people[p_limit] end;
end
$$;
revoke all on function public.write_reminder_mails(uuid, timestamptz, uuid, int) from public, anon, authenticated;
grant execute on function public.write_reminder_mails(uuid, timestamptz, uuid, int) to service_role;

-- Forgets devices not seen for half a year (some push services take messages for devices that are long gone) and messages of
-- last week with nothing left to send. Bounded by p_limit each; answers how many rows. Retry: safe.
create function public.forget_old_push(p_limit int)
returns int
language sql
set search_path = ''
as $$
  with devices as (
    delete from public.push_subscriptions s where s.id in (
      select o.id from public.push_subscriptions o where o.last_seen_at < now() - interval '180 days'
      order by o.last_seen_at limit p_limit for update skip locked
    )
    returning 1
  ), messages as (
    delete from public.push_messages m where m.id in (
      select o.id from public.push_messages o
      where o.created_at < now() - interval '7 days'
        and not exists (select 1 from public.push_shards d where d.message_id = o.id and (d.done_at is null or d.parked_ids <> '{}'))
      order by o.id limit p_limit
    )
    returning 1
  )
  select ((select count(*) from devices) + (select count(*) from messages))::int
$$;
revoke all on function public.forget_old_push(int) from public, anon, authenticated;
grant execute on function public.forget_old_push(int) to service_role;
