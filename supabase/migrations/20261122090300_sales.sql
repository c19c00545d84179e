-- Sales and their items: the counters that must never lie.

create table public.sales (
  id uuid primary key default gen_random_uuid(),
  merchant_id uuid not null references public.merchants (id),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  title text not null check (length(title) between 1 and 120),
  tagline text not null default '' check (length(tagline) <= 200),
  story text not null default '' check (length(story) <= 8000),
  category text not null default 'other' check (length(category) between 1 and 40),
  hero_url text check (length(hero_url) <= 500),
  hero_alt text not null default '' check (length(hero_alt) <= 300),
  status text not null default 'draft' check (status in ('draft', 'scheduled', 'paused', 'closed', 'cancelled')),
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  hold_seconds int not null default 300 check (hold_seconds between 1 and 3600),
  pay_seconds int not null default 240 check (pay_seconds between 1 and 3600),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  shipping_cents int not null default 0 check (shipping_cents between 0 and 10000000),
  capture text not null default 'automatic' check (capture in ('automatic', 'at_shipping')),
  tax_basis_points int not null default 0 check (tax_basis_points between 0 and 10000),
  tax_name text not null default 'VAT' check (length(tax_name) between 1 and 20),
  shipping_note text not null default '' check (length(shipping_note) <= 500),
  returns_note text not null default '' check (length(returns_note) <= 500),
  offer_seconds int not null default 120 check (offer_seconds between 1 and 3600),
  line_max int not null default 10000 check (line_max between 0 and 1000000),
  lapses_forgiven int not null default 2 check (lapses_forgiven between 0 and 1000),
  lapse_window_seconds int not null default 600 check (lapse_window_seconds between 0 and 86400),
  broadcast_every_ms int not null default 500 check (broadcast_every_ms between 100 and 60000),
  version bigint not null default 0,
  created_at timestamptz not null default now(),
  ledger_month date not null default date_trunc('month', now() at time zone 'utc')::date
    check (ledger_month = date_trunc('month', ledger_month)::date),
  archived_at timestamptz,
  check (closes_at > opens_at)
);
comment on table public.sales is 'A timed event of one merchant. Open for claims while status is scheduled and the database clock is in [opens_at, closes_at).';
comment on column public.sales.hero_alt is 'What the picture at the top shows, for who cannot see it; empty says that it shows nothing its title does not.';
comment on column public.sales.hold_seconds is 'How long a fresh claim is held before its units go back.';
comment on column public.sales.pay_seconds is 'The least time a shopper has once payment started.';
comment on column public.sales.capture is 'When money is taken: with the payment, or (only authorised until then) when the order is shipped.';
comment on column public.sales.tax_basis_points is 'The rate of the tax contained in prices and shipping; 1900 is 19 %, 0 is none.';
comment on column public.sales.offer_seconds is 'How long a claim offered to the next in line is held.';
comment on column public.sales.line_max is 'How many shoppers may wait in line for one item; 0 means that nobody can.';
comment on column public.sales.lapses_forgiven is 'Claims a shopper may let run out within lapse_window_seconds; each one beyond lets them hold one unit less.';
comment on column public.sales.lapse_window_seconds is 'How long a claim that ran out is remembered against the hold budget; 0 means never.';
comment on column public.sales.ledger_month is 'The month whose partition keeps the claims and movements of this sale: the one it was created in.';
comment on column public.sales.archived_at is 'When its claims and movements were detached; nothing can be claimed or paid any more.';
create index sales_merchant_id_idx on public.sales (merchant_id, opens_at desc);
create index sales_opens_at_idx on public.sales (opens_at) where status <> 'draft';
create trigger sales_version before update on public.sales
  for each row execute function public.bump_version();

