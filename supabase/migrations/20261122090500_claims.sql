-- Claims, and the movements that are their history: both kept in one partition a month (see ledger_months).
--
-- They have no foreign keys: one would cost a look-up for each row of every claim, a third of a claim's price. Instead a
-- trigger checks each statement's rows at once, and the rows they name are never deleted.

create table public.claims (
  id uuid not null default gen_random_uuid(),
  ledger_month date not null,
  request_id uuid not null,
  sale_id uuid not null,
  item_id uuid not null,
  shopper_id uuid not null,
  quantity int not null check (quantity between 1 and 1000),
  status text not null default 'held' check (status in ('held', 'paying', 'paid', 'released')),
  expires_at timestamptz not null,
  held_until timestamptz not null,
  position bigint not null,
  order_id uuid,
  created_at timestamptz not null default clock_timestamp(),
  released_at timestamptz,
  lapsed_at timestamptz,
  primary key (id, ledger_month),
  constraint one_claim_per_request unique (shopper_id, request_id, ledger_month),
  constraint one_claim_per_position unique (item_id, position, ledger_month),
  constraint released_has_a_time check ((status = 'released') = (released_at is not null)),
  constraint lapsed_is_released check (lapsed_at is null or status = 'released'),
  constraint paying_has_an_order check (status not in ('paying', 'paid') or order_id is not null)
) partition by range (ledger_month);
comment on table public.claims is 'Units of one item held for one shopper until expires_at: held, paying, paid or released.';
comment on column public.claims.held_until is 'The end of the first hold; a declined payment returns to it.';
comment on column public.claims.lapsed_at is 'When its time ran out without being paid: counts against the shopper''s hold budget.';
comment on column public.claims.shopper_id is 'The id of a session''s user, anonymous or not. No foreign key: the record outlives the account.';
-- What a shopper has in a sale and what they let run out there: the limit and the hold budget in one look.
create index claims_of_shopper_idx on public.claims (shopper_id, sale_id) where status <> 'released' or lapsed_at is not null;
create index claims_running_out_idx on public.claims (expires_at) where status = 'held';
create index claims_being_paid_idx on public.claims (item_id) where status = 'paying';
create index claims_order_id_idx on public.claims (order_id) where order_id is not null;

create table public.stock_movements (
  id bigint generated always as identity,
  ledger_month date not null,
  sale_id uuid not null,
  item_id uuid not null,
  claim_id uuid,
  kind text not null check (kind in ('opened', 'claimed', 'paid', 'released', 'returned', 'restocked', 'withdrawn')),
  quantity int not null check (quantity > 0),
  cause text not null check (length(cause) between 1 and 80),
  caused_by uuid,
  at timestamptz not null default clock_timestamp(),
  -- Item first: an item's history is read in order by the same index that keeps ids apart, and a claim writes one index less.
  primary key (item_id, id, ledger_month),
  constraint claim_moves_name_their_claim check (kind not in ('claimed', 'paid', 'released') or claim_id is not null)
) partition by range (ledger_month);
comment on table public.stock_movements is 'Append-only: every unit changing state, what caused it, and who.';

-- What foreign keys would say, asked once for all rows of a statement.
create function public.check_added_claims()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if exists (
    select 1 from (select distinct n.item_id, n.sale_id, n.ledger_month from added n) a
    where (
      select i.sale_id = a.sale_id and i.ledger_month = a.ledger_month from public.sale_items i where i.id = a.item_id
    ) is not true
  ) then
    raise foreign_key_violation using message = 'a claim must name an item of its sale, and the month of that sale';
  end if;
  return null;
end
$$;
revoke all on function public.check_added_claims() from public, anon, authenticated;
create trigger claims_name_their_item after insert on public.claims
  referencing new table as added for each statement execute function public.check_added_claims();

