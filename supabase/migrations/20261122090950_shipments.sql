-- What left the merchant for an order, what is still to leave, and the log of everything done to an order after the sale.

create table public.shipments (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders (id),
  merchant_id uuid not null, -- its order's, which has the foreign key: a second one would make embedding ambiguous
  state text not null default 'in_transit' check (state in ('in_transit', 'delivered', 'returned')),
  carrier text not null check (length(carrier) between 1 and 60),
  tracking_number text check (tracking_number ~ '^[A-Z0-9][A-Z0-9-]{3,49}$'),
  tracking_url text check (tracking_url ~ '^https://' and length(tracking_url) <= 500),
  shipped_at timestamptz not null default clock_timestamp(),
  delivered_at timestamptz,
  returned_at timestamptz,
  constraint delivered_has_a_time check (state <> 'delivered' or delivered_at is not null),
  constraint returned_has_a_time check ((state = 'returned') = (returned_at is not null))
);
comment on table public.shipments is 'A parcel of one order: in transit, then delivered, or come back.';
create index shipments_order_id_idx on public.shipments (order_id);
create index shipments_merchant_id_idx on public.shipments (merchant_id, shipped_at desc);
create index shipments_tracking_number_idx on public.shipments (tracking_number) where tracking_number is not null;

create table public.shipment_lines (
  shipment_id uuid not null references public.shipments (id),
  order_id uuid not null,
  claim_id uuid not null,
  quantity int not null check (quantity > 0),
  returned int not null default 0 check (returned >= 0),
  primary key (shipment_id, claim_id),
  foreign key (order_id, claim_id) references public.order_lines (order_id, claim_id),
  constraint never_more_back_than_sent check (returned <= quantity)
);
comment on table public.shipment_lines is 'How many units of each line of an order are in a parcel, and how many of them came back.';
create index shipment_lines_order_id_idx on public.shipment_lines (order_id, claim_id);

create table public.order_moves (
  id bigint generated always as identity primary key,
  order_id uuid not null references public.orders (id),
  merchant_id uuid not null, -- its order's, which has the foreign key: a second one would make embedding ambiguous
  move text not null check (move in ('ship', 'deliver', 'return', 'cancel', 'refund', 'refund_failed')),
  reason text not null default '' check (length(reason) <= 500),
  moved_by uuid,
  request_id uuid not null,
  detail jsonb not null default '{}' check (jsonb_typeof(detail) = 'object'),
  at timestamptz not null default clock_timestamp(),
  constraint one_order_move_per_request unique (order_id, request_id)
);
comment on table public.order_moves is 'Append-only: every shipment, delivery, return, cancellation and refund of an order, who did it and why.';
comment on column public.order_moves.moved_by is 'The signed-in member; null for the platform itself, the carrier or Stripe.';
create index order_moves_merchant_id_idx on public.order_moves (merchant_id, at desc);

-- A parcel that arrived is not on its way again, whatever order the carrier's messages come in.
create function public.check_shipment_move()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if old.state <> new.state and (old.state, new.state) not in (
    ('in_transit', 'delivered'), ('in_transit', 'returned'), ('delivered', 'returned')
  ) or (new.order_id, new.merchant_id) is distinct from (old.order_id, old.merchant_id) then
    raise exception 'shipment % cannot go from % to %', old.id, old.state, new.state using errcode = 'ST002';
  end if;
  return new;
end
$$;
revoke all on function public.check_shipment_move() from public, anon, authenticated;
create trigger shipments_move before update on public.shipments
  for each row execute function public.check_shipment_move();
create trigger shipments_are_kept before delete on public.shipments
  for each row execute function public.refuse_change();
create trigger shipment_lines_are_kept before delete on public.shipment_lines
  for each row execute function public.refuse_change();
create trigger order_moves_are_history before update or delete on public.order_moves
  for each row execute function public.refuse_change();
create trigger order_moves_are_never_emptied before truncate on public.order_moves
  for each statement execute function public.refuse_change();

-- How many units of an order are paid for and have not left.
create function public.units_to_ship(p_order_id uuid)
returns int
language sql
stable
set search_path = ''
as $$
  select coalesce(sum(l.quantity - l.shipped - l.not_sent), 0)::int from public.order_lines l where l.order_id = p_order_id
$$;
revoke all on function public.units_to_ship(uuid) from public, anon, authenticated;

