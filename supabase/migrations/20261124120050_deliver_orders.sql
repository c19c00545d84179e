-- What becomes of a parcel on its way: told by somebody of the merchant, or by the carrier.

-- A parcel's state moves on, never back; the caller holds the order. True when it moved.
create function public.move_shipment(p_shipment_id uuid, p_state text, p_at timestamptz)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_at timestamptz := least(coalesce(p_at, clock_timestamp()), clock_timestamp());
  v_order_id uuid;
begin
  update public.shipments s set state = p_state,
    delivered_at = case when p_state = 'delivered' then v_at else s.delivered_at end,
    returned_at = case when p_state = 'returned' then v_at end
  where s.id = p_shipment_id and (s.state, p_state) in (('in_transit', 'delivered'), ('in_transit', 'returned'), ('delivered', 'returned'))
  returning s.order_id into v_order_id;
  if v_order_id is null then
    return false;
  end if;
  perform public.move_order_by_shipments(v_order_id);
  if p_state = 'delivered' then
    perform public.mail_about_shipment(p_shipment_id, 'delivered');
  end if;
  return true;
end
$$;
revoke all on function public.move_shipment(uuid, text, timestamptz) from public, anon, authenticated;

-- Somebody of the merchant knows that a parcel has arrived. Outcomes: delivered; already_delivered; come_back (it is on its way back
-- or back already); unknown_shipment.
create function public.mark_delivered(p_shipment_id uuid, p_request_id uuid, p_reason text default '')
returns text
language plpgsql
security definer -- members may not write shipments; begin_order_move() checks the role
set search_path = ''
as $$
declare
  v_shipment public.shipments;
  v_outcome text;
begin
  select s.* into v_shipment from public.shipments s where s.id = p_shipment_id;
  if not found then
    return 'unknown_shipment';
  end if;
  v_outcome := public.begin_order_move(v_shipment.order_id, coalesce(p_reason, ''), p_request_id, true, false);
  if v_outcome is not null then
    return v_outcome;
  end if;
  if not public.move_shipment(p_shipment_id, 'delivered', null) then
    select s.* into v_shipment from public.shipments s where s.id = p_shipment_id;
    return case v_shipment.state when 'delivered' then 'already_delivered' else 'come_back' end;
  end if;
  perform public.finish_order_move(v_shipment.order_id, 'deliver', p_reason, p_request_id, jsonb_build_object('shipment_id', p_shipment_id));
  return 'delivered';
end
$$;
revoke all on function public.mark_delivered(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.mark_delivered(uuid, uuid, text) to authenticated, service_role;

-- What the carrier says about a parcel; p_state is in_transit, delivered or returned. The event and its effect are one transaction.
-- Outcomes: moved; no_news (it is there or further already); duplicate; unknown_tracking (nothing is remembered: a parcel nobody
-- has entered). A number that several parcels have (two orders in one box) moves all of them. Retry: safe. Locks: orders in id order.
create function public.record_carrier_update(p_event_id text, p_state text, p_tracking_number text, p_at timestamptz)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_tracking text := upper(regexp_replace(coalesce(p_tracking_number, ''), '\s', '', 'g'));
  v_shipment record;
  v_moved int := 0;
begin
  perform 1 from public.orders o
  where o.id in (select s.order_id from public.shipments s where s.tracking_number = v_tracking) order by o.id for update;
  if not found then
    return 'unknown_tracking';
  elsif not public.record_event('shipping:' || p_event_id, 'shipment.' || p_state) then
    return 'duplicate';
  end if;
  for v_shipment in select s.id, s.order_id from public.shipments s where s.tracking_number = v_tracking order by s.id loop
    if public.move_shipment(v_shipment.id, p_state, p_at) then
      v_moved := v_moved + 1;
      perform public.finish_order_move(v_shipment.order_id, case p_state when 'returned' then 'return' else 'deliver' end,
        'The carrier says so.', gen_random_uuid(), jsonb_build_object('shipment_id', v_shipment.id, 'event_id', p_event_id));
    end if;
  end loop;
  return case when v_moved > 0 then 'moved' else 'no_news' end;
end
$$;
revoke all on function public.record_carrier_update(text, text, text, timestamptz) from public, anon, authenticated;
grant execute on function public.record_carrier_update(text, text, text, timestamptz) to service_role;
