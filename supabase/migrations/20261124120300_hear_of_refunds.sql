-- Refunds as Stripe tells of them: those asked for here and those made in its dashboard become one list.

-- Finds the refund Stripe speaks of and sets its state: by Stripe's id, else by our own id from its metadata; one that nobody asked for here
-- was made at Stripe and gets a row. Answers our id. A refund that failed stays failed. The caller holds the order.
create function public.settle_refund(
  p_order public.orders, p_refund_id text, p_own_refund_id uuid, p_amount_cents bigint, p_status text, p_failure text
)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_refund public.refunds;
begin
  select r.* into v_refund from public.refunds r where r.stripe_refund_id = p_refund_id;
  if not found then
    select r.* into v_refund from public.refunds r
    where r.id = p_own_refund_id and r.order_id = p_order.id and r.stripe_refund_id is null and r.amount_cents = p_amount_cents;
  end if;
  if v_refund.id is null then
    insert into public.refunds (order_id, merchant_id, status, amount_cents, currency, stripe_refund_id, reason, failure, settled_at)
    values (p_order.id, p_order.merchant_id, p_status, p_amount_cents, p_order.currency, p_refund_id, 'Made at Stripe.',
      left(p_failure, 500), case when p_status <> 'pending' then clock_timestamp() end)
    returning * into v_refund;
    perform public.finish_order_move(p_order.id, 'refund', 'Made at Stripe.', gen_random_uuid(),
      jsonb_build_object('refund_id', v_refund.id, 'amount_cents', p_amount_cents));
  elsif v_refund.stripe_refund_id is null or (v_refund.status, p_status) in (
    ('pending', 'succeeded'), ('pending', 'failed'), ('succeeded', 'failed')
  ) then
    update public.refunds r set stripe_refund_id = p_refund_id, failure = left(p_failure, 500),
      status = case when r.status = 'failed' then r.status else p_status end,
      settled_at = case when r.status = 'failed' then r.settled_at when p_status <> 'pending' then clock_timestamp() end
    where r.id = v_refund.id;
  else
    return v_refund.id;
  end if;
  if p_status = 'failed' then
    perform public.finish_order_move(p_order.id, 'refund_failed', coalesce(left(p_failure, 500), ''), gen_random_uuid(),
      jsonb_build_object('refund_id', v_refund.id, 'amount_cents', p_amount_cents));
  end if;
  return v_refund.id;
end
$$;
revoke all on function public.settle_refund(public.orders, text, uuid, bigint, text, text) from public, anon, authenticated;

-- A refund that has moved no money (p_status pending), or will not (failed). Outcomes: noted; duplicate; unknown_order. Retry: safe.
-- Locks: as settle_order.
create function public.note_refund(
  p_event_id text, p_event_type text, p_payment_intent_id text, p_refund_id text, p_amount_cents bigint, p_own_refund_id uuid,
  p_status text, p_failure text
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders := public.lock_order_of_intent(p_payment_intent_id, null);
begin
  if v_order.id is null then
    return 'unknown_order';
  elsif not public.record_event(p_event_id, p_event_type) then
    return 'duplicate';
  end if;
  perform public.settle_refund(v_order, p_refund_id, p_own_refund_id, p_amount_cents, p_status, p_failure);
  return 'noted';
end
$$;
revoke all on function public.note_refund(text, text, text, text, bigint, uuid, text, text) from public, anon, authenticated;
grant execute on function public.note_refund(text, text, text, text, bigint, uuid, text, text) to service_role;

-- Stripe refused to make a refund at all (the money is gone back already, the charge is disputed): it will not be tried again. Outcomes:
-- refused; settled (it was made after all); unknown_refund. Retry: safe. Locks: the order.
create function public.refuse_refund(p_refund_id uuid, p_failure text)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_refund public.refunds;
begin
  perform 1 from public.orders o where o.id = (select r.order_id from public.refunds r where r.id = p_refund_id) for update;
  if not found then
    return 'unknown_refund';
  end if;
  update public.refunds r set status = 'failed', failure = left(p_failure, 500), settled_at = clock_timestamp()
  where r.id = p_refund_id and r.status = 'pending' and r.stripe_refund_id is null
  returning r.* into v_refund;
  if not found then
    return 'settled';
  end if;
  perform public.finish_order_move(v_refund.order_id, 'refund_failed', left(coalesce(p_failure, ''), 500), gen_random_uuid(),
    jsonb_build_object('refund_id', v_refund.id, 'amount_cents', v_refund.amount_cents));
  return 'refused';
end
$$;
revoke all on function public.refuse_refund(uuid, text) from public, anon, authenticated;
grant execute on function public.refuse_refund(uuid, text) to service_role;
