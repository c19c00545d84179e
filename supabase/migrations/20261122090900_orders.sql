-- Orders, their lines and attempts to pay them, and the money.

create table public.orders (
  id uuid primary key default gen_random_uuid(),
  number text not null unique check (number ~ '^[0-9A-Z]{4}-[0-9A-Z]{4}$'),
  sale_id uuid not null references public.sales (id),
  merchant_id uuid not null references public.merchants (id),
  shopper_id uuid not null,
  status text not null default 'open' check (
    status in ('open', 'paying', 'paid', 'shipped', 'delivered', 'cancelled', 'part_refunded', 'refunded')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  items_cents bigint not null default 0 check (items_cents >= 0),
  shipping_cents bigint not null default 0 check (shipping_cents >= 0),
  tax_cents bigint not null default 0 check (tax_cents >= 0),
  shipping_tax_cents bigint not null default 0 check (shipping_tax_cents >= 0),
  tax_calculation_id text check (length(tax_calculation_id) <= 255),
  total_cents bigint generated always as (items_cents + shipping_cents) stored,
  email text not null check (email ~ '^[^@\s]+@[^@\s]+$' and length(email) <= 254),
  name text not null check (length(name) between 1 and 120),
  language text not null default 'en' check (language in ('en', 'de', 'ar')),
  address jsonb not null check (jsonb_typeof(address) = 'object' and length(address::text) <= 2000),
  payment_intent_id text unique check (length(payment_intent_id) <= 255),
  attempt int not null default 0,
  pay_expires_at timestamptz,
  decline_reason text check (length(decline_reason) <= 500),
  paid_at timestamptz,
  to_ship int not null default 0 check (to_ship >= 0),
  tracking_numbers text not null default '' check (length(tracking_numbers) <= 2000),
  search_text text generated always as (lower(number || ' ' || email || ' ' || name || ' ' || tracking_numbers)) stored,
  created_at timestamptz not null default clock_timestamp(),
  constraint tax_is_contained check (tax_cents <= items_cents + shipping_cents and shipping_tax_cents <= shipping_cents),
  constraint paid_has_a_time check (status not in ('paid', 'shipped', 'delivered') or paid_at is not null),
  constraint paying_has_a_deadline check (status <> 'paying' or pay_expires_at is not null),
  constraint shipped_means_all_of_it check (status not in ('shipped', 'delivered') or to_ship = 0)
);
comment on table public.orders is 'A bag being paid or paid. Written by functions only.';
comment on column public.orders.to_ship is 'Units that are paid for and have not left yet; kept by triggers.';
comment on column public.orders.language is 'What the shopper read at their last tap on pay; mails about the order are written in it.';
comment on column public.orders.search_text is 'What the dashboard searches: number, e-mail, name and tracking numbers, in lower case.';
comment on column public.orders.tax_cents is 'The tax contained in the total: that of the lines and of shipping_tax_cents, frozen with the prices.';
comment on column public.orders.tax_calculation_id is 'The calculation of Stripe Tax behind tax_cents; null when the sale''s own rates were used.';
create unique index orders_one_unpaid_per_bag_idx on public.orders (shopper_id, sale_id) where status in ('open', 'paying');
create index orders_merchant_id_idx on public.orders (merchant_id, created_at desc, id desc);
create index orders_shopper_id_idx on public.orders (shopper_id, created_at desc);
create index orders_sale_id_idx on public.orders (sale_id);
create index orders_running_out_idx on public.orders (pay_expires_at) where status = 'paying';
create index orders_open_idx on public.orders (id) where status = 'open';

create table public.order_lines (
  order_id uuid not null references public.orders (id),
  claim_id uuid not null,
  item_id uuid not null references public.sale_items (id),
  product_name text not null,
  variant_name text not null,
  picture_url text,
  quantity int not null check (quantity > 0),
  unit_price_cents int not null check (unit_price_cents >= 0),
  tax_basis_points int not null default 0 check (tax_basis_points between 0 and 10000),
  tax_cents bigint not null default 0,
  shipped int not null default 0 check (shipped >= 0),
  not_sent int not null default 0 check (not_sent >= 0),
  returned int not null default 0 check (returned >= 0),
  restocked int not null default 0 check (restocked >= 0),
  primary key (order_id, claim_id),
  constraint never_more_shipped_than_ordered check (shipped + not_sent <= quantity),
  constraint never_more_back_than_shipped check (returned <= shipped),
  constraint never_more_restocked_than_here check (restocked <= not_sent + returned),
  constraint tax_is_contained check (tax_cents between 0 and quantity::bigint * unit_price_cents)
);
comment on table public.order_lines is 'What an order is for: one line per claim, names and price frozen when payment started.';
comment on column public.order_lines.not_sent is 'Units that will not be sent any more: cancelled or refunded before they left.';
comment on column public.order_lines.restocked is 'Units put back into the stock of the sale, as movements `returned`.';
create index order_lines_claim_id_idx on public.order_lines (claim_id);
create index order_lines_item_id_idx on public.order_lines (item_id);

create table public.payment_attempts (
  order_id uuid not null references public.orders (id),
  attempt int not null check (attempt between 1 and 20),
  shopper_id uuid not null,
  request_id uuid not null,
  claim_ids uuid[] not null default '{}',
  address_key text check (length(address_key) between 1 and 64),
  declined_at timestamptz,
  started_at timestamptz not null default clock_timestamp(),
  primary key (order_id, attempt),
  constraint one_attempt_per_request unique (shopper_id, request_id)
);
comment on table public.payment_attempts is 'Every tap on pay; the request id makes a repeated tap the same attempt.';
comment on column public.payment_attempts.claim_ids is 'What it was to pay for; empty for an attempt that ended before a card was touched, which counts against no limit.';
comment on column public.payment_attempts.address_key is 'Which network address it came from, as a keyed hash that tells nobody the address.';
create index payment_attempts_of_shopper_idx on public.payment_attempts (shopper_id, started_at desc);
create index payment_attempts_started_idx on public.payment_attempts (started_at);
create index payment_attempts_declined_idx on public.payment_attempts (address_key, declined_at desc) where declined_at is not null;

create table public.money_entries (
  id bigint generated always as identity primary key,
  order_id uuid not null references public.orders (id),
  merchant_id uuid not null references public.merchants (id),
  kind text not null check (
    kind in ('charged', 'refunded', 'refund_failed', 'disputed', 'dispute_won', 'fee')),
  amount_cents bigint not null check (amount_cents > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  stripe_id text not null check (length(stripe_id) between 1 and 255),
  at timestamptz not null default clock_timestamp(),
  constraint one_entry_per_stripe_object unique (kind, stripe_id)
);
comment on table public.money_entries is 'Append-only: every cent that moved at Stripe for an order. stripe_id is the payment intent, refund or dispute. refund_failed takes a refund back, dispute_won a dispute.';
create index money_entries_order_id_idx on public.money_entries (order_id);
create index money_entries_merchant_id_idx on public.money_entries (merchant_id, at desc);
create trigger money_entries_are_history before update or delete on public.money_entries
  for each row execute function public.refuse_change();
create trigger money_entries_are_never_emptied before truncate on public.money_entries
  for each statement execute function public.refuse_change();

create table public.processed_events (
  id text primary key check (length(id) between 1 and 255),
  type text not null check (length(type) between 1 and 120),
  at timestamptz not null default clock_timestamp()
);
comment on table public.processed_events is 'Webhook events whose effect is in the database; written in the same transaction as the effect.';

-- Only moves of the design exist.
create function public.check_order_move()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if old.status <> new.status and (old.status, new.status) not in (
    ('open', 'paying'), ('open', 'paid'), ('open', 'cancelled'),
    ('paying', 'open'), ('paying', 'paid'), ('paying', 'cancelled'),
    ('cancelled', 'paid'), ('cancelled', 'refunded'), -- a payment that came late: units taken again, or money back
    ('paid', 'shipped'), ('paid', 'part_refunded'), ('paid', 'refunded'),
    ('paid', 'cancelled'), ('part_refunded', 'cancelled'), -- by the merchant, before anything was shipped
    ('shipped', 'delivered'), ('shipped', 'part_refunded'), ('shipped', 'refunded'),
    ('delivered', 'part_refunded'), ('delivered', 'refunded'), ('part_refunded', 'refunded'),
    ('paid', 'cancelled'), -- an authorisation that ended before its money was taken
    -- a refund that failed: back to where the order was
    ('refunded', 'part_refunded'), ('refunded', 'cancelled'), ('refunded', 'paid'), ('refunded', 'shipped'), ('refunded', 'delivered'),
    ('part_refunded', 'paid'), ('part_refunded', 'shipped'), ('part_refunded', 'delivered')
  ) then
    raise exception 'order % cannot go from % to %', old.id, old.status, new.status using errcode = 'ST002';
  end if;
  return new;
end
$$;
revoke all on function public.check_order_move() from public, anon, authenticated;
create trigger orders_move before update on public.orders
  for each row execute function public.check_order_move();
create trigger orders_are_kept before delete on public.orders
  for each row execute function public.refuse_change();

alter table public.orders enable row level security;
alter table public.order_lines enable row level security;
alter table public.payment_attempts enable row level security;
alter table public.money_entries enable row level security;
alter table public.processed_events enable row level security;
revoke all on public.orders, public.order_lines, public.payment_attempts, public.money_entries, public.processed_events
  from public, anon, authenticated;
revoke update, delete, truncate on public.money_entries from service_role;
grant select on public.orders, public.order_lines, public.money_entries to authenticated;

create policy "shoppers read their own orders" on public.orders
  for select to authenticated using (shopper_id = (select auth.uid()));
create policy "members read their merchant's orders" on public.orders
  for select to authenticated using (public.is_merchant_member(merchant_id));
create policy "who reads an order reads its lines" on public.order_lines
  for select to authenticated using (exists (select 1 from public.orders o where o.id = order_id));
create policy "who sees money reads that of their merchant" on public.money_entries
  for select to authenticated using (merchant_id in (select public.merchants_where('see_money')));