create table public.sale_items (
  id uuid primary key default gen_random_uuid(),
  sale_id uuid not null references public.sales (id),
  ledger_month date not null,
  variant_id uuid not null references public.product_variants (id),
  position int not null default 0,
  price_cents int not null check (price_cents between 0 and 100000000),
  was_price_cents int check (was_price_cents > price_cents),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  limit_per_shopper int not null default 1 check (limit_per_shopper between 1 and 1000),
  stock int not null check (stock between 0 and 10000000),
  free int not null check (free >= 0),
  held int not null default 0 check (held >= 0),
  sold int not null default 0 check (sold >= 0),
  withdrawn int not null default 0 check (withdrawn >= 0),
  next_position bigint not null default 1,
  waiting int not null default 0 check (waiting >= 0),
  next_place bigint not null default 1,
  version bigint not null default 0,
  constraint every_unit_is_somewhere check (free + held + sold + withdrawn = stock),
  unique (sale_id, variant_id)
) with (fillfactor = 50);
comment on table public.sale_items is 'One variant in one sale. free + held + sold + withdrawn = stock at every commit.';
comment on column public.sale_items.held is 'Units of claims that are held or paying.';
comment on column public.sale_items.next_position is 'The position the next claim of this item gets; gapless.';
comment on column public.sale_items.waiting is 'Shoppers waiting in line for this item; while there are any, units that come free are theirs.';
comment on column public.sale_items.next_place is 'The place the next shopper in line gets; gapless.';
comment on column public.sale_items.ledger_month is 'That of its sale, here so that claims find their partition without a look at the sale.';
create index sale_items_variant_id_idx on public.sale_items (variant_id);
create trigger sale_items_version before update on public.sale_items
  for each row execute function public.bump_version();

-- An item takes its month from its sale, and neither ever changes: what is filed under it would be lost.
create function public.take_ledger_month()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  select s.ledger_month into new.ledger_month from public.sales s where s.id = new.sale_id;
  return new;
end
$$;
revoke all on function public.take_ledger_month() from public, anon, authenticated;
create trigger sale_items_take_ledger_month before insert on public.sale_items
  for each row execute function public.take_ledger_month();
create trigger sales_keep_ledger_month before update of ledger_month on public.sales
  for each row when (old.ledger_month <> new.ledger_month) execute function public.refuse_change();
-- Its claims are put away: a sale that began again would have nowhere to file them.
create trigger sales_archived_are_over before update of status, opens_at, closes_at on public.sales
  for each row when (old.archived_at is not null) execute function public.refuse_change();
create trigger sale_items_keep_their_sale before update of sale_id, ledger_month on public.sale_items
  for each row when ((old.sale_id, old.ledger_month) <> (new.sale_id, new.ledger_month)) execute function public.refuse_change();
-- Claims and movements name their item without a foreign key (it would cost a look-up each), so items stay.
create trigger sale_items_are_kept before delete on public.sale_items
  for each row execute function public.refuse_change();

alter table public.sales enable row level security;
alter table public.sale_items enable row level security;
revoke all on public.sales, public.sale_items from public, anon, authenticated;
grant select on public.sales to anon, authenticated;
-- The counters are not for the public: a shopper learns of stock through sale_snapshot(), a merchant through my_sales().
grant select (id, sale_id, variant_id, position, price_cents, was_price_cents, currency, limit_per_shopper)
  on public.sale_items to anon, authenticated;

create policy "anyone reads sales that are announced" on public.sales
  for select to anon, authenticated using (status <> 'draft');
create policy "members read their merchant's sales" on public.sales
  for select to authenticated using (public.is_merchant_member(merchant_id));
create policy "anyone reads items of sales they can read" on public.sale_items
  for select to anon, authenticated
  using (exists (select 1 from public.sales s where s.id = sale_id));

-- upcoming | live | paused | ended, by the clock given. One rule for SQL; lib/sales/phase.ts says the same for pages.
create function public.sale_phase(p_status text, p_opens_at timestamptz, p_closes_at timestamptz, p_now timestamptz)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when p_status in ('draft', 'closed', 'cancelled') or p_now >= p_closes_at then 'ended'
    when p_now < p_opens_at then 'upcoming'
    when p_status = 'paused' then 'paused'
    else 'live'
  end
$$;
revoke all on function public.sale_phase(text, timestamptz, timestamptz, timestamptz) from public;
grant execute on function public.sale_phase(text, timestamptz, timestamptz, timestamptz) to anon, authenticated, service_role;
