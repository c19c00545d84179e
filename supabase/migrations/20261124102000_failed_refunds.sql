-- A refund the bank refuses after Stripe had called it done: the money is ours again, and the shopper's order is where it was.

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

-- A refund that had been counted came back: its money is ours again, and the order is where it was. Called when a refund fails
-- that had succeeded (settle_refund()), whose caller holds the locks.
create function public.take_refund_back()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders;
  v_charged bigint;
  v_refunded bigint;
  v_status text;
begin
  insert into public.money_entries (order_id, merchant_id, kind, amount_cents, currency, stripe_id)
  select m.order_id, m.merchant_id, 'refund_failed', m.amount_cents, m.currency, m.stripe_id
  from public.money_entries m where m.kind = 'refunded' and m.stripe_id = new.stripe_refund_id
  on conflict (kind, stripe_id) do nothing;
  if not found then
    return null;
  end if;
  select o.* into v_order from public.orders o where o.id = new.order_id;
  select coalesce(sum(m.amount_cents) filter (where m.kind = 'charged'), 0),
    coalesce(sum(case m.kind when 'refunded' then m.amount_cents when 'refund_failed' then -m.amount_cents end), 0)
  into v_charged, v_refunded
  from public.money_entries m where m.order_id = v_order.id;
  v_status := case
    when v_refunded >= v_charged then 'refunded'
    when v_refunded > 0 and v_order.status_before_refund <> 'cancelled' then 'part_refunded'
    else v_order.status_before_refund
  end;
  if v_order.status in ('refunded', 'part_refunded') and v_status <> v_order.status then
    update public.orders o set status = v_status where o.id = v_order.id;
  end if;
  return null;
end
$$;
revoke all on function public.take_refund_back() from public, anon, authenticated;
create trigger refunds_taken_back after update of status on public.refunds
  for each row when (old.status = 'succeeded' and new.status = 'failed') execute function public.take_refund_back();
create index refunds_pending_idx on public.refunds (created_at) where status = 'pending' and stripe_refund_id is not null;
