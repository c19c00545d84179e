-- A sale's movements as its merchant reads them: what every unit did, newest first.

-- What people did by hand is rare among a million claims. No claim, payment or release writes this index.
create index stock_movements_by_hand_idx on public.stock_movements (item_id, id)
  where kind in ('opened', 'returned', 'restocked', 'withdrawn');

-- A page of the movements of one sale, for those who work for its merchant; nothing for everybody else, nor for a sale of another merchant.
-- p_item_id: of one item only. p_kind: of one kind only. The page begins after the movement p_after or ends before p_before (by their
-- ids; newest first). p_limit: at most 1,000; more than 100 is taking the list home, which asks for that right. Each item's history is read in order by its own index and no further than the page, so
-- that the thousandth page costs what the first one does.
create function public.list_movements(
  p_merchant_id uuid, p_sale_id uuid, p_item_id uuid default null, p_kind text default null, p_after bigint default null,
  p_before bigint default null, p_limit int default 50
)
returns table (
  id bigint, at timestamptz, kind text, quantity int, cause text, item_id uuid, product_name text, variant_name text, claim_id uuid,
  order_id uuid, order_number text
)
language plpgsql
stable
security definer -- asked once whether the caller works for the merchant, instead of once for each of a million movements
set search_path = ''
as $$
declare
  v_is_back boolean := p_after is null and p_before is not null;
  v_order text := case when v_is_back then 'asc' else 'desc' end;
begin
  if not public.may(p_merchant_id, case when p_limit > 100 then 'export' else 'read' end) then
    return;
  end if;
  return query execute format(
    'select m.id, m.at, m.kind, m.quantity, m.cause, m.item_id, m.product, m.variant, m.claim_id, o.id, o.number
     from (
       select h.*, p.name as product, v.name as variant
       from public.sales s
       join public.sale_items i on i.sale_id = s.id
       join public.product_variants v on v.id = i.variant_id
       join public.products p on p.id = v.product_id
       cross join lateral (
         select n.* from public.stock_movements n
         where n.ledger_month = i.ledger_month and n.item_id = i.id %1$s %2$s
         order by n.id %3$s limit %4$s
       ) h
       where s.id = $1 and s.merchant_id = $2 and ($3 is null or i.id = $3)
       order by h.id %3$s limit %4$s
     ) m
     left join public.claims c on c.id = m.claim_id and c.ledger_month = m.ledger_month
     left join public.orders o on o.id = c.order_id
     order by m.id desc',
    case when p_kind is null then '' else format('and n.kind = %L', p_kind) end,
    case when v_is_back then 'and n.id > $5' when p_after is not null then 'and n.id < $4' else '' end,
    v_order, least(greatest(coalesce(p_limit, 50), 1), 1000))
  using p_sale_id, p_merchant_id, p_item_id, p_after, p_before;
end
$$;
revoke all on function public.list_movements(uuid, uuid, uuid, text, bigint, bigint, int) from public, anon, authenticated;
grant execute on function public.list_movements(uuid, uuid, uuid, text, bigint, bigint, int) to authenticated, service_role;
