-- What a merchant sees of money that is not where it should be, and the buttons beside it. All of it is logged.

-- The payload is not shown: it may hold what only the worker needs to know.
grant select (id, kind, merchant_id, order_id, attempts, last_error, parked_at, created_at) on public.outbox to authenticated;
create policy "who sees money reads the parked work of their merchant" on public.outbox
  for select to authenticated using (parked_at is not null and merchant_id in (select public.merchants_where('see_money')));

create table public.money_repairs (
  id bigint generated always as identity primary key,
  merchant_id uuid not null references public.merchants (id),
  order_id uuid references public.orders (id),
  outbox_id bigint not null,
  gap text not null check (length(gap) between 1 and 120),
  repair text not null check (repair in ('look_up', 'refund', 'capture', 'retry')),
  repaired_by uuid,
  at timestamptz not null default clock_timestamp()
);
comment on table public.money_repairs is 'Append-only: every press of a repair button, what it was for, what it started and who pressed it.';
comment on column public.money_repairs.repaired_by is 'The signed-in member; null for the platform itself.';
create index money_repairs_merchant_id_idx on public.money_repairs (merchant_id, at desc);
create index money_repairs_order_id_idx on public.money_repairs (order_id);
create trigger money_repairs_are_history before update or delete on public.money_repairs
  for each row execute function public.refuse_change();
create trigger money_repairs_are_never_emptied before truncate on public.money_repairs
  for each statement execute function public.refuse_change();
alter table public.money_repairs enable row level security;
revoke all on public.money_repairs from public, anon, authenticated;
revoke update, delete, truncate on public.money_repairs from service_role;
grant select on public.money_repairs to authenticated;
create policy "who sees money reads their merchant's repairs" on public.money_repairs
  for select to authenticated using (merchant_id in (select public.merchants_where('see_money')));

-- What can be done about a gap by pressing a button: look_up (ask Stripe how it stands and believe it), refund (what was
-- charged and not given back), capture (take promised money); null where only a person can say what is right.
create function public.repair_of_gap(p_gap text)
returns text
language sql
immutable
set search_path = ''
as $$
  select case p_gap
    when 'silent' then 'look_up'
    when 'authorised but cancelled' then 'look_up'
    when 'paid without the money' then 'look_up'
    when 'units sold without the order paid' then 'look_up'
    when 'part refunded without the refund' then 'look_up'
    when 'refunded without the refund' then 'refund'
    when 'refund pending for long' then 'look_up'
    when 'charged but not paid' then 'refund'
    when 'charged but cancelled' then 'refund'
    when 'refund failed' then 'refund'
    when 'shipped without capturing' then 'capture'
    when 'authorisation runs out' then 'capture'
  end
$$;
revoke all on function public.repair_of_gap(text) from public, anon, authenticated;

-- The gaps of the signed-in member's merchants, each with what its button does (null: none).
create function public.my_ledger_gaps()
returns table (order_id uuid, number text, merchant_id uuid, currency text, total_cents bigint, gap text, detail text, repair text)
language sql
stable
security definer -- counts claims and money that members may read, without asking the policies for each row
set search_path = ''
as $$
  select o.id, o.number, o.merchant_id, o.currency, o.total_cents, g.gap, g.detail, public.repair_of_gap(g.gap)
  from public.merchant_members m
  cross join lateral public.ledger_gaps('5 minutes', m.merchant_id) g
  join public.orders o on o.id = g.order_id
  where m.user_id = (select auth.uid()) and public.may(m.merchant_id, 'see_money')
  order by o.created_at desc, g.gap
  limit 200
$$;
revoke all on function public.my_ledger_gaps() from public, anon, authenticated;
grant execute on function public.my_ledger_gaps() to authenticated, service_role;

