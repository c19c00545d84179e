-- What the card's owner or Stripe holds against an order: disputes and early fraud warnings, each state a row with its time.

create table public.order_flags (
  id bigint generated always as identity primary key,
  order_id uuid not null references public.orders (id),
  merchant_id uuid not null references public.merchants (id),
  kind text not null check (kind in ('dispute', 'fraud_warning')),
  stripe_id text not null check (length(stripe_id) between 1 and 255),
  state text not null check (length(state) between 1 and 60),
  reason text not null check (length(reason) between 1 and 120),
  amount_cents bigint check (amount_cents > 0),
  at timestamptz not null,
  constraint one_row_per_state unique (stripe_id, state)
);
comment on table public.order_flags is 'Append-only: disputes and early fraud warnings, one row for each state they were in. Which one holds: order_flags_now().';
comment on column public.order_flags.at is 'When Stripe says it came to this state, whenever we heard of it.';
create index order_flags_order_id_idx on public.order_flags (order_id);
create index order_flags_merchant_id_idx on public.order_flags (merchant_id, at desc);
create trigger order_flags_are_history before update or delete on public.order_flags
  for each row execute function public.refuse_change();
create trigger order_flags_are_never_emptied before truncate on public.order_flags
  for each statement execute function public.refuse_change();
alter table public.order_flags enable row level security;
revoke all on public.order_flags from public, anon, authenticated;
revoke update, delete, truncate on public.order_flags from service_role;
grant select on public.order_flags to authenticated;
create policy "members read their merchant's flags" on public.order_flags
  for select to authenticated using (public.is_merchant_member(merchant_id));

-- The states in which nothing can follow any more.
create function public.is_final_flag(p_state text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select p_state in ('won', 'lost', 'warning_closed', 'prevented')
$$;
revoke all on function public.is_final_flag(text) from public, anon, authenticated;
grant execute on function public.is_final_flag(text) to authenticated, service_role;

-- How each dispute and warning stands that the caller may see: its final state, else the latest one, whatever order the news
-- came in.
create function public.order_flags_now(p_order_id uuid default null)
returns table (
  order_id uuid, merchant_id uuid, kind text, stripe_id text, state text, reason text, amount_cents bigint, at timestamptz,
  is_closed boolean
)
language sql
stable
set search_path = ''
as $$
  select distinct on (f.stripe_id) f.order_id, f.merchant_id, f.kind, f.stripe_id, f.state, f.reason, f.amount_cents, f.at,
    public.is_final_flag(f.state)
  from public.order_flags f
  where p_order_id is null or f.order_id = p_order_id
  order by f.stripe_id, public.is_final_flag(f.state) desc, f.at desc, f.id desc
$$;
revoke all on function public.order_flags_now(uuid) from public, anon, authenticated;
grant execute on function public.order_flags_now(uuid) to authenticated, service_role;

-- News of a dispute. While it runs and when it is lost its money is not ours: `disputed`; when it is won that comes back:
-- `dispute_won`. An inquiry (warning_…) takes no money. Outcomes: flagged, known (this state was heard of before), duplicate,
-- unknown_order. The order keeps its state: units are where they were. Retry: safe. Locks: items, claims, the order.
create function public.record_dispute(
  p_event_id text, p_event_type text, p_payment_intent_id text, p_dispute_id text, p_state text, p_reason text,
  p_amount_cents bigint, p_at timestamptz
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders := public.lock_order_of_intent(p_payment_intent_id, null);
  v_is_new boolean;
begin
  if v_order.id is null then
    return 'unknown_order';
  elsif not public.record_event(p_event_id, p_event_type) then
    return 'duplicate';
  end if;
  insert into public.order_flags (order_id, merchant_id, kind, stripe_id, state, reason, amount_cents, at)
  values (v_order.id, v_order.merchant_id, 'dispute', p_dispute_id, left(p_state, 60), left(p_reason, 120), p_amount_cents, p_at)
  on conflict (stripe_id, state) do nothing;
  v_is_new := found;
  if p_state not like 'warning\_%' and p_state <> 'prevented' then
    insert into public.money_entries (order_id, merchant_id, kind, amount_cents, currency, stripe_id)
    select v_order.id, v_order.merchant_id, k.kind, p_amount_cents, v_order.currency, p_dispute_id
    from unnest(case when p_state = 'won' then array['disputed', 'dispute_won'] else array['disputed'] end) k (kind)
    on conflict (kind, stripe_id) do nothing;
  end if;
  return case when v_is_new then 'flagged' else 'known' end;
end
$$;
revoke all on function public.record_dispute(text, text, text, text, text, text, bigint, timestamptz) from public, anon, authenticated;
grant execute on function public.record_dispute(text, text, text, text, text, text, bigint, timestamptz) to service_role;

-- The card's bank suspects fraud: a dispute is likely unless the money goes back first. Outcomes: flagged, known, duplicate,
-- unknown_order. Retry: safe. Locks: items, claims, the order.
create function public.record_fraud_warning(
  p_event_id text, p_event_type text, p_payment_intent_id text, p_warning_id text, p_is_actionable boolean, p_reason text,
  p_at timestamptz
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
  insert into public.order_flags (order_id, merchant_id, kind, stripe_id, state, reason, at)
  values (v_order.id, v_order.merchant_id, 'fraud_warning', p_warning_id,
    case when p_is_actionable then 'actionable' else 'not_actionable' end, left(p_reason, 120), p_at)
  on conflict (stripe_id, state) do nothing;
  return case when found then 'flagged' else 'known' end;
end
$$;
revoke all on function public.record_fraud_warning(text, text, text, text, boolean, text, timestamptz) from public, anon, authenticated;
grant execute on function public.record_fraud_warning(text, text, text, text, boolean, text, timestamptz) to service_role;
