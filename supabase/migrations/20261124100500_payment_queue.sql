-- The queue before the till: orders beyond what Stripe takes wait in order, see their place, and no clock of theirs runs.

create sequence public.payment_places;

create table public.payment_queue (
  order_id uuid primary key references public.orders (id),
  attempt int not null,
  place bigint not null unique,
  asked_at timestamptz not null,
  seen_at timestamptz not null,
  admitted_at timestamptz,
  started_at timestamptz,
  constraint started_was_admitted check (started_at is null or admitted_at is not null)
);
comment on table public.payment_queue is 'The attempts that asked to pay: waiting, called up (admitted_at: a token is theirs), or told so (started_at).';
comment on column public.payment_queue.seen_at is 'When the phone last asked. Who does not ask is passed over, and later loses the place.';
create index payment_queue_waiting_idx on public.payment_queue (place) where admitted_at is null;
create index payment_queue_absent_idx on public.payment_queue (seen_at) where started_at is null;
alter table public.payment_queue enable row level security;
revoke all on public.payment_queue from public, anon, authenticated;
revoke all on sequence public.payment_places from public, anon, authenticated;

-- An attempt asks for its turn, and again until it has it. Outcomes:
--   admitted    its turn: Stripe may be asked. Asked again, the same answer, and no second token
--   queued      place (1 is next) and about how many seconds until its turn
--   not_paying  the attempt is over (declined, timed out, place lost) or another one is being paid by now
-- capture is how the sale takes its money. First come, first served: whoever asks hands the tokens that are there to those
-- who wait longest and are still present, and gets one only when it is their turn. When somebody who waited is called up
-- their time to pay starts then, and the time they waited is given back to their hold. Retry: safe.
-- Locks: claims in id order, the order, the bucket, then places (skipping those that housekeeping just takes away).
create function public.ask_to_pay(p_order_id uuid, p_attempt int)
returns table (outcome text, place bigint, wait_seconds int, capture text)
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_order public.orders;
  v_sale public.sales;
  v_settings public.payment_settings;
  v_bucket public.stripe_buckets;
  v_mine public.payment_queue;
  v_now timestamptz;
  v_tokens double precision;
  v_admitted int;
begin
  perform 1 from public.claims c
  where c.order_id = p_order_id and c.status = 'paying' and c.ledger_month = public.ledger_month_of_order(p_order_id)
  order by c.id for update;
  select o.* into v_order from public.orders o where o.id = p_order_id for update;
  if v_order.status is distinct from 'paying' or v_order.attempt <> p_attempt then
    return query select 'not_paying', null::bigint, null::int, null::text;
    return;
  end if;
  select s.* into v_sale from public.sales s where s.id = v_order.sale_id;
  select s.* into v_settings from public.payment_settings s;
  select b.* into v_bucket from public.stripe_buckets b where b.kind = 'payments' for update;
  v_now := clock_timestamp();
  v_tokens := public.tokens_at(v_bucket, v_now);

  select q.* into v_mine from public.payment_queue q where q.order_id = p_order_id and q.attempt = p_attempt;
  if v_mine.started_at is not null then
    return query select 'admitted', null::bigint, null::int, v_sale.capture;
    return;
  elsif v_mine.order_id is not null then
    update public.payment_queue q set seen_at = v_now where q.order_id = p_order_id;
  else
    insert into public.payment_queue as q (order_id, attempt, place, asked_at, seen_at)
    values (p_order_id, p_attempt, nextval('public.payment_places'), v_now, v_now)
    on conflict (order_id) do update set attempt = excluded.attempt, place = excluded.place, asked_at = excluded.asked_at,
      seen_at = excluded.seen_at, admitted_at = null, started_at = null;
  end if;

  update public.payment_queue q set admitted_at = v_now
  from (
    select w.order_id from public.payment_queue w
    where w.admitted_at is null and w.seen_at > v_now - v_settings.queue_present_seconds * interval '1 second'
    order by w.place limit floor(v_tokens)::int for update skip locked
  ) n
  where q.order_id = n.order_id;
  get diagnostics v_admitted = row_count;
  if v_admitted > 0 then
    update public.stripe_buckets b set tokens = v_tokens - v_admitted, filled_at = greatest(b.filled_at, v_now)
    where b.kind = 'payments';
  end if;

  select q.* into v_mine from public.payment_queue q where q.order_id = p_order_id;
  if v_mine.admitted_at is null then
    -- No clock runs while they wait: it is always longer than housekeeping takes to find out that they are gone.
    if v_order.pay_expires_at < v_now + (v_settings.queue_patience_seconds + 30) * interval '1 second' then
      update public.orders o
      set pay_expires_at = v_now + (2 * v_settings.queue_patience_seconds + v_sale.pay_seconds + 60) * interval '1 second'
      where o.id = p_order_id;
    end if;
    return query
      select 'queued', w.ahead + 1, ceil((w.ahead + 1) / v_bucket.per_second)::int, v_sale.capture
      from (select count(*) as ahead from public.payment_queue q where q.admitted_at is null and q.place < v_mine.place) w;
    return;
  end if;
  update public.payment_queue q set started_at = v_now where q.order_id = p_order_id;
  if v_mine.asked_at < v_now then
    update public.orders o set pay_expires_at = v_now + v_sale.pay_seconds * interval '1 second' where o.id = p_order_id;
    update public.claims c set
      held_until = c.held_until + (v_now - v_mine.asked_at),
      expires_at = greatest(c.expires_at, v_now + v_sale.pay_seconds * interval '1 second')
    where c.order_id = p_order_id and c.status = 'paying' and c.ledger_month = v_sale.ledger_month;
  end if;
  return query select 'admitted', null::bigint, null::int, v_sale.capture;
