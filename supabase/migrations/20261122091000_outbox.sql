-- The outbox: what must happen outside the database because of something that happened inside, written in the same
-- transaction and done afterwards, at least once.

create table public.outbox (
  id bigint generated always as identity primary key,
  kind text not null check (kind in (
    'adopt_guest', 'cancel_intent', 'delete_customer', 'refund_payment', 'order_mail', 'offer_mail', 'help_mail', 'reminder_mail',
    'look_up_payment', 'look_up_refund', 'capture_payment', 'reconcile_intents', 'push', 'reminder_mails', 'invitation_mail',
    'security_mail', 'email_changed_mail', 'sweep_pictures')),
  payload jsonb not null check (jsonb_typeof(payload) = 'object'),
  dedupe_key text unique check (length(dedupe_key) <= 200),
  merchant_id uuid,
  order_id uuid,
  run_after timestamptz not null default clock_timestamp(),
  leased_until timestamptz,
  attempts int not null default 0,
  done_at timestamptz,
  parked_at timestamptz,
  last_error text check (length(last_error) <= 1000),
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.outbox is 'Work for the drain-outbox function: cancel an intent, refund a payment, send a mail.';
comment on column public.outbox.merchant_id is 'Whose work it is, so that its people can see when it is stuck; null when it is nobody''s in particular.';
create index outbox_order_id_idx on public.outbox (order_id);
create index outbox_parked_idx on public.outbox (merchant_id, parked_at) where parked_at is not null;
create index outbox_due_idx on public.outbox (run_after) where done_at is null and parked_at is null;
alter table public.outbox enable row level security;
revoke all on public.outbox from public, anon, authenticated;

create function public.name_outbox_merchant()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  -- What is no uuid names nothing; the worker says so when it is the row's turn.
  if pg_input_is_valid(new.payload ->> 'order_id', 'uuid') then
    select o.id, o.merchant_id into new.order_id, new.merchant_id from public.orders o
    where o.id = (new.payload ->> 'order_id')::uuid;
  elsif pg_input_is_valid(new.payload ->> 'wait_id', 'uuid') then
    select s.merchant_id into new.merchant_id from public.waits w join public.sales s on s.id = w.sale_id
    where w.id = (new.payload ->> 'wait_id')::uuid;
  elsif pg_input_is_valid(new.payload ->> 'invitation_id', 'uuid') then
    select i.merchant_id into new.merchant_id from public.invitations i where i.id = (new.payload ->> 'invitation_id')::uuid;
  end if;
  return new;
end
$$;
revoke all on function public.name_outbox_merchant() from public, anon, authenticated;
create trigger outbox_name_merchant before insert on public.outbox
  for each row execute function public.name_outbox_merchant();

-- Leases up to p_limit due rows to the caller for p_lease_seconds. A row whose lease ran out (the worker died) comes
-- again. Locks: the rows, skipping those another worker is just taking.
create function public.take_outbox(p_limit int, p_lease_seconds int)
returns setof public.outbox
language sql
set search_path = ''
as $$
  update public.outbox o
  set leased_until = clock_timestamp() + p_lease_seconds * interval '1 second', attempts = o.attempts + 1
  where o.id in (
    select d.id from public.outbox d
    where d.done_at is null and d.parked_at is null and d.run_after <= clock_timestamp()
      and (d.leased_until is null or d.leased_until <= clock_timestamp())
    order by d.run_after, d.id
    limit least(greatest(p_limit, 0), 500)
    for update skip locked
  )
  returning o.*
$$;
revoke all on function public.take_outbox(int, int) from public, anon, authenticated;
grant execute on function public.take_outbox(int, int) to service_role;

-- Says how a leased row went. Without an error it is done; with one it comes again after a growing, jittered pause, and
-- after ten attempts it is parked until somebody looks at it. Retry: safe.
create function public.finish_outbox(p_id bigint, p_error text default null)
returns void
language sql
set search_path = ''
as $$
  update public.outbox o set
    leased_until = null,
    done_at = case when p_error is null then clock_timestamp() end,
    last_error = left(p_error, 1000),
    parked_at = case when p_error is not null and o.attempts >= 10 then clock_timestamp() end,
    run_after = case
      when p_error is null then o.run_after
      else clock_timestamp() + least(power(2, least(o.attempts, 9)), 300) * (0.5 + random()) * interval '1 second'
    end
  where o.id = p_id and o.done_at is null
$$;
revoke all on function public.finish_outbox(bigint, text) from public, anon, authenticated;
grant execute on function public.finish_outbox(bigint, text) to service_role;