-- Where the money of the signed-in member's merchants is, by currency. authorised_cents is promised and not yet taken;
-- disputed_cents what disputes hold or took; order_cents and paid_orders what stands against it.
create function public.my_money()
returns table (
  merchant_id uuid, currency text, charged_cents bigint, refunded_cents bigint, disputed_cents bigint, fee_cents bigint,
  authorised_cents bigint, order_cents bigint, paid_orders bigint
)
language sql
stable
security definer -- sums of what members may read, without asking the policies for each row
set search_path = ''
as $$
  with mine as (
    select w.merchant_id from public.merchants_where('see_money') w (merchant_id)
  ), entries as (
    select e.merchant_id, e.currency,
      coalesce(sum(e.amount_cents) filter (where e.kind = 'charged'), 0)::bigint as charged,
      coalesce(sum(case e.kind when 'refunded' then e.amount_cents when 'refund_failed' then -e.amount_cents end), 0)::bigint as refunded,
      coalesce(sum(case e.kind when 'disputed' then e.amount_cents when 'dispute_won' then -e.amount_cents end), 0)::bigint as disputed,
      coalesce(sum(e.amount_cents) filter (where e.kind = 'fee'), 0)::bigint as fees
    from public.money_entries e where e.merchant_id in (select n.merchant_id from mine n)
    group by e.merchant_id, e.currency
  ), sold as (
    select o.merchant_id, o.currency, sum(o.total_cents)::bigint as cents, count(*) as orders
    from public.orders o
    where o.merchant_id in (select n.merchant_id from mine n)
      and o.status in ('paid', 'shipped', 'delivered', 'part_refunded')
    group by o.merchant_id, o.currency
  ), promised as (
    select a.merchant_id, o.currency, sum(a.amount_cents)::bigint as cents
    from public.payment_authorisations a join public.orders o on o.id = a.order_id
    where a.merchant_id in (select n.merchant_id from mine n) and a.captured_at is null and a.voided_at is null
    group by a.merchant_id, o.currency
  )
  select k.merchant_id, k.currency, coalesce(e.charged, 0), coalesce(e.refunded, 0), coalesce(e.disputed, 0), coalesce(e.fees, 0),
    coalesce(p.cents, 0), coalesce(s.cents, 0), coalesce(s.orders, 0)
  from (
    select merchant_id, currency from entries union select merchant_id, currency from sold
    union select merchant_id, currency from promised
  ) k
  left join entries e using (merchant_id, currency)
  left join sold s using (merchant_id, currency)
  left join promised p using (merchant_id, currency)
$$;
revoke all on function public.my_money() from public, anon, authenticated;
grant execute on function public.my_money() to authenticated, service_role;

-- Starts the repair of a gap an order really has now, and logs who did it. Outcomes: queued; under_way (the same repair is
-- not done yet: nothing is added, so that pressing twice never refunds twice); no_gap (closed meanwhile); by_hand (no button
-- can know what is right); not_allowed; second_factor (it would send money back); unknown_order. Retry: safe. Locks: the order.
create function public.repair_gap(p_order_id uuid, p_gap text)
returns text
language plpgsql
security definer -- members may not write to the outbox; why_not() checks the role
set search_path = ''
as $$
declare
  v_order public.orders;
  v_repair text := public.repair_of_gap(p_gap);
  v_kind text;
  v_payload jsonb;
  v_key text;
  v_refund_id text;
  v_work public.outbox;
  v_cents bigint;
  v_is_new boolean := false;
  v_why_not text;
