-- Saving, renewing, removing and moving subscriptions.

-- Remembers a device, or that it was seen again; p_kinds is what the person asked for with this tap, turned on with it. Who
-- has more than twenty devices loses the one not seen for longest. Outcomes: saved, known (the same endpoint: owner, language
-- and time zone are those of now), foreign_endpoint, invalid (keys, language, time zone, kinds; also an endpoint that
-- is known with another secret: whoever sends that does not have the device), unknown_user (gone, or no member of a merchant
-- although they say so). Retry: safe. Locks: the row.
create function public.save_push_subscription(
  p_user_id uuid, p_side text, p_endpoint text, p_p256dh text, p_auth text, p_language text, p_time_zone text, p_kinds text[]
)
returns table (outcome text, id bigint)
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_id bigint;
  v_is_new boolean;
begin
  if not public.is_push_endpoint(p_endpoint) then
    return query select 'foreign_endpoint', null::bigint;
    return;
  elsif coalesce(cardinality(p_kinds), 0) > 10 or not coalesce(p_kinds, '{}') <@ public.push_kinds() then
    return query select 'invalid', null::bigint;
    return;
  elsif p_side = 'member' and not exists (select 1 from public.merchant_members m where m.user_id = p_user_id) then
    return query select 'unknown_user', null::bigint;
    return;
  end if;
  insert into public.push_subscriptions as s (user_id, side, endpoint, p256dh, auth, language, time_zone)
  values (p_user_id, p_side, p_endpoint, p_p256dh, p_auth, p_language, p_time_zone)
  on conflict (endpoint, side) do update set user_id = excluded.user_id, p256dh = excluded.p256dh, language = excluded.language,
    time_zone = excluded.time_zone, last_seen_at = clock_timestamp(), refusal = null, refused_at = null
    where s.auth = excluded.auth
  returning s.id, s.xmax = 0 into v_id, v_is_new;
  if v_id is null then
    return query select 'invalid', null::bigint;
    return;
  end if;
  perform public.set_push_settings(p_user_id, array_agg(k.kind), array_agg(true)) from unnest(p_kinds) k (kind) having count(*) > 0;
  delete from public.push_subscriptions s
  where s.id in (
    select o.id from public.push_subscriptions o
    where o.user_id = p_user_id and o.side = p_side order by o.last_seen_at desc, o.id desc offset 20
  );
  return query select case when v_is_new then 'saved' else 'known' end, v_id;
exception
  when foreign_key_violation then
    return query select 'unknown_user', null::bigint;
  when check_violation or not_null_violation then
    return query select 'invalid', null::bigint;
end
$$;
revoke all on function public.save_push_subscription(uuid, text, text, text, text, text, text, text[]) from public, anon, authenticated;
grant execute on function public.save_push_subscription(uuid, text, text, text, text, text, text, text[]) to service_role;

-- The browser gave a device another endpoint, perhaps while nobody was looking: knowing the old one and its secret is the
-- proof, no session is needed. Outcomes: renewed, unknown_subscription, foreign_endpoint, invalid. Retry: safe (the second
-- time it is unknown, or renewed when both are the same). Locks: the rows.
create function public.renew_push_subscription(
  p_old_endpoint text, p_old_auth text, p_endpoint text, p_p256dh text, p_auth text
)
returns table (outcome text, id bigint)
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_id bigint;
begin
  if not public.is_push_endpoint(p_endpoint) then
    return query select 'foreign_endpoint', null::bigint;
    return;
  end if;
  with old as (
    delete from public.push_subscriptions s where s.endpoint = p_old_endpoint and s.auth = p_old_auth
      and p_old_endpoint <> p_endpoint
    returning s.*
  ), renewed as (
    insert into public.push_subscriptions as s (user_id, side, endpoint, p256dh, auth, language, time_zone, created_at)
    select o.user_id, o.side, p_endpoint, p_p256dh, p_auth, o.language, o.time_zone, o.created_at from old o
    on conflict (endpoint, side) do update set last_seen_at = clock_timestamp() where s.auth = excluded.auth
    returning s.id
  )
  select min(r.id) into v_id from (
    select r.id from renewed r
    union all
    select s.id from public.push_subscriptions s where s.endpoint = p_endpoint and s.auth = p_auth and s.endpoint = p_old_endpoint
  ) r;
  return query select case when v_id is null then 'unknown_subscription' else 'renewed' end, v_id;
exception when check_violation or not_null_violation then
  return query select 'invalid', null::bigint;
end
$$;
revoke all on function public.renew_push_subscription(text, text, text, text, text) from public, anon, authenticated;
grant execute on function public.renew_push_subscription(text, text, text, text, text) to service_role;

-- Forgets a device, as shopper and as member: signed out, or permission taken back. Outcomes: removed, unknown_subscription
-- (also with another secret). Retry: safe.
create function public.remove_push_subscription(p_endpoint text, p_auth text)
returns text
language plpgsql
set search_path = ''
as $$
begin
  delete from public.push_subscriptions s where s.endpoint = p_endpoint and s.auth = p_auth;
  return case when found then 'removed' else 'unknown_subscription' end;
end
$$;
revoke all on function public.remove_push_subscription(text, text) from public, anon, authenticated;
grant execute on function public.remove_push_subscription(text, text) to service_role;

-- A guest has signed in: their devices, reminders and wishes are the account's from now on; of two decisions about the same
-- kind the later one stands. Answers how many devices moved. Retry: safe. Locks: the rows of the guest, then of the account.
create function public.move_push(p_guest_id uuid, p_account_id uuid)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_moved int;
begin
  if p_guest_id = p_account_id then
    return 0;
  end if;
  update public.push_subscriptions s set user_id = p_account_id where s.user_id = p_guest_id and s.side = 'shopper';
  get diagnostics v_moved = row_count;
  with gone as (
    delete from public.push_settings s where s.user_id = p_guest_id returning s.*
  )
  insert into public.push_settings as s (user_id, kind, is_on, decided_at)
  select p_account_id, g.kind, g.is_on, g.decided_at from gone g
  on conflict (user_id, kind) do update set is_on = excluded.is_on, decided_at = excluded.decided_at
    where excluded.decided_at > s.decided_at;
  with gone as (
    delete from public.reminders r where r.user_id = p_guest_id returning r.*
  )
  insert into public.reminders (sale_id, user_id, asked_at)
  select g.sale_id, p_account_id, g.asked_at from gone g
  on conflict (sale_id, user_id) do nothing;
  return v_moved;
end
$$;
revoke all on function public.move_push(uuid, uuid) from public, anon, authenticated;
grant execute on function public.move_push(uuid, uuid) to service_role;
