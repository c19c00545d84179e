-- From a row of the outbox to shards, and from shards to what a worker sends.

-- Shares one page of a message's people (p_limit of them) out among shards of up to 500 subscriptions: those whose kind is on
-- now. Answers whether that was all; called again until it is. A subscription is in one shard of a message at most, also when its
-- owner became another one between two pages. Retry: safe, it goes on where it was. Locks: the message.
create function public.share_push(p_outbox_id bigint, p_limit int)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_row public.outbox;
  v_kind text;
  v_message public.push_messages;
  v_people uuid[];
begin
  select o.* into v_row from public.outbox o where o.id = p_outbox_id and o.kind = 'push';
  v_kind := v_row.payload ->> 'kind';
  if public.push_standing(v_kind, v_row.payload) = 'over' then
    return true;
  end if;
  insert into public.push_messages (outbox_id, kind, side, payload, about, tag, expires_at)
  select p_outbox_id, v_kind, case when v_kind = 'help' and v_row.payload ->> 'to' = 'merchant' then 'member' else 'shopper' end,
    v_row.payload, a.about, a.tag, a.expires_at
  from public.push_about(v_kind, v_row.payload) a where a.expires_at > clock_timestamp()
  on conflict (outbox_id) do nothing;
  select m.* into v_message from public.push_messages m where m.outbox_id = p_outbox_id for update;
  if not found or v_message.shared_at is not null then
    return true;
  end if;
  v_people := array(select public.push_people(v_kind, v_row.payload, v_message.shared_to, p_limit));
  insert into public.push_shards (message_id, priority, subscription_ids, left_ids)
  select v_message.id, case when v_kind in ('sale_reminder', 'sale_open') then 1 else 0 end, array_agg(n.id order by n.id), array_agg(n.id order by n.id)
  from (
    select s.id, (row_number() over (order by s.id) - 1) / 500 as shard
    from public.push_subscriptions s
    join public.push_settings k on k.user_id = s.user_id and k.kind = v_kind and k.is_on
    where s.user_id = any (v_people) and s.side = v_message.side
      and not exists (select 1 from public.push_shards d cross join unnest(d.subscription_ids) i (id) where d.message_id = v_message.id and i.id = s.id)
  ) n
  group by n.shard;
  update public.push_messages m set
    shared_to = coalesce(v_people[cardinality(v_people)], m.shared_to),
    shared_at = case when cardinality(v_people) < p_limit then clock_timestamp() end
  where m.id = v_message.id;
  return cardinality(v_people) < p_limit;
end
$$;
revoke all on function public.share_push(bigint, int) from public, anon, authenticated;
grant execute on function public.share_push(bigint, int) to service_role;

-- How many things wait for somebody: what they hold in their bags and threads they have not read; for a member of a
-- merchant, threads that wait for an answer.
create function public.push_badge(p_user_id uuid, p_side text)
returns int
language sql
stable
set search_path = ''
as $$
  select case p_side
    when 'member' then (
      select count(*) from public.merchant_members m join public.help_threads t on t.merchant_id = m.merchant_id and t.status = 'waiting'
      where m.user_id = p_user_id
    )
    else (
      select count(*) from public.claims c
      where c.shopper_id = any (public.ids_of_person(p_user_id)) and (c.status <> 'released' or c.lapsed_at is not null)
        and c.status = 'held' and c.expires_at > clock_timestamp()
    ) + (
      select count(*) from public.orders o join public.help_threads t on t.order_id = o.id
      where o.shopper_id = any (public.ids_of_person(p_user_id)) and exists (
        select 1 from public.help_messages h where h.order_id = o.id and h.author = 'merchant' and h.id > t.shopper_read_to
      )
    )
  end::int
$$;
revoke all on function public.push_badge(uuid, text) from public, anon, authenticated;
grant execute on function public.push_badge(uuid, text) to service_role;

-- Leases up to p_limit due shards for p_lease_seconds, with their subscriptions
-- [{id, endpoint, p256dh, auth, language, timeZone, badge}]. What is over or too late is dropped here, and so are devices that
-- went away or turned the kind off since. A shard whose lease ran out (the worker died) comes again with who is left of it.
-- Locks: the shards, skipping those another worker is just taking.
create function public.take_push_shards(p_limit int, p_lease_seconds int)
returns table (
  id bigint, attempt int, message_id bigint, kind text, about jsonb, tag text, expires_at timestamptz, subscriptions jsonb
)
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_shard record;
  v_standing text;
  v_list jsonb;
  v_ids bigint[];