begin
  select o.* into v_order from public.orders o where o.id = p_order_id;
  if not found then
    return 'unknown_order';
  end if;
  -- Pressing it may send money back, which asks for more than looking.
  v_why_not := public.why_not(v_order.merchant_id, case v_repair when 'refund' then 'refund' else 'repair_money' end);
  if v_why_not is not null then
    return v_why_not;
  end if;
  select o.* into v_order from public.orders o where o.id = p_order_id for update;
  if not exists (
    select 1 from public.ledger_gaps('5 minutes', v_order.merchant_id) g where g.order_id = p_order_id and g.gap = p_gap
  ) then
    return 'no_gap';
  elsif v_repair is null or v_order.payment_intent_id is null then
    return 'by_hand';
  end if;
  v_payload := jsonb_build_object('order_id', p_order_id, 'payment_intent_id', v_order.payment_intent_id);
  if v_repair = 'capture' then
    v_kind := 'capture_payment';
    v_key := 'capture_payment:' || p_order_id;
  elsif v_repair = 'refund' then
    -- What is on its way already is to be done, not another one: so that pressing twice never refunds twice.
    select x.* into v_work from public.outbox x
    where x.order_id = p_order_id and x.kind = 'refund_payment' and x.done_at is null order by x.id limit 1;
    if v_work.id is null then
      if exists (select 1 from public.refunds r where r.order_id = p_order_id and r.status = 'pending') then
        return 'under_way';
      end if;
      select least(public.refundable_cents(p_order_id), case when p_gap = 'refund failed' then (
        select r.amount_cents from public.refunds r
        where r.order_id = p_order_id and r.status = 'failed' order by r.created_at desc limit 1
      ) end) into v_cents;
      if v_cents <= 0 then
        return 'by_hand';
      end if;
      v_key := 'refund_payment:' || public.ask_refund(p_order_id, v_cents, false, 'Repair: ' || p_gap);
      select x.* into v_work from public.outbox x where x.dedupe_key = v_key;
      v_is_new := true;
    end if;
  elsif p_gap = 'refund pending for long' then
    select r.stripe_refund_id into v_refund_id from public.refunds r
    where r.order_id = p_order_id and r.status = 'pending' order by r.created_at limit 1;
    if v_refund_id is null then
      -- Stripe never heard of it: its row of the outbox is stuck.
      select x.* into v_work from public.outbox x
      where x.order_id = p_order_id and x.kind = 'refund_payment' and x.done_at is null order by x.id limit 1;
    else
      v_kind := 'look_up_refund';
      v_payload := jsonb_build_object('order_id', p_order_id, 'stripe_refund_id', v_refund_id);
      v_key := 'look_up_refund:' || v_refund_id || ':repair:' || (
        select count(*) from public.money_repairs r where r.order_id = p_order_id and r.repair = 'look_up');
    end if;
  else
    v_kind := 'look_up_payment';
    v_key := 'look_up_payment:' || p_order_id || ':repair:' || (
      select count(*) from public.money_repairs r where r.order_id = p_order_id and r.repair = 'look_up');
  end if;
  if v_repair = 'look_up' and v_work.id is null then
    select x.* into v_work from public.outbox x
    where x.order_id = p_order_id and x.kind = v_kind and x.done_at is null and x.dedupe_key like '%:repair:%' limit 1;
  end if;
  if v_work.id is null then
    select x.* into v_work from public.outbox x where x.dedupe_key = v_key and x.done_at is null;
  end if;
  if v_work.id is null then
    insert into public.outbox (kind, payload, dedupe_key) values (v_kind, v_payload, v_key)
    on conflict (dedupe_key) do nothing returning * into v_work;
    if v_work.id is null then return 'under_way'; end if; -- done at Stripe a moment ago; its news is still to come
  elsif v_work.parked_at is not null then
    update public.outbox x set parked_at = null, attempts = 0, run_after = clock_timestamp() where x.id = v_work.id;
  elsif not v_is_new then
    return 'under_way';
  end if;
  insert into public.money_repairs (merchant_id, order_id, outbox_id, gap, repair, repaired_by)
  values (v_order.merchant_id, p_order_id, v_work.id, p_gap, v_repair, (select auth.uid()));
  perform public.write_log(v_order.merchant_id, 'repair_money', 'order', p_order_id::text,
    jsonb_build_object('number', v_order.number, 'gap', p_gap, 'repair', v_repair));
  return 'queued';
end
$$;
revoke all on function public.repair_gap(uuid, text) from public, anon, authenticated;
grant execute on function public.repair_gap(uuid, text) to authenticated, service_role;