create function public.check_added_movements()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if exists (
    select 1 from (select distinct n.item_id, n.sale_id, n.ledger_month from added n) a
    where (
      select i.sale_id = a.sale_id and i.ledger_month = a.ledger_month from public.sale_items i where i.id = a.item_id
    ) is not true
  ) then
    raise foreign_key_violation using message = 'a movement must name an item of its sale, and the month of that sale';
  end if;
  if exists (
    select 1 from added a
    where a.claim_id is not null and (
      select true from public.claims c where c.id = a.claim_id and c.ledger_month = a.ledger_month limit 1
    ) is null
  ) then
    raise foreign_key_violation using message = 'a movement must name a claim that exists';
  end if;
  return null;
end
$$;
revoke all on function public.check_added_movements() from public, anon, authenticated;
create trigger stock_movements_name_their_item after insert on public.stock_movements
  referencing new table as added for each statement execute function public.check_added_movements();

-- Only the moves in the design exist; anything else is a bug of the caller and changes nothing.
create function public.check_claim_move()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  -- A guest's claim becomes the account's they signed in to: only who has it changes.
  if new.shopper_id <> old.shopper_id and new = jsonb_populate_record(old, jsonb_build_object('shopper_id', new.shopper_id))
    and public.is_own_move(old.shopper_id, new.shopper_id, new.order_id) then
    return new;
  end if;
  if (old.status, new.status) not in (
    ('held', 'held'), ('held', 'paying'), ('held', 'released'),
    ('paying', 'paying'), -- its time moves while the payment waits in line
    ('paying', 'held'), ('paying', 'paid'), ('paying', 'released'),
    ('released', 'paying') -- a payment that came late takes free units again
  ) or (new.shopper_id, new.item_id, new.quantity, new.request_id, new.position, new.ledger_month)
    is distinct from (old.shopper_id, old.item_id, old.quantity, old.request_id, old.position, old.ledger_month)
  then
    raise exception 'claim % cannot go from % to %', old.id, old.status, new.status using errcode = 'ST002';
  end if;
  return new;
end
$$;
revoke all on function public.check_claim_move() from public, anon, authenticated;

create trigger claims_move before update on public.claims
  for each row execute function public.check_claim_move();
create trigger claims_are_kept before delete on public.claims
  for each row execute function public.refuse_change();
create trigger stock_movements_are_history before update or delete on public.stock_movements
  for each row execute function public.refuse_change();
create trigger stock_movements_are_never_emptied before truncate on public.stock_movements
  for each statement execute function public.refuse_change();

-- An item starts with all of its units free, and says so in the movements.
create function public.open_item_stock()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if new.free <> new.stock or new.held + new.sold + new.withdrawn <> 0 then
    raise exception 'item % must start with all of its stock free', new.id using errcode = 'ST002';
  end if;
  if new.stock > 0 then
    insert into public.stock_movements (ledger_month, sale_id, item_id, kind, quantity, cause)
    values (new.ledger_month, new.sale_id, new.id, 'opened', new.stock, 'item created');
  end if;
  return new;
end
$$;
revoke all on function public.open_item_stock() from public, anon, authenticated;
create trigger sale_items_open after insert on public.sale_items
  for each row execute function public.open_item_stock();

alter table public.claims enable row level security;
alter table public.stock_movements enable row level security;
revoke all on public.claims, public.stock_movements from public, anon, authenticated;
revoke update, delete, truncate on public.stock_movements from service_role;
revoke delete, truncate on public.claims from service_role;
grant select on public.claims, public.stock_movements to authenticated;

create policy "shoppers read their own claims" on public.claims
  for select to authenticated using (shopper_id = (select auth.uid()));
create policy "members read the claims of their sales" on public.claims
  for select to authenticated
  using (exists (select 1 from public.sales s where s.id = sale_id and public.is_merchant_member(s.merchant_id)));
create policy "members read the movements of their sales" on public.stock_movements
  for select to authenticated
  using (exists (select 1 from public.sales s where s.id = sale_id and public.is_merchant_member(s.merchant_id)));
