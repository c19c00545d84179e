-- Two things that keep payments honest: nobody tries cards by the hundred, and no payment stays silent.

-- Whether one of these claims was tried as often as a claim may be. Attempts that ended before a card was touched do not count.
create function public.has_too_many_attempts(p_shopper_id uuid, p_claim_ids uuid[])
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select 1 from public.payment_attempts a cross join lateral unnest(a.claim_ids) c (id)
    where a.shopper_id = p_shopper_id and c.id = any (p_claim_ids)
    group by c.id having count(*) >= (select s.attempts_per_claim from public.payment_settings s)
  )
$$;
revoke all on function public.has_too_many_attempts(uuid, uuid[]) from public, anon, authenticated;

-- Whether this shopper tapped pay too often lately, or cards were declined too often from this network address.
create function public.pays_too_often(p_shopper_id uuid, p_address_key text)
returns boolean
language sql
stable
set search_path = ''
as $$
  select (
    select count(*) >= s.attempts_per_shopper from public.payment_attempts a
    where a.shopper_id = p_shopper_id and a.claim_ids <> '{}'
      and a.started_at > clock_timestamp() - s.attempts_window_seconds * interval '1 second'
  ) or (
    select count(*) >= s.declines_per_address from public.payment_attempts a
    where a.address_key = p_address_key and a.declined_at > clock_timestamp() - s.attempts_window_seconds * interval '1 second'
  )
  from public.payment_settings s
$$;
revoke all on function public.pays_too_often(uuid, text) from public, anon, authenticated;

-- Has Stripe asked about what is silent: payments under way of which nothing was heard for silence_seconds (and again each
-- time that passes), refunds pending for refund_silence_seconds, authorisations whose time is over, and every few minutes for the list of all intents. The answer is treated as if
-- its webhook had come. Answers how many were added to the outbox. Retry: safe, each question has a key. Locks: none.
create function public.sweep_silent_payments(p_limit int default 200)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_settings public.payment_settings;
  v_payments int;
  v_refunds int;
  v_authorisations int;
begin
  select s.* into v_settings from public.payment_settings s;
  insert into public.outbox (kind, payload, dedupe_key)
  select 'look_up_payment', jsonb_build_object('order_id', t.id, 'payment_intent_id', t.payment_intent_id), t.key
  from (
    select o.id, o.payment_intent_id, 'look_up_payment:' || o.id || ':' || o.attempt || ':'
      || floor(extract(epoch from clock_timestamp() - greatest(a.started_at, q.started_at)) / v_settings.silence_seconds) as key
    from public.orders o
    join public.payment_attempts a on a.order_id = o.id and a.attempt = o.attempt
    left join public.payment_queue q on q.order_id = o.id
    where o.status = 'paying' and o.payment_intent_id is not null
      and (q.order_id is null or q.attempt <> o.attempt or q.started_at is not null)
      and greatest(a.started_at, q.started_at) <= clock_timestamp() - v_settings.silence_seconds * interval '1 second'
  ) t
  where not exists (select 1 from public.outbox x where x.dedupe_key = t.key)
  limit p_limit
  on conflict (dedupe_key) do nothing;
  get diagnostics v_payments = row_count;

  insert into public.outbox (kind, payload, dedupe_key)
  select 'look_up_refund', jsonb_build_object('order_id', t.order_id, 'stripe_refund_id', t.stripe_refund_id), t.key
  from (
    select r.stripe_refund_id, r.order_id, 'look_up_refund:' || r.stripe_refund_id || ':'
      || floor(extract(epoch from clock_timestamp() - r.created_at) / v_settings.refund_silence_seconds) as key
    from public.refunds r
    where r.status = 'pending' and r.stripe_refund_id is not null
      and r.created_at <= clock_timestamp() - v_settings.refund_silence_seconds * interval '1 second'
  ) t
  where not exists (select 1 from public.outbox x where x.dedupe_key = t.key)
  limit p_limit
  on conflict (dedupe_key) do nothing;
  get diagnostics v_refunds = row_count;

  insert into public.outbox (kind, payload, dedupe_key)
  select 'look_up_payment', jsonb_build_object('order_id', t.order_id, 'payment_intent_id', t.payment_intent_id), t.key
  from (
    select a.order_id, a.payment_intent_id, 'look_up_payment:' || a.order_id || ':over:'
      || floor(extract(epoch from clock_timestamp() - a.capture_before) / 3600) as key
    from public.payment_authorisations a
    where a.captured_at is null and a.voided_at is null and a.capture_before <= clock_timestamp()
  ) t
  where not exists (select 1 from public.outbox x where x.dedupe_key = t.key)
  limit p_limit
  on conflict (dedupe_key) do nothing;
  get diagnostics v_authorisations = row_count;
  return v_payments + v_refunds + v_authorisations + public.reconcile_intents();