-- orders.to_ship follows the state of the order and its lines, whoever writes them.
create function public.count_units_to_ship()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.to_ship := case when new.status in ('paid', 'shipped', 'delivered', 'part_refunded') then public.units_to_ship(new.id) else 0 end;
  return new;
end
$$;
revoke all on function public.count_units_to_ship() from public, anon, authenticated;
create trigger orders_count_units_to_ship before update of status, to_ship on public.orders
  for each row execute function public.count_units_to_ship();

create function public.recount_order_of_line()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  update public.orders o set to_ship = 0 where o.id = new.order_id; -- the trigger above counts
  return null;
end
$$;
revoke all on function public.recount_order_of_line() from public, anon, authenticated;
create trigger order_lines_recount after update of shipped, not_sent on public.order_lines
  for each row execute function public.recount_order_of_line();

alter table public.shipments enable row level security;
alter table public.shipment_lines enable row level security;
alter table public.order_moves enable row level security;
revoke all on public.shipments, public.shipment_lines, public.order_moves from public, anon, authenticated;
revoke delete, truncate on public.shipments, public.shipment_lines from service_role;
revoke update, delete, truncate on public.order_moves from service_role;
grant select on public.shipments, public.shipment_lines, public.order_moves to authenticated;
create policy "who reads an order reads its shipments" on public.shipments
  for select to authenticated using (exists (select 1 from public.orders o where o.id = order_id));
create policy "who reads an order reads what is in its parcels" on public.shipment_lines
  for select to authenticated using (exists (select 1 from public.orders o where o.id = order_id));
create policy "members read the moves of their merchant's orders" on public.order_moves
  for select to authenticated using (public.is_merchant_member(merchant_id));

-- The beginning of every move of an order: who, why, whether it was done before; then the locks. A packer's moves (p_is_packing) need
-- no reason and leave the stock alone; the others give money back, need a reason and lock the items too. Answers null when the
-- move may go on, else the outcome: unknown_order, not_allowed, second_factor (why_not() says when), invalid (no request id, no reason), repeated.
-- Locks: the sale (shared, against its month being put away), its items of this order in id order, the order.
create function public.begin_order_move(p_order_id uuid, p_reason text, p_request_id uuid, p_is_packing boolean, p_has_stock boolean)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders;
  v_why_not text;
begin
  select o.* into v_order from public.orders o where o.id = p_order_id;
  if not found then
    return 'unknown_order';
  end if;
  v_why_not := public.why_not(v_order.merchant_id, case when p_is_packing then 'ship' else 'refund' end);
  if v_why_not is not null then
    return v_why_not;
  elsif p_request_id is null or coalesce(length(btrim(p_reason)), 0) not between (case when p_is_packing then 0 else 1 end) and 500 then
    return 'invalid';
  end if;
  if p_has_stock then
    perform 1 from public.sales s where s.id = v_order.sale_id for key share;
    perform 1 from public.sale_items i
    where i.id in (select l.item_id from public.order_lines l where l.order_id = p_order_id) order by i.id for no key update;
  end if;
  perform 1 from public.orders o where o.id = p_order_id for update;
  if exists (select 1 from public.order_moves m where m.order_id = p_order_id and m.request_id = p_request_id) then
    return 'repeated';
  end if;
  return null;
end
$$;
revoke all on function public.begin_order_move(uuid, text, uuid, boolean, boolean) from public, anon, authenticated;

-- The end of every move: the log. The unique request id makes sure that it happened once.
create function public.finish_order_move(p_order_id uuid, p_move text, p_reason text, p_request_id uuid, p_detail jsonb)
returns void
language sql
set search_path = ''
as $$
  insert into public.order_moves (order_id, merchant_id, move, reason, moved_by, request_id, detail)
  select o.id, o.merchant_id, p_move, coalesce(btrim(p_reason), ''), (select auth.uid()), p_request_id, p_detail
  from public.orders o where o.id = p_order_id;
  select public.write_log(o.merchant_id, p_move || '_order', 'order', o.id::text,
    coalesce(p_detail, '{}') || jsonb_build_object('number', o.number, 'reason', coalesce(btrim(p_reason), '')))
  from public.orders o where o.id = p_order_id
$$;
revoke all on function public.finish_order_move(uuid, text, text, uuid, jsonb) from public, anon, authenticated;
