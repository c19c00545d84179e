-- Every refund Stripe tells of, and how it stands: money that is only on its way back, or came back to us, is no refund.

create table public.payment_refunds (
  id text primary key check (length(id) between 1 and 255),
  order_id uuid not null references public.orders (id),
  merchant_id uuid not null references public.merchants (id),
  amount_cents bigint not null check (amount_cents > 0),
  status text not null check (status in ('pending', 'requires_action', 'succeeded', 'failed', 'canceled')),
  failure_reason text check (length(failure_reason) <= 200),
  created_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  constraint ended_has_a_time check ((status in ('pending', 'requires_action')) = (ended_at is null))
);
comment on table public.payment_refunds is 'Every refund of an order as Stripe says it stands; id is Stripe''s (re_…).';
create index payment_refunds_order_id_idx on public.payment_refunds (order_id);
create index payment_refunds_merchant_id_idx on public.payment_refunds (merchant_id, created_at desc);
create index payment_refunds_pending_idx on public.payment_refunds (created_at) where status in ('pending', 'requires_action');

-- Pending, then through, then perhaps failed after all: never back, whatever order the news arrives in.
create function public.check_refund_move()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if old.status <> new.status and (old.status, new.status) not in (
    ('pending', 'requires_action'), ('requires_action', 'pending'), ('pending', 'succeeded'), ('requires_action', 'succeeded'),
    ('pending', 'failed'), ('requires_action', 'failed'), ('succeeded', 'failed'), ('pending', 'canceled'), ('requires_action', 'canceled')
  ) then
    raise exception 'refund % cannot go from % to %', old.id, old.status, new.status using errcode = 'ST002';
  end if;
  return new;
end
$$;
revoke all on function public.check_refund_move() from public, anon, authenticated;
create trigger payment_refunds_move before update on public.payment_refunds
  for each row execute function public.check_refund_move();
create trigger payment_refunds_are_kept before delete on public.payment_refunds
  for each row execute function public.refuse_change();

alter table public.payment_refunds enable row level security;
revoke all on public.payment_refunds from public, anon, authenticated;
grant select on public.payment_refunds to authenticated;
create policy "members read their merchant's refunds" on public.payment_refunds
  for select to authenticated using (public.is_merchant_member(merchant_id));

-- Where an order was before money went back, for the refund that fails.
alter table public.orders add column status_before_refund text;
comment on column public.orders.status_before_refund is 'Where the order was before its first refund; a refund that fails puts it back there.';
create function public.keep_status_before_refund()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.status_before_refund := old.status;
  return new;
end
$$;
revoke all on function public.keep_status_before_refund() from public, anon, authenticated;
create trigger orders_keep_status_before_refund before update of status on public.orders
  for each row when (new.status in ('refunded', 'part_refunded') and old.status not in ('refunded', 'part_refunded'))
  execute function public.keep_status_before_refund();

-- A refund that had been counted came back: its money is ours again, and the order is where it was. The caller holds the locks.
create function public.take_refund_back(p_order public.orders, p_refund_id text)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_charged bigint;
  v_refunded bigint;
  v_status text;
begin
  insert into public.money_entries (order_id, merchant_id, kind, amount_cents, currency, stripe_id)
  select m.order_id, m.merchant_id, 'refund_failed', m.amount_cents, m.currency, m.stripe_id
  from public.money_entries m where m.kind = 'refunded' and m.stripe_id = p_refund_id
  on conflict (kind, stripe_id) do nothing;
  if not found then
    return 'refund_failed';
  end if;
  select coalesce(sum(m.amount_cents) filter (where m.kind = 'charged'), 0),
    coalesce(sum(case m.kind when 'refunded' then m.amount_cents when 'refund_failed' then -m.amount_cents end), 0)
  into v_charged, v_refunded
  from public.money_entries m where m.order_id = p_order.id;
  v_status := case
    when v_refunded >= v_charged then 'refunded'
    when v_refunded > 0 and p_order.status_before_refund <> 'cancelled' then 'part_refunded'
    else p_order.status_before_refund
  end;
  if p_order.status in ('refunded', 'part_refunded') and v_status <> p_order.status then
    update public.orders o set status = v_status where o.id = p_order.id;
  end if;
  return 'refund_failed';
end
$$;
revoke all on function public.take_refund_back(public.orders, text) from public, anon, authenticated;

-- News of a refund: made here or in Stripe's dashboard, created, updated or failed. Outcomes: pending, refunded,
-- part_refunded, cancelled (the order's state after it), refund_failed, out_of_date (something later is known), duplicate,
-- unknown_order; not_charged (the payment itself is not known yet: nothing is remembered, look it up first). Retry: safe.
-- Locks: items, claims, the order, the refund.
create function public.record_refund(
  p_event_id text, p_event_type text, p_payment_intent_id text, p_refund_id text, p_amount_cents bigint, p_status text,
  p_failure_reason text default null
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders := public.lock_order_of_intent(p_payment_intent_id, null);
  v_before text;
begin
  if v_order.id is null then
    return 'unknown_order';
  elsif not exists (select 1 from public.money_entries m where m.order_id = v_order.id and m.kind = 'charged') then
    return 'not_charged';
  elsif not public.record_event(p_event_id, p_event_type) then
    return 'duplicate';
  end if;
  insert into public.payment_refunds (id, order_id, merchant_id, amount_cents, status, failure_reason, ended_at)
  values (p_refund_id, v_order.id, v_order.merchant_id, p_amount_cents, p_status, left(p_failure_reason, 200),
    case when p_status not in ('pending', 'requires_action') then clock_timestamp() end)
  on conflict (id) do nothing;
  if not found then
    select r.status into v_before from public.payment_refunds r where r.id = p_refund_id for update;
    if v_before = p_status then
      return 'out_of_date';
    elsif v_before in ('failed', 'canceled') or (v_before = 'succeeded' and p_status <> 'failed') then
      return 'out_of_date';
    end if;
    update public.payment_refunds r set status = p_status, failure_reason = left(p_failure_reason, 200),
      ended_at = case when p_status not in ('pending', 'requires_action') then clock_timestamp() end
    where r.id = p_refund_id;
  end if;
  return case p_status
    when 'succeeded' then public.refund_order(null, p_event_type, p_payment_intent_id, p_refund_id, p_amount_cents)
    when 'failed' then public.take_refund_back(v_order, p_refund_id)
    when 'canceled' then public.take_refund_back(v_order, p_refund_id)
    else 'pending'
  end;
end
$$;
revoke all on function public.record_refund(text, text, text, text, bigint, text, text) from public, anon, authenticated;
grant execute on function public.record_refund(text, text, text, text, bigint, text, text) to service_role;
