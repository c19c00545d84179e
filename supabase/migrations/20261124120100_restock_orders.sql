-- Units of an order that come back into the sale.

-- Puts units of an order's lines back into the stock of its sale, where the next in line gets them first while it runs. Answers how
-- many; none when the sale's month is archived, because there is nothing left to put them into. Locks: the caller holds the sale
-- (shared), the items and the order.
create function public.put_units_back(p_order_id uuid, p_claim_ids uuid[], p_units int[], p_cause text)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_sale public.sales;
  v_item_ids uuid[];
  v_count int;
begin
  select s.* into v_sale from public.orders o join public.sales s on s.id = o.sale_id where o.id = p_order_id;
  if v_sale.archived_at is not null then
    return 0;
  end if;
  with back as (
    update public.order_lines l set restocked = l.restocked + w.units
    from unnest(p_claim_ids, p_units) w (claim_id, units)
    where l.order_id = p_order_id and l.claim_id = w.claim_id and w.units > 0
    returning l.claim_id, l.item_id, w.units
  ), moved as (
    insert into public.stock_movements (ledger_month, sale_id, item_id, claim_id, kind, quantity, cause, caused_by)
    select v_sale.ledger_month, v_sale.id, b.item_id, b.claim_id, 'returned', b.units, p_cause, (select auth.uid()) from back b
  ), counted as (
    update public.sale_items i set free = i.free + t.units, sold = i.sold - t.units
    from (select b.item_id, sum(b.units)::int as units from back b group by b.item_id) t where i.id = t.item_id
  )
  select coalesce(sum(b.units), 0)::int, array_agg(distinct b.item_id) into v_count, v_item_ids from back b;
  if v_count > 0 then
    perform public.offer_to_line(v_item_ids);
    perform public.broadcast_stock(v_sale.id);
  end if;
  return v_count;
end
$$;
revoke all on function public.put_units_back(uuid, uuid[], int[], text) from public, anon, authenticated;

-- Takes units that have not left out of an order: they will not be sent. With p_is_restocked they go back into the sale. p_claim_ids null
-- means all that is left. Answers how many went back. Locks as above.
create function public.keep_units_here(p_order_id uuid, p_claim_ids uuid[], p_units int[], p_is_restocked boolean, p_cause text)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_claim_ids uuid[] := p_claim_ids;
  v_units int[] := p_units;
begin
  if v_claim_ids is null then
    -- A line whose claim never was this order's (its payment came too late) has no units to keep; of an archived sale nobody knows
    -- any more, and its order was paid.
    select array_agg(l.claim_id), array_agg(l.quantity - l.shipped - l.not_sent) into v_claim_ids, v_units
    from public.order_lines l
    where l.order_id = p_order_id and l.quantity > l.shipped + l.not_sent and (
      exists (
        select 1 from public.claims c where c.id = l.claim_id and c.ledger_month = public.ledger_month_of_order(p_order_id)
          and c.status = 'paid' and c.order_id = p_order_id
      ) or exists (
        select 1 from public.orders o join public.sales s on s.id = o.sale_id
        where o.id = p_order_id and o.paid_at is not null and s.archived_at is not null
      )
    );
  end if;
  update public.order_lines l set not_sent = l.not_sent + w.units
  from unnest(v_claim_ids, v_units) w (claim_id, units)
  where l.order_id = p_order_id and l.claim_id = w.claim_id and w.units > 0;
  return case when p_is_restocked then public.put_units_back(p_order_id, v_claim_ids, v_units, p_cause) else 0 end;
end
$$;
revoke all on function public.keep_units_here(uuid, uuid[], int[], boolean, text) from public, anon, authenticated;
