-- What a sale left behind, line by line, for whoever wants to count it again: comma-separated text, one line a fact, always
-- in the same order and the same letters, so that a digest of the lines says whether they are still the same.
-- No personal data: a shopper is the first 16 hexadecimal digits of sha256(sale id + shopper id), another in every sale; a
-- claim is its item and position; an order its number. Items are numbered from 1 in the order of the sale. (The way an
-- instant and a shopper are written is repeated in each: a function of our own, called for each line, took most of the time.)

-- The items of a sale with their numbers. Retry: reads only.
create function public.numbered_items(p_sale_id uuid)
returns table (item_id uuid, number int)
language sql
stable
rows 10
set search_path = ''
as $$
  select i.id, (row_number() over (order by i.position, i.id))::int from public.sale_items i where i.sale_id = p_sale_id
$$;
revoke all on function public.numbered_items(uuid) from public, anon, authenticated;
grant execute on function public.numbered_items(uuid) to service_role;

-- at,kind,item,quantity,position,shopper,order,cause: every movement in the order it happened. position, shopper and order
-- are empty where no claim moved; order is that of a paid claim. Nothing for an archived sale. Retry: reads only.
create function public.export_movements(p_sale_id uuid)
returns table (line text)
language sql
stable
set search_path = ''
as $$
  with month as materialized (
    select s.ledger_month as of from public.sales s where s.id = p_sale_id
  ), items as materialized (
    select array_agg(i.item_id) as ids from public.numbered_items(p_sale_id) i
  ), own_claims as materialized (
    -- Found by their items, so that other sales of the month are not walked through.
    select c.id, c.position, c.shopper_id, c.order_id from public.claims c
    where c.ledger_month = (select of from month) and c.item_id = any ((select ids from items)::uuid[])
  )
  select to_char(m.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || ',' || m.kind || ',' || i.number || ',' || m.quantity || ',' ||
    coalesce(c.position::text, '') || ',' || coalesce(left(encode(sha256(convert_to(p_sale_id::text || c.shopper_id::text, 'UTF8')), 'hex'), 16), '') || ',' ||
    -- Looked up, not joined: most claims have no order, and a hash of so many nulls is one bucket that no memory holds.
    coalesce(case when m.kind = 'paid' then (select o.number from public.orders o where o.id = c.order_id) end, '') || ',' ||
    translate(m.cause, E',\n\r', '   ')
  from public.stock_movements m
  join public.numbered_items(p_sale_id) i on i.item_id = m.item_id
  left join own_claims c on c.id = m.claim_id
  where m.ledger_month = (select of from month) and m.item_id = any ((select ids from items)::uuid[])
  order by m.id
$$;
revoke all on function public.export_movements(uuid) from public, anon, authenticated;
grant execute on function public.export_movements(uuid) to service_role;

-- item,place,quantity,status,position,shopper: the waiting line in order of place; position is that of the claim offered.
create function public.export_waits(p_sale_id uuid)
returns table (line text)
language sql
stable
set search_path = ''
as $$
  select i.number || ',' || w.place || ',' || w.quantity || ',' || w.status || ',' || coalesce(c.position::text, '') || ',' ||
    left(encode(sha256(convert_to(p_sale_id::text || w.shopper_id::text, 'UTF8')), 'hex'), 16)
  from public.numbered_items(p_sale_id) i
  join public.waits w on w.item_id = i.item_id
  left join public.claims c on c.id = w.claim_id
    and c.ledger_month = (select s.ledger_month from public.sales s where s.id = p_sale_id)
  order by i.number, w.place
$$;
revoke all on function public.export_waits(uuid) from public, anon, authenticated;
grant execute on function public.export_waits(uuid) to service_role;

-- number,status,currency,items_cents,shipping_cents,tax_cents,total_cents,authorised_cents,refund_pending_cents,paid_at: the tax
-- is contained in the total; authorised is what a bank has promised and is not captured yet, refund_pending what was asked
-- back and is not back yet.
create function public.export_orders(p_sale_id uuid)
returns table (line text)
language sql
stable
set search_path = ''
as $$
  select o.number || ',' || o.status || ',' || o.currency || ',' || o.items_cents || ',' || o.shipping_cents || ',' ||
    o.tax_cents || ',' || o.total_cents || ',' || coalesce(a.amount_cents, 0) || ',' || r.cents || ',' || coalesce(to_char(o.paid_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '')
  from public.orders o
  left join public.payment_authorisations a on a.order_id = o.id and a.captured_at is null and a.voided_at is null
  cross join lateral (
    select coalesce(sum(f.amount_cents), 0) as cents from public.refunds f where f.order_id = o.id and f.status = 'pending'
  ) r
  where o.sale_id = p_sale_id
  order by o.created_at, o.number
$$;
revoke all on function public.export_orders(uuid) from public, anon, authenticated;
grant execute on function public.export_orders(uuid) to service_role;

-- at,kind,order,amount_cents,currency,stripe_id (refund_failed takes a refund back, dispute_won a dispute): every cent that moved at Stripe, to be held against Stripe's own list.
create function public.export_money(p_sale_id uuid)
returns table (line text)
language sql
stable
set search_path = ''
as $$
  select to_char(m.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || ',' || m.kind || ',' || o.number || ',' || m.amount_cents || ',' || m.currency || ',' ||
    translate(m.stripe_id, E',\n\r', '   ')
  from public.orders o join public.money_entries m on m.order_id = o.id
  where o.sale_id = p_sale_id
  order by m.id
$$;
revoke all on function public.export_money(uuid) from public, anon, authenticated;
grant execute on function public.export_money(uuid) to service_role;