begin
  for v_shard in
    select d.id, d.left_ids, d.attempts, d.message_id, m.kind, m.payload, m.about, m.tag, m.expires_at
    from public.push_shards d join public.push_messages m on m.id = d.message_id
    where d.done_at is null and d.run_after <= clock_timestamp() and (d.leased_until is null or d.leased_until <= clock_timestamp())
    order by d.priority, d.run_after, d.id limit least(greatest(p_limit, 0), 20)
    for update of d skip locked
  loop
    v_standing := case when v_shard.expires_at <= clock_timestamp() then 'over'
      else public.push_standing(v_shard.kind, v_shard.payload) end;
    if v_standing = 'later' then
      update public.push_shards d set run_after = clock_timestamp() + interval '3 seconds', leased_until = null where d.id = v_shard.id;
      continue;
    end if;
    v_list := '[]';
    v_ids := '{}';
    if v_standing = 'holds' then
      select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'endpoint', s.endpoint, 'p256dh', s.p256dh, 'auth', s.auth,
          'language', s.language, 'timeZone', s.time_zone, 'badge',
          case when v_shard.kind in ('offer', 'claim_ending', 'help') then public.push_badge(s.user_id, s.side) end)), '[]'),
        coalesce(array_agg(s.id), '{}')
      into v_list, v_ids
      from public.push_subscriptions s
      join public.push_settings k on k.user_id = s.user_id and k.kind = v_shard.kind and k.is_on
      where s.id = any (v_shard.left_ids);
    end if;
    update public.push_shards d set
      left_ids = v_ids, dropped = d.dropped + cardinality(d.left_ids) - cardinality(v_ids), attempts = d.attempts + 1,
      leased_until = case when v_ids <> '{}' then clock_timestamp() + p_lease_seconds * interval '1 second' end,
      done_at = case when v_ids = '{}' then clock_timestamp() end
    where d.id = v_shard.id;
    if v_ids <> '{}' then
      return query select v_shard.id, v_shard.attempts + 1, v_shard.message_id, v_shard.kind, v_shard.about, v_shard.tag,
        v_shard.expires_at, v_list;
    end if;
  end loop;
end
$$;
revoke all on function public.take_push_shards(int, int) from public, anon, authenticated;
grant execute on function public.take_push_shards(int, int) to service_role;

-- Writes down how some of a leased shard went: sent, gone (the device is forgotten, as shopper and as member), parked with
-- p_error. The lease is renewed, or given back with p_retry_seconds, after which whoever is left is tried again. Answers
-- whether the shard is still the caller's: once another worker has it, nothing is written and the caller stops. Retry: safe.
-- Locks: the shard.
create function public.record_push(
  p_shard_id bigint, p_attempt int, p_sent bigint[], p_gone bigint[], p_parked bigint[], p_lease_seconds int,
  p_retry_seconds numeric default null, p_error text default null
)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_left bigint[];
  v_now timestamptz := clock_timestamp();
begin
  select d.left_ids into v_left from public.push_shards d
  where d.id = p_shard_id and d.attempts = p_attempt and d.done_at is null for update;
  if not found then
    return false;
  end if;
  -- Counted from who was left, so that the same news a second time changes nothing.
  p_sent := array(select x from unnest(p_sent) x where x = any (v_left));
  p_gone := array(select x from unnest(p_gone) x where x = any (v_left) and x <> all (p_sent));
  p_parked := array(select x from unnest(p_parked) x where x = any (v_left) and x <> all (p_sent || p_gone));
  v_left := array(select x from unnest(v_left) x where x <> all (p_sent || p_gone || p_parked));
  update public.push_shards d set
    left_ids = v_left, sent = d.sent + cardinality(p_sent), gone = d.gone + cardinality(p_gone), parked_ids = d.parked_ids || p_parked,
    last_error = coalesce(left(p_error, 1000), d.last_error),
    done_at = case when v_left = '{}' then v_now end,
    leased_until = case when v_left <> '{}' and p_retry_seconds is null then v_now + p_lease_seconds * interval '1 second' end,
    run_after = case when p_retry_seconds is null then d.run_after else v_now + p_retry_seconds * interval '1 second' end
  where d.id = p_shard_id;
  delete from public.push_subscriptions s
  where s.endpoint in (select g.endpoint from public.push_subscriptions g where g.id = any (p_gone));
  update public.push_subscriptions s set refusal = left(p_error, 200), refused_at = v_now where s.id = any (p_parked);
  return true;
end
$$;
revoke all on function public.record_push(bigint, int, bigint[], bigint[], bigint[], int, numeric, text) from public, anon, authenticated;
grant execute on function public.record_push(bigint, int, bigint[], bigint[], bigint[], int, numeric, text) to service_role;

-- What was parked of a message is tried again, once its cause is gone. Answers how many. Retry: safe. Locks: the shards.
create function public.retry_push(p_message_id bigint)
returns int
language sql
set search_path = ''
as $$
  with again as (
    update public.push_shards d set
      left_ids = d.left_ids || d.parked_ids, parked_ids = '{}', done_at = null, leased_until = null, run_after = clock_timestamp()
    from (select p.id, cardinality(p.parked_ids) as parked from public.push_shards p
      where p.message_id = p_message_id and p.parked_ids <> '{}' for update) was
    where d.id = was.id
    returning was.parked
  )
  select coalesce(sum(a.parked), 0)::int from again a
$$;
revoke all on function public.retry_push(bigint) from public, anon, authenticated;
grant execute on function public.retry_push(bigint) to service_role;
