-- tick(): the once-a-second housekeeping. In production pg_cron calls it, on one machine a timer; both may, at once.

-- Ends the wait of orders whose time to pay is over. Stripe is asked first (by the outbox): units go back only when the
-- intent is dead. An order that never got an intent cannot succeed after a grace of a minute, so it ends here.
-- Answers how many. Locks: orders, skipping locked ones; for those without an intent items (left for the next second when
-- one is locked), claims, order.
create function public.time_out_orders(p_limit int default 200)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders;
  v_item_ids uuid[];
  v_count int := 0;
begin
  insert into public.outbox (kind, payload, dedupe_key)
  select 'cancel_intent', jsonb_build_object('order_id', o.id, 'payment_intent_id', o.payment_intent_id),
    'cancel_intent:' || o.id || ':' || o.attempt
  from public.orders o
  where o.status = 'paying' and o.payment_intent_id is not null and o.pay_expires_at <= clock_timestamp()
  order by o.pay_expires_at limit p_limit
  on conflict (dedupe_key) do nothing;
  get diagnostics v_count = row_count;

  for v_order in
    select o.* from public.orders o
    where o.status = 'paying' and o.payment_intent_id is null and o.pay_expires_at <= clock_timestamp() - interval '1 minute'
    order by o.pay_expires_at limit p_limit
  loop
    v_item_ids := array(select distinct l.item_id from public.order_lines l where l.order_id = v_order.id);
    continue when cardinality(v_item_ids) <> (
      select count(*) from (
        select 1 from public.sale_items i where i.id = any (v_item_ids) order by i.id for no key update skip locked
      ) l
    );
    perform 1 from public.claims c
    where c.id in (select l.claim_id from public.order_lines l where l.order_id = v_order.id)
      and c.ledger_month = public.ledger_month_of_order(v_order.id)
    order by c.id for update;
    perform 1 from public.orders o
    where o.id = v_order.id and o.status = 'paying' and o.payment_intent_id is null for update;
    if found then
      perform public.release_claims_of_order(v_order.id, 'never paid');
      update public.orders o set status = 'cancelled', decline_reason = 'The time to pay ran out.' where o.id = v_order.id;
      v_count := v_count + 1;
    end if;
  end loop;

  -- A declined order whose claims have all run out is over; its intent must not be left hanging.
  with over as (
    update public.orders o set status = 'cancelled', decline_reason = coalesce(o.decline_reason, 'The claims ran out.')
    where o.id in (
      select d.id from public.orders d
      where d.status = 'open' and not exists (
        select 1 from public.claims c where c.order_id = d.id and c.status in ('held', 'paying')
      )
      limit p_limit for update skip locked
    )
    returning o.id, o.attempt, o.payment_intent_id
  )
  insert into public.outbox (kind, payload, dedupe_key)
  select 'cancel_intent', jsonb_build_object('order_id', v.id, 'payment_intent_id', v.payment_intent_id),
    'cancel_intent:' || v.id || ':' || v.attempt
  from over v where v.payment_intent_id is not null
  on conflict (dedupe_key) do nothing;
  return v_count;
end
$$;
revoke all on function public.time_out_orders(int) from public, anon, authenticated;
grant execute on function public.time_out_orders(int) to service_role;

-- The items whose housekeeping may not be put off: claims over for a second, or over while somebody waits in line; units
-- free although somebody waits (the sale was paused); lines of sales that are over; orders that never got an intent.
create function public.items_overdue(p_limit int)
returns setof uuid
language sql
stable
set search_path = ''
as $$
  select d.item_id from (
    select c.item_id, c.expires_at from public.claims c
    where c.status = 'held' and c.expires_at <= now() order by c.expires_at limit p_limit
  ) d join public.sale_items i on i.id = d.item_id
  where i.waiting > 0 or d.expires_at <= now() - interval '1 second'
  union
  select i.id from public.sale_items i join public.sales s on s.id = i.sale_id
  where i.waiting > 0 and (i.free > 0 or public.sale_phase(s.status, s.opens_at, s.closes_at, now()) = 'ended')
  union
  select l.item_id from (
    select o.id from public.orders o
    where o.status = 'paying' and o.payment_intent_id is null and o.pay_expires_at <= now() - interval '1 minute'
    order by o.pay_expires_at limit p_limit
  ) o join public.order_lines l on l.order_id = o.id
