-- Shipping, by anybody who works for the merchant. All: the same p_request_id again changes nothing and answers `repeated`. Besides the
-- outcomes named: unknown_order, not_allowed, invalid. Locks: the order (ship_orders: in id order).

-- The one place where a sale that takes its money at shipping takes it. Nothing to do until there is such a function.
create function public.capture_at_shipping(p_order_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if to_regprocedure('public.capture_order(uuid)') is not null then
    execute 'select public.capture_order($1)' using p_order_id;
  end if;
end
$$;
revoke all on function public.capture_at_shipping(uuid) from public, anon, authenticated;

-- Moves an order on once all of it has left, and again once all of that has arrived. An order of which money went back keeps saying
-- so; its parcels speak for themselves. The caller holds the order.
create function public.move_order_by_shipments(p_order_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders;
  v_open int;
  v_arrived int;
begin
  select o.* into v_order from public.orders o where o.id = p_order_id;
  select count(*) filter (where s.state = 'in_transit'), count(*) filter (where s.state = 'delivered') into v_open, v_arrived
  from public.shipments s where s.order_id = p_order_id;
  if v_order.status = 'paid' and v_order.to_ship = 0 then
    update public.orders o set status = 'shipped' where o.id = p_order_id returning o.* into v_order;
  end if;
  if v_order.status = 'shipped' and v_open = 0 and v_arrived > 0 then
    update public.orders o set status = 'delivered' where o.id = p_order_id;
  end if;
end
$$;
revoke all on function public.move_order_by_shipments(uuid) from public, anon, authenticated;

create function public.mail_about_shipment(p_shipment_id uuid, p_template text)
returns void
language sql
set search_path = ''
as $$
  insert into public.outbox (kind, payload, dedupe_key)
  select 'order_mail', jsonb_build_object('order_id', s.order_id, 'template', p_template, 'shipment_id', s.id),
    'order_mail:' || p_template || ':' || s.id
  from public.shipments s where s.id = p_shipment_id
  on conflict (dedupe_key) do nothing
$$;
revoke all on function public.mail_about_shipment(uuid, text) from public, anon, authenticated;

-- A parcel leaves. p_lines: [{claim_id, quantity}], or null for all that is left. Outcomes: shipped (nothing is left to send);
-- part_shipped; already_shipped (nothing is left, and a parcel has this tracking number); nothing_to_ship; too_many (more than is
-- left of a line); not_paid (not paid, cancelled, or all of its money went back); invalid also for a carrier, tracking number or
-- address that cannot be one.
create function public.ship_order(
  p_order_id uuid, p_carrier text, p_tracking_number text, p_tracking_url text, p_lines jsonb, p_request_id uuid, p_reason text default ''
)
returns text
language plpgsql
security definer -- members may not write orders; begin_order_move() checks the role
set search_path = ''
as $$
declare
  v_tracking text := nullif(upper(regexp_replace(coalesce(p_tracking_number, ''), '\s', '', 'g')), '');
  v_url text := nullif(btrim(coalesce(p_tracking_url, '')), '');
  v_outcome text;
  v_order public.orders;
  v_shipment_id uuid := gen_random_uuid();
  v_lines jsonb := p_lines;
begin
  if coalesce(length(btrim(p_carrier)), 0) not between 1 and 60 or v_tracking !~ '^[A-Z0-9][A-Z0-9-]{3,49}$'
    or length(v_url) > 500 or v_url !~ '^https://' or jsonb_typeof(coalesce(p_lines, '[]')) <> 'array' then
    return 'invalid';
  end if;
  v_outcome := public.begin_order_move(p_order_id, coalesce(p_reason, ''), p_request_id, true, false);
  if v_outcome is not null then
    return v_outcome;
  end if;
  select o.* into v_order from public.orders o where o.id = p_order_id;
  if v_order.to_ship = 0 and exists (
    select 1 from public.shipments s where s.order_id = p_order_id and s.tracking_number = v_tracking
  ) then
    return 'already_shipped';
  elsif v_order.status not in ('paid', 'part_refunded', 'shipped', 'delivered') then
    return 'not_paid';
  elsif v_order.to_ship = 0 then
    return 'nothing_to_ship';
  end if;
  if v_lines is null then
    select jsonb_agg(jsonb_build_object('claim_id', l.claim_id, 'quantity', l.quantity - l.shipped - l.not_sent)) into v_lines
    from public.order_lines l where l.order_id = p_order_id and l.quantity > l.shipped + l.not_sent;
  end if;
  if jsonb_array_length(v_lines) = 0 or exists (
    select 1 from jsonb_to_recordset(v_lines) w (claim_id uuid, quantity int)
    group by w.claim_id having count(*) > 1 or coalesce(min(w.quantity), 0) < 1
  ) then
    return 'invalid';
  elsif exists (
    select 1 from jsonb_to_recordset(v_lines) w (claim_id uuid, quantity int)
    left join public.order_lines l on l.order_id = p_order_id and l.claim_id = w.claim_id
    where w.quantity <= l.quantity - l.shipped - l.not_sent is not true
  ) then
    return 'too_many';
  end if;
  insert into public.shipments (id, order_id, merchant_id, carrier, tracking_number, tracking_url)
  values (v_shipment_id, p_order_id, v_order.merchant_id, btrim(p_carrier), v_tracking, v_url);
  insert into public.shipment_lines (shipment_id, order_id, claim_id, quantity)
  select v_shipment_id, p_order_id, w.claim_id, w.quantity from jsonb_to_recordset(v_lines) w (claim_id uuid, quantity int);
  update public.order_lines l set shipped = l.shipped + w.quantity
  from jsonb_to_recordset(v_lines) w (claim_id uuid, quantity int)
  where l.order_id = p_order_id and l.claim_id = w.claim_id;
  update public.orders o set tracking_numbers = right(btrim(o.tracking_numbers || ' ' || v_tracking), 2000)
  where o.id = p_order_id and v_tracking is not null;
  perform public.capture_at_shipping(p_order_id);
  perform public.move_order_by_shipments(p_order_id);
  perform public.mail_about_shipment(v_shipment_id, 'shipped');
  perform public.finish_order_move(p_order_id, 'ship', p_reason, p_request_id, jsonb_build_object('shipment_id', v_shipment_id, 'lines', v_lines));
  return case when (select o.to_ship from public.orders o where o.id = p_order_id) = 0 then 'shipped' else 'part_shipped' end;
end
$$;
revoke all on function public.ship_order(uuid, text, text, text, jsonb, uuid, text) from public, anon, authenticated;
grant execute on function public.ship_order(uuid, text, text, text, jsonb, uuid, text) to authenticated, service_role;

-- Many parcels, each all that is left of its order. p_rows: [{row, order_id or number, carrier, tracking_number, tracking_url, request_id}],
-- at most 500; a number is looked up among the orders of p_merchant_id. One answer a row, as ship_order() gives it, or `failed` (try
-- this one again): whatever is wrong with a row, its neighbours are shipped.
create function public.ship_orders(p_merchant_id uuid, p_rows jsonb)
returns table ("row" int, outcome text)
language plpgsql
security definer -- looks orders up by number; begin_order_move() checks the role for each
set search_path = ''
as $$
declare
  v_row record;
begin
  if not public.may(p_merchant_id, 'ship') then
    raise insufficient_privilege using message = 'only people of the merchant may ship its orders';
  elsif jsonb_typeof(p_rows) is distinct from 'array' or jsonb_array_length(p_rows) > 500 then
    raise exception 'ship_orders takes an array of at most 500 rows' using errcode = 'ST003';
  end if;
  for v_row in
    select w.*, o.id as found_id
    from jsonb_to_recordset(p_rows) w (
      "row" int, order_id uuid, number text, carrier text, tracking_number text, tracking_url text, request_id uuid
    )
    left join public.orders o on o.merchant_id = p_merchant_id and (o.id = w.order_id or (w.order_id is null and o.number = upper(btrim(w.number))))
    order by o.id, w."row"
  loop
    "row" := v_row."row";
    begin
      outcome := case when v_row.found_id is null then 'unknown_order'
        else public.ship_order(v_row.found_id, v_row.carrier, v_row.tracking_number, v_row.tracking_url, null, v_row.request_id, '') end;
    exception when others then
      outcome := 'failed'; -- its own work is undone, that of the rows before stays
      raise log 'ship_orders: row % failed: %', v_row."row", sqlerrm;
    end;
    return next;
  end loop;
end
$$;
revoke all on function public.ship_orders(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.ship_orders(uuid, jsonb) to authenticated, service_role;
