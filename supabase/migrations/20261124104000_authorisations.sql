-- Money that is taken at shipping (sales.capture = 'at_shipping'): the card's bank has promised it, and until it is captured it
-- is nobody's. For stock an authorised order is paid: its units are sold. For money it is not: `charged` is entered when
-- it is captured, and ledger_gaps() counts the promise as money only while it can be kept.

create table public.payment_authorisations (
  payment_intent_id text primary key check (length(payment_intent_id) <= 255),
  order_id uuid not null unique references public.orders (id),
  merchant_id uuid not null references public.merchants (id),
  amount_cents bigint not null check (amount_cents > 0),
  authorised_at timestamptz not null default clock_timestamp(),
  capture_before timestamptz not null,
  captured_at timestamptz,
  voided_at timestamptz,
  constraint captured_or_voided check (captured_at is null or voided_at is null)
);
comment on table public.payment_authorisations is 'Orders whose money was promised at checkout and is captured at shipping; voided_at: the promise ended without money.';
comment on column public.payment_authorisations.capture_before is 'When the bank''s promise ends: seven days for a card, unless Stripe says otherwise.';
create index payment_authorisations_open_idx on public.payment_authorisations (capture_before)
  where captured_at is null and voided_at is null;
create index payment_authorisations_merchant_id_idx on public.payment_authorisations (merchant_id, authorised_at desc);
alter table public.payment_authorisations enable row level security;
revoke all on public.payment_authorisations from public, anon, authenticated;
revoke delete, truncate on public.payment_authorisations from service_role;
grant select on public.payment_authorisations to authenticated;
create policy "who sees money reads what was promised to their merchant" on public.payment_authorisations
  for select to authenticated using (merchant_id in (select public.merchants_where('see_money')));

-- The bank has promised the money. Outcomes:
--   authorised      claims are paid, units sold, mail in the outbox; no money yet
--   void_due        it came after the units had gone, for another amount, or the order was called off: the promise is given back
--   already_paid | duplicate | unknown_order   nothing to do
-- Retry: safe. Locks: items, claims, the order.
create function public.authorise_order(
  p_event_id text, p_event_type text, p_payment_intent_id text, p_amount_cents bigint, p_currency text,
  p_order_id uuid default null, p_capture_before timestamptz default null
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders := public.lock_order_of_intent(p_payment_intent_id, p_order_id);
begin
  if v_order.id is null then
    return 'unknown_order';
  elsif not public.record_event(p_event_id, p_event_type) then
    return 'duplicate';
  elsif exists (select 1 from public.money_entries m where m.kind = 'charged' and m.stripe_id = p_payment_intent_id) then
    return 'already_paid';
  elsif exists (select 1 from public.payment_authorisations a where a.payment_intent_id = p_payment_intent_id) then
    -- Called off since: the bank's promise is to be given back.
    return case when v_order.status = 'cancelled' then 'void_due' else 'already_paid' end;
  end if;
  if p_amount_cents = v_order.total_cents and upper(p_currency) = v_order.currency
    and public.retake_released_claims(v_order.id) then
    insert into public.payment_authorisations (order_id, merchant_id, payment_intent_id, amount_cents, capture_before)
    values (v_order.id, v_order.merchant_id, p_payment_intent_id, p_amount_cents,
      coalesce(p_capture_before, clock_timestamp() + interval '7 days'));
    perform public.sell_order(v_order, p_event_type);
    return 'authorised';
  end if;
  perform public.release_claims_of_order(v_order.id, 'refund due');
  update public.orders o set status = 'cancelled',
    decline_reason = 'The payment came after your claim had run out and the units were gone. Nothing was taken from your card.'
  where o.id = v_order.id;
  insert into public.outbox (kind, payload, dedupe_key)
  values ('cancel_intent', jsonb_build_object('order_id', v_order.id, 'payment_intent_id', p_payment_intent_id),
    'cancel_intent:void:' || p_payment_intent_id)
  on conflict (dedupe_key) do nothing;
  return 'void_due';
end
$$;
revoke all on function public.authorise_order(text, text, text, bigint, text, uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.authorise_order(text, text, text, bigint, text, uuid, timestamptz) to service_role;

-- The promised money was taken. True when there was a promise: its units were sold then. The caller holds the order's lock.
create function public.capture_authorisation(p_order_id uuid, p_amount_cents bigint)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  update public.payment_authorisations a set captured_at = clock_timestamp()
  where a.order_id = p_order_id and a.captured_at is null and a.voided_at is null;
  return found;
end
$$;
revoke all on function public.capture_authorisation(uuid, bigint) from public, anon, authenticated;

-- The promise ended without money (it ran out, or was cancelled in Stripe's dashboard). An order that has not left the house
-- is cancelled and its units go back; one that has is left as it is, and is a gap. False when there was no promise.
-- The caller holds the locks of items, claims and order.
create function public.void_authorisation(p_order_id uuid, p_reason text)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders;
begin
  update public.payment_authorisations a set voided_at = clock_timestamp()
  where a.order_id = p_order_id and a.captured_at is null and a.voided_at is null;
  if not found then
    return false;
  end if;
  select o.* into v_order from public.orders o where o.id = p_order_id;
  if v_order.status <> 'paid' then
    return true;
  end if;
  update public.orders o set status = 'cancelled', decline_reason = left(p_reason, 500) where o.id = p_order_id;
  perform public.keep_units_here(p_order_id, null, null, true, 'authorisation ended');
  return true;
end
$$;
revoke all on function public.void_authorisation(uuid, text) from public, anon, authenticated;

-- The order is being shipped: its promised money is to be taken now (by the outbox). Outcomes: queued; captured (done before);
-- not_authorised (its sale takes money at once: nothing to do); voided (the promise is over: do not ship); unknown_order.
-- Retry: safe. Locks: none.
create function public.capture_order(p_order_id uuid)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_promise public.payment_authorisations;
begin
  if not exists (select 1 from public.orders o where o.id = p_order_id) then
    return 'unknown_order';
  end if;
  select a.* into v_promise from public.payment_authorisations a where a.order_id = p_order_id;
  if v_promise.order_id is null then
    return 'not_authorised';
  elsif v_promise.captured_at is not null then
    return 'captured';
  elsif v_promise.voided_at is not null then
    return 'voided';
  end if;
  insert into public.outbox (kind, payload, dedupe_key)
  values ('capture_payment', jsonb_build_object('order_id', p_order_id, 'payment_intent_id', v_promise.payment_intent_id),
    'capture_payment:' || p_order_id)
  on conflict (dedupe_key) do nothing;
  return 'queued';
end
$$;
revoke all on function public.capture_order(uuid) from public, anon, authenticated;
grant execute on function public.capture_order(uuid) to service_role;
