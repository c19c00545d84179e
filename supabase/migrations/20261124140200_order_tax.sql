-- The tax of an order by somebody who knows more than one rate (Stripe Tax), in place of the sale's own.

-- Writes down what a calculation found for the attempt being paid. Prices contain the tax, so what is paid does not change.
-- p_lines: [{claim_id, tax_cents}], one for every line. Outcomes: set; not_paying (another attempt, or over: nothing is
-- changed); invalid (a line missing or too many, or more tax than price). Retry: safe. Locks: the order.
create function public.set_order_tax(
  p_order_id uuid, p_attempt int, p_calculation_id text, p_lines jsonb, p_shipping_tax_cents bigint
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders;
  v_is_whole boolean;
begin
  select o.* into v_order from public.orders o where o.id = p_order_id for update;
  if v_order.id is null or v_order.attempt <> p_attempt or v_order.status <> 'paying' then
    return 'not_paying';
  end if;
  if p_calculation_id is null or jsonb_typeof(p_lines) is distinct from 'array'
    or coalesce(p_shipping_tax_cents, -1) not between 0 and v_order.shipping_cents then
    return 'invalid';
  end if;
  select count(*) = count(t.claim_id) and count(*) = jsonb_array_length(p_lines)
    and bool_and(t.tax_cents between 0 and l.quantity::bigint * l.unit_price_cents)
  into v_is_whole
  from public.order_lines l
  left join jsonb_to_recordset(p_lines) t (claim_id uuid, tax_cents bigint) on t.claim_id = l.claim_id
  where l.order_id = p_order_id;
  if v_is_whole is not true then
    return 'invalid';
  end if;
  update public.order_lines l set tax_cents = t.tax_cents,
    tax_basis_points = case when l.quantity::bigint * l.unit_price_cents > t.tax_cents
      then least(round(10000.0 * t.tax_cents / (l.quantity::bigint * l.unit_price_cents - t.tax_cents)), 10000) else 0 end
  from jsonb_to_recordset(p_lines) t (claim_id uuid, tax_cents bigint)
  where l.order_id = p_order_id and l.claim_id = t.claim_id;
  update public.orders o set tax_calculation_id = p_calculation_id, shipping_tax_cents = p_shipping_tax_cents,
    tax_cents = p_shipping_tax_cents + (select sum(l.tax_cents) from public.order_lines l where l.order_id = o.id)
  where o.id = p_order_id;
  return 'set';
end
$$;
revoke all on function public.set_order_tax(uuid, int, text, jsonb, bigint) from public, anon, authenticated;
grant execute on function public.set_order_tax(uuid, int, text, jsonb, bigint) to service_role;