end
$$;
revoke all on function public.sweep_silent_payments(int) from public, anon, authenticated;
grant execute on function public.sweep_silent_payments(int) to service_role;

-- Has Stripe list the intents of five minutes, ten minutes later, so that one whose creation was never answered (and which
-- therefore no order knows) is not left hanging. Answers how many rows it added to the outbox. Retry: safe. Locks: none.
create function public.reconcile_intents()
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_every int := (select s.reconcile_seconds from public.payment_settings s);
  v_until bigint := floor(extract(epoch from clock_timestamp()) / v_every)::bigint * v_every - 2 * v_every;
  v_count int;
begin
  insert into public.outbox (kind, payload, dedupe_key)
  select 'reconcile_intents', jsonb_build_object('from', v_until - v_every, 'until', v_until), 'reconcile_intents:' || v_until
  where not exists (select 1 from public.outbox x where x.dedupe_key = 'reconcile_intents:' || v_until)
    and exists (select 1 from public.payment_attempts a where a.started_at > clock_timestamp() - 5 * v_every * interval '1 second')
  on conflict (dedupe_key) do nothing;
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
revoke all on function public.reconcile_intents() from public, anon, authenticated;
grant execute on function public.reconcile_intents() to service_role;

-- Holds intents as Stripe lists them, [{id, order_id, status}], against the orders, and puts into the outbox what is to be done
-- about those that no order knows or whose end was never heard of. Whose order is being paid without knowing its intent is not decided
-- yet: then the same window of time (p_from, p_until) is listed once more, later. Answers how many. Retry: safe. Locks: none.
create function public.chase_intents(p_intents jsonb, p_from bigint, p_until bigint)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_count int;
  v_is_undecided boolean;
begin
  insert into public.outbox (kind, payload, dedupe_key)
  select d.kind, jsonb_build_object('order_id', d.order_id, 'payment_intent_id', d.id), d.kind || ':stray:' || d.id
  from (
    select i.id, o.id as order_id, case
      when i.status in ('succeeded', 'requires_capture') and not exists (
        select 1 from public.money_entries m where m.kind = 'charged' and m.stripe_id = i.id
      ) and not exists (select 1 from public.payment_authorisations a where a.payment_intent_id = i.id)
        then 'look_up_payment'
      when i.status in ('requires_payment_method', 'requires_confirmation', 'requires_action') and (
        (o.payment_intent_id is distinct from i.id and (o.payment_intent_id is not null or o.status <> 'paying'))
        or (o.payment_intent_id = i.id and o.status not in ('open', 'paying'))
      ) then 'cancel_intent'
    end as kind
    from jsonb_to_recordset(p_intents) i (id text, order_id uuid, status text)
    join public.orders o on o.id = i.order_id
  ) d
  where d.kind is not null
  on conflict (dedupe_key) do nothing;
  get diagnostics v_count = row_count;

  select exists (
    select 1 from jsonb_to_recordset(p_intents) i (id text, order_id uuid, status text)
    join public.orders o on o.id = i.order_id
    where i.status in ('requires_payment_method', 'requires_confirmation', 'requires_action')
      and o.payment_intent_id is null and o.status = 'paying'
  ) into v_is_undecided;
  if v_is_undecided then
    insert into public.outbox (kind, payload, run_after, dedupe_key)
    select 'reconcile_intents', jsonb_build_object('from', p_from, 'until', p_until),
      clock_timestamp() + s.reconcile_seconds * interval '1 second',
      'reconcile_intents:' || p_until || ':again:' || floor(extract(epoch from clock_timestamp()) / s.reconcile_seconds)
    from public.payment_settings s
    on conflict (dedupe_key) do nothing;
  end if;
  return v_count;
end
$$;
revoke all on function public.chase_intents(jsonb, bigint, bigint) from public, anon, authenticated;
grant execute on function public.chase_intents(jsonb, bigint, bigint) to service_role;