$$;
revoke all on function public.items_overdue(int) from public, anon, authenticated;

-- Has Postgres look again at tables that have become ten times larger than when it last looked. A plan made while a month
-- was known to be empty (after an upgrade, a restore, an analyze by hand) reads all of it once it is not, and autovacuum
-- comes only after a minute: longer than many sales. Answers how many. Tables that are in use by maintenance are skipped.
create function public.refresh_statistics()
returns int
language plpgsql
set search_path = ''
set lock_timeout = '100ms'
as $$
declare
  v_table regclass;
  v_count int := 0;
begin
  for v_table in
    select c.oid from pg_catalog.pg_class c
    where c.relnamespace in ('public'::regnamespace, 'ledger'::regnamespace) and c.relkind = 'r'
      and pg_relation_size(c.oid) / 8192 > greatest(16, 10 * c.relpages)
  loop
    begin
      execute format('analyze %s', v_table);
      v_count := v_count + 1;
    exception when lock_not_available then
      null; -- a second later is early enough
    end;
  end loop;
  return v_count;
end
$$;
revoke all on function public.refresh_statistics() from public, anon, authenticated;

-- Answers {released, timed_out, offered, outbox_due, push_due, broadcasts, left_queue, looked_up}: bounded work (1,000 claims; who calls it may call again at
-- once when as many were released). Waits for items only once, at the start, in
-- id order and holding nothing: a row lock is given in the order of asking, so even an endless rush lets it through, and
-- whatever follows skips what is locked, so that it cannot deadlock. Retry: safe.
create function public.tick()
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_overdue uuid[];
  v_item_id uuid;
  v_released int;
  v_timed_out int;
  v_offered int := 0;
  v_broadcasts int := 0;
  v_left_queue int;
  v_looked_up int;
  v_sale_id uuid;
begin
  perform public.ensure_ledger_month((now() at time zone 'utc' + n * interval '1 month')::date) from generate_series(0, 1) n;
  perform public.keep_page_days();
  perform public.refresh_statistics();
  v_overdue := array(select public.items_overdue(1000));
  perform 1 from public.sale_items i where i.id = any (v_overdue) order by i.id for no key update;
  v_released := public.release_expired_claims(1000);
  v_left_queue := public.lapse_payment_queue(200);
  v_timed_out := public.time_out_orders(200);
  v_looked_up := public.sweep_silent_payments(200);
  perform public.erase_orders(100);
  perform public.plan_picture_sweep();
  for v_item_id in
    select i.id from public.sale_items i join public.sales s on s.id = i.sale_id
    where i.id = any (v_overdue) and i.waiting > 0
      and public.sale_phase(s.status, s.opens_at, s.closes_at, clock_timestamp()) = 'ended'
  loop
    perform public.end_line(array[v_item_id]);
  end loop;
  v_offered := public.offer_to_line(v_overdue);
  perform public.write_due_pushes(200);
  perform public.forget_old_push(100);
  -- Whatever changed since the last hint and was not told because of the coalescing.
  for v_sale_id in
    select s.id from public.sales s join public.stock_broadcasts b on b.sale_id = s.id
    where s.status <> 'draft' and s.closes_at > now() - interval '1 day' and s.opens_at < now() + interval '1 day'
      and b.sent_version <> public.stock_version(s.id)
    order by s.id limit 200
  loop
    v_broadcasts := v_broadcasts + public.broadcast_stock(v_sale_id)::int;
  end loop;
  perform public.keep_sale_counts();
  return jsonb_build_object(
    'released', v_released, 'timed_out', v_timed_out, 'offered', v_offered, 'broadcasts', v_broadcasts,
    'left_queue', v_left_queue, 'looked_up', v_looked_up,
    'outbox_due', (
      select count(*) from (
        select 1 from public.outbox o
        where o.done_at is null and o.parked_at is null and o.run_after <= clock_timestamp()
          and (o.leased_until is null or o.leased_until <= clock_timestamp())
        limit 1000
      ) d
    ),
    'push_due', (
      select count(*) from (
        select 1 from public.push_shards s
        where s.done_at is null and s.run_after <= clock_timestamp() and (s.leased_until is null or s.leased_until <= clock_timestamp())
        limit 1000
      ) d
    )
  );
end
$$;
revoke all on function public.tick() from public, anon, authenticated;
grant execute on function public.tick() to service_role;
