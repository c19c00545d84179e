-- Money that goes back, from the moment somebody asks for it: made here, or in Stripe's dashboard and heard of by webhook. The cents
-- that have moved are in money_entries; a refund here says who asked, why, for what, and what became of it.

create table public.refunds (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders (id),
  merchant_id uuid not null, -- its order's, which has the foreign key: a second one would make embedding ambiguous
  status text not null default 'pending' check (status in ('pending', 'succeeded', 'failed')),
  amount_cents bigint not null check (amount_cents > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  stripe_refund_id text unique check (length(stripe_refund_id) <= 255),
  is_restocked boolean not null default false,
  reason text not null check (length(reason) between 1 and 500),
  asked_by uuid,
  failure text check (length(failure) <= 500),
  created_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  constraint succeeded_is_known_to_stripe check (status <> 'succeeded' or stripe_refund_id is not null),
  constraint pending_is_not_settled check ((status = 'pending') = (settled_at is null))
);
comment on table public.refunds is 'Money on its way back for an order, one row for each refund Stripe has or will have of it.';
comment on column public.refunds.asked_by is 'The signed-in member; null for the platform and for refunds made at Stripe.';
create index refunds_order_id_idx on public.refunds (order_id, created_at);
create index refunds_merchant_id_idx on public.refunds (merchant_id, created_at desc);

create table public.refund_lines (
  refund_id uuid not null references public.refunds (id),
  order_id uuid not null,
  claim_id uuid not null,
  quantity int not null check (quantity >= 0),
  amount_cents bigint not null check (amount_cents >= 0),
  primary key (refund_id, claim_id),
  foreign key (order_id, claim_id) references public.order_lines (order_id, claim_id)
);
comment on table public.refund_lines is 'Which lines a refund is for: the money of each, and how many of its units are not sent or came back.';
create index refund_lines_order_id_idx on public.refund_lines (order_id, claim_id);

-- What may still go back: charged, less what went back, less what has been asked for and is not settled.
create function public.refundable_cents(p_order_id uuid)
returns bigint
language sql
stable
set search_path = ''
as $$
  select coalesce(sum(case m.kind when 'charged' then m.amount_cents when 'refunded' then -m.amount_cents
      when 'refund_failed' then m.amount_cents end), 0)::bigint
    - coalesce((select sum(r.amount_cents) from public.refunds r where r.order_id = p_order_id and r.status = 'pending'), 0)::bigint
  from public.money_entries m where m.order_id = p_order_id
$$;
revoke all on function public.refundable_cents(uuid) from public, anon, authenticated;

-- Whoever asks: no refund is written down that would give back more than was charged. Those of Stripe's dashboard are facts by
-- the time they are heard of, so only what is asked for here is held back.
create function public.check_refund()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if new.status = 'pending' and new.stripe_refund_id is null and public.refundable_cents(new.order_id) < 0 then
    raise check_violation using message = format('refund %s would give back more than was charged for order %s', new.id, new.order_id);
  end if;
  return null;
end
$$;
revoke all on function public.check_refund() from public, anon, authenticated;
create trigger refunds_within_the_charge after insert on public.refunds
  for each row execute function public.check_refund();

create function public.check_refund_move()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  -- A bank may still refuse what Stripe has called done.
  if old.status <> new.status and (old.status, new.status) not in (('pending', 'succeeded'), ('pending', 'failed'), ('succeeded', 'failed'))
    or (new.order_id, new.amount_cents) is distinct from (old.order_id, old.amount_cents) then
    raise exception 'refund % cannot go from % to %', old.id, old.status, new.status using errcode = 'ST002';
  end if;
  return new;
end
$$;
revoke all on function public.check_refund_move() from public, anon, authenticated;
create trigger refunds_move before update on public.refunds
  for each row execute function public.check_refund_move();
create trigger refunds_are_kept before delete on public.refunds
  for each row execute function public.refuse_change();
create trigger refund_lines_are_history before update or delete on public.refund_lines
  for each row execute function public.refuse_change();

alter table public.refunds enable row level security;
alter table public.refund_lines enable row level security;
revoke all on public.refunds, public.refund_lines from public, anon, authenticated;
revoke delete, truncate on public.refunds from service_role;
revoke update, delete, truncate on public.refund_lines from service_role;
grant select (id, order_id, status, amount_cents, currency, created_at, settled_at) on public.refunds to authenticated;
grant select on public.refund_lines to authenticated;
create policy "who reads an order reads its refunds" on public.refunds
  for select to authenticated using (exists (select 1 from public.orders o where o.id = order_id));
create policy "who reads an order reads what its refunds are for" on public.refund_lines
  for select to authenticated using (exists (select 1 from public.orders o where o.id = order_id));