end
$$;
revoke all on function public.ask_to_pay(uuid, int) from public, anon, authenticated;
grant execute on function public.ask_to_pay(uuid, int) to service_role;

-- Who has not asked for queue_patience_seconds has lost their place: the bag comes back as after a declined attempt, with the
-- time they waited. Answers how many. Retry: safe. Locks: claims, order, place, skipping whatever is locked.
create function public.lapse_payment_queue(p_limit int default 200)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_gone record;
  v_order public.orders;
  v_month date;
  v_count int := 0;
begin
  for v_gone in
    select q.order_id, q.attempt, q.asked_at, q.seen_at from public.payment_queue q, public.payment_settings s
    where q.started_at is null and q.seen_at <= clock_timestamp() - s.queue_patience_seconds * interval '1 second'
    order by q.seen_at limit p_limit
  loop
    v_month := public.ledger_month_of_order(v_gone.order_id);
    continue when (
      select count(*) from public.claims c
      where c.order_id = v_gone.order_id and c.status = 'paying' and c.ledger_month = v_month
    ) <> (
      select count(*) from (
        select 1 from public.claims c
        where c.order_id = v_gone.order_id and c.status = 'paying' and c.ledger_month = v_month
        order by c.id for update skip locked
      ) l
    );
    select o.* into v_order from public.orders o where o.id = v_gone.order_id for update skip locked;
    continue when not found;
    delete from public.payment_queue q
    where q.order_id = v_gone.order_id and q.attempt = v_gone.attempt and q.started_at is null and q.seen_at = v_gone.seen_at;
    continue when not found;
    v_count := v_count + 1;
    if v_order.status = 'paying' and v_order.attempt = v_gone.attempt then
      update public.claims c set held_until = c.held_until + (v_gone.seen_at - v_gone.asked_at)
      where c.order_id = v_order.id and c.status = 'paying' and c.ledger_month = v_month;
      perform public.hold_claims_of_order_again(v_order.id, 'You left the line to pay, so your place was given up.');
      update public.payment_attempts a set claim_ids = '{}' where a.order_id = v_order.id and a.attempt = v_order.attempt;
    end if;
  end loop;
  return v_count;
end
$$;
revoke all on function public.lapse_payment_queue(int) from public, anon, authenticated;
grant execute on function public.lapse_payment_queue(int) to service_role;
