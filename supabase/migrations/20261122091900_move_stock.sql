-- Moves of an item's stock. All: p_reason is kept in the log; the same p_request_id again changes nothing and answers
-- `repeated`. Besides the outcomes named: unknown_item, not_allowed, invalid (also a quantity below 1 or above 10,000,000).
-- Locks: the sale, its items in id order.

-- Takes free units out of the sale; null takes all that are free. Held units cannot be taken from a shopper. Outcomes:
-- withdrawn; not_enough_free; ended (the sale is archived: its movements are put away).
create function public.withdraw_stock(p_item_id uuid, p_quantity int, p_reason text, p_request_id uuid)
returns text
language plpgsql
security definer -- members may not write items; begin_move() checks the role
set search_path = ''
as $$
declare
  v_item public.sale_items;
  v_outcome text;
  v_units int;
begin
  select i.* into v_item from public.sale_items i where i.id = p_item_id;
  if not found then
    return 'unknown_item';
  end if;
  v_outcome := public.begin_move(v_item.sale_id, p_reason, p_request_id);
  if v_outcome is not null then
    return v_outcome;
  end if;
  select i.* into v_item from public.sale_items i where i.id = p_item_id;
  v_units := coalesce(p_quantity, v_item.free);
  if p_quantity < 1 then
    return 'invalid';
  elsif exists (select 1 from public.sales s where s.id = v_item.sale_id and s.archived_at is not null) then
    return 'ended';
  elsif v_units = 0 or v_units > v_item.free then
    return 'not_enough_free';
  end if;
  update public.sale_items i set free = i.free - v_units, withdrawn = i.withdrawn + v_units where i.id = p_item_id;
  insert into public.stock_movements (ledger_month, sale_id, item_id, kind, quantity, cause, caused_by)
  values (v_item.ledger_month, v_item.sale_id, p_item_id, 'withdrawn', v_units, 'withdraw_stock', (select auth.uid()));
  perform public.finish_move(v_item.sale_id, p_item_id, 'withdraw', v_units, p_reason, p_request_id);
  return 'withdrawn';
end
$$;
revoke all on function public.withdraw_stock(uuid, int, text, uuid) from public, anon, authenticated;
grant execute on function public.withdraw_stock(uuid, int, text, uuid) to authenticated, service_role;

-- Adds units, which go to those in line first. Outcomes: restocked; ended (the sale is over); too_many (the item would have
-- more than 10,000,000 units).
create function public.restock(p_item_id uuid, p_quantity int, p_reason text, p_request_id uuid)
returns text
language plpgsql
security definer -- members may not write items; begin_move() checks the role
set search_path = ''
as $$
declare
  v_item public.sale_items;
  v_sale public.sales;
  v_outcome text;
begin
  select i.* into v_item from public.sale_items i where i.id = p_item_id;
  if not found then
    return 'unknown_item';
  end if;
  v_outcome := public.begin_move(v_item.sale_id, p_reason, p_request_id);
  if v_outcome is not null then
    return v_outcome;
  end if;
  select i.* into v_item from public.sale_items i where i.id = p_item_id;
  select s.* into v_sale from public.sales s where s.id = v_item.sale_id;
  if coalesce(p_quantity, 0) not between 1 and 10000000 then
    return 'invalid';
  elsif v_sale.archived_at is not null or v_sale.status <> 'draft'
    and public.sale_phase(v_sale.status, v_sale.opens_at, v_sale.closes_at, clock_timestamp()) = 'ended' then
    return 'ended';
  elsif v_item.stock + p_quantity > 10000000 then
    return 'too_many';
  end if;
  update public.sale_items i set stock = i.stock + p_quantity, free = i.free + p_quantity where i.id = p_item_id;
  insert into public.stock_movements (ledger_month, sale_id, item_id, kind, quantity, cause, caused_by)
  values (v_item.ledger_month, v_item.sale_id, p_item_id, 'restocked', p_quantity, 'restock', (select auth.uid()));
  perform public.offer_to_line(array[p_item_id]);
  perform public.finish_move(v_item.sale_id, p_item_id, 'restock', p_quantity, p_reason, p_request_id);
  return 'restocked';
end
$$;
revoke all on function public.restock(uuid, int, text, uuid) from public, anon, authenticated;
grant execute on function public.restock(uuid, int, text, uuid) to authenticated, service_role;
