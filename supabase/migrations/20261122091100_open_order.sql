-- From bag to order.

-- A number people can read out: eight of Crockford's 32 letters and digits, random, so that it tells nobody how much is sold.
create function public.new_order_number()
returns text
language sql
volatile
set search_path = ''
as $$
  select substr(t.letters, 1, 4) || '-' || substr(t.letters, 5, 4)
  from (
    select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + get_byte(b.bytes, n) % 32, 1), '' order by n) as letters
    from (select decode(replace(gen_random_uuid()::text, '-', ''), 'hex') as bytes) b, unnest(array[0, 1, 2, 3, 4, 5, 10, 11]) n
  ) t
$$;
revoke all on function public.new_order_number() from public, anon, authenticated;
grant execute on function public.new_order_number() to service_role;

-- The tax contained in an amount at a rate in basis points, rounded half up to a whole cent. The rule for every amount: each
-- line of an order and its shipping are rounded on their own, and the order's tax is their sum, so that what is printed
-- adds up. lib/tax/contained-tax.ts says the same for pages.
create function public.contained_tax(p_amount_cents bigint, p_basis_points int)
returns bigint
language sql
immutable
set search_path = ''
as $$
  select (2 * p_amount_cents * p_basis_points + 10000 + p_basis_points) / (2 * (10000 + p_basis_points))
$$;
revoke all on function public.contained_tax(bigint, int) from public, anon, authenticated;
grant execute on function public.contained_tax(bigint, int) to service_role;

-- The tap on pay: all held claims of the shopper in the sale become an order being paid, prices frozen. Outcomes:
--   opened             claims are paying, until pay_expires_at at least; attempt counts the taps on this order
--   repeated           this request id was opened before: the same order and attempt
--   in_progress        another attempt is being paid right now: that order
--   nothing_held       no claim is held any more, or the sale was cancelled: nothing may be charged
--   too_many_attempts  a claim was tried as often as payment_settings allows (five times): the claims stay held and run out
--   slow_down          this shopper, or this network address with declined cards, tried too often lately: nothing is opened
--   invalid            a null, a contact that cannot be right, or a language the shop does not speak
-- An order whose last attempt was declined (open) is taken up again with the bag as it is now. Retry: safe with the same
-- request id. Locks: claims in id order, then the order, then
-- the places in line they were offered to. Counters do not change: held and paying units are both held.
create function public.open_order(
  p_shopper_id uuid, p_sale_id uuid, p_request_id uuid, p_email text, p_name text, p_address jsonb,
  p_address_key text default null, p_language text default 'en'
)
returns table (
  outcome text, order_id uuid, attempt int, items_cents bigint, shipping_cents bigint, total_cents bigint,
  currency text, payment_intent_id text, status text, pay_expires_at timestamptz
)
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_claim_ids uuid[];
  v_order public.orders;
  v_sale public.sales;
  v_outcome text := 'opened';
begin
  select s.* into v_sale from public.sales s where s.id = p_sale_id;
  if p_shopper_id is null or p_sale_id is null or p_request_id is null or p_address is null
    or jsonb_typeof(p_address) <> 'object' or length(p_address::text) > 2000
    or coalesce(length(p_name), 0) not between 1 and 120
    or coalesce(p_email, '') !~ '^[^@\s]+@[^@\s]+$' or length(p_email) > 254
    or coalesce(p_language, '') not in ('en', 'de', 'ar') then
    return query select 'invalid', null::uuid, null::int, null::bigint, null::bigint, null::bigint,
      null::text, null::text, null::text, null::timestamptz;
    return;
  end if;

  select array_agg(l.id order by l.id) into v_claim_ids
  from (
    select c.id, c.expires_at from public.claims c
    where c.ledger_month = v_sale.ledger_month and c.shopper_id = p_shopper_id and c.sale_id = p_sale_id and c.status = 'held'
    order by c.id for update
  ) l
  where l.expires_at > clock_timestamp();

  -- After the wait for the locks, because a twin of this call may have come first.
  select o.* into v_order
  from public.payment_attempts a join public.orders o on o.id = a.order_id
  where a.shopper_id = p_shopper_id and a.request_id = p_request_id;
  if found then
    return query
      select 'repeated', v_order.id, a.attempt, v_order.items_cents, v_order.shipping_cents, v_order.total_cents,
        v_order.currency, v_order.payment_intent_id, v_order.status, v_order.pay_expires_at
      from public.payment_attempts a where a.shopper_id = p_shopper_id and a.request_id = p_request_id;
    return;
  end if;

  select o.* into v_order from public.orders o
  where o.shopper_id = p_shopper_id and o.sale_id = p_sale_id and o.status in ('open', 'paying') for update;
  if v_order.status = 'paying' then
    v_outcome := 'in_progress';
  elsif v_claim_ids is null or (select s.status from public.sales s where s.id = p_sale_id) = 'cancelled' then
    v_outcome := 'nothing_held';
    v_order := null;
  elsif v_order.attempt >= 20 or public.has_too_many_attempts(p_shopper_id, v_claim_ids) then
    v_outcome := 'too_many_attempts';
  elsif public.pays_too_often(p_shopper_id, p_address_key) then
    v_outcome := 'slow_down';
  else
    if v_order.id is null then
      insert into public.orders (number, sale_id, merchant_id, shopper_id, currency, email, name, address, language)
      values (public.new_order_number(), p_sale_id, v_sale.merchant_id, p_shopper_id, v_sale.currency, p_email, p_name, p_address,
        p_language)
      returning * into v_order;
    end if;
    delete from public.order_lines l where l.order_id = v_order.id;
    insert into public.order_lines (order_id, claim_id, item_id, product_name, variant_name, picture_url, quantity, unit_price_cents,
      tax_basis_points, tax_cents)
    select v_order.id, c.id, i.id, p.name, v.name,
      (select pp.url from public.product_pictures pp where pp.product_id = p.id order by pp.position limit 1),
      c.quantity, i.price_cents, coalesce(p.tax_basis_points, v_sale.tax_basis_points),
      public.contained_tax(c.quantity::bigint * i.price_cents, coalesce(p.tax_basis_points, v_sale.tax_basis_points))
    from public.claims c
    join public.sale_items i on i.id = c.item_id
    join public.product_variants v on v.id = i.variant_id
    join public.products p on p.id = v.product_id
    where c.id = any (v_claim_ids) and c.ledger_month = v_sale.ledger_month;
    update public.orders o set
      status = 'paying', attempt = o.attempt + 1, email = p_email, name = p_name, address = p_address, language = p_language,
      decline_reason = null,
      pay_expires_at = clock_timestamp() + v_sale.pay_seconds * interval '1 second',
      shipping_cents = v_sale.shipping_cents, tax_calculation_id = null,
      shipping_tax_cents = public.contained_tax(v_sale.shipping_cents, v_sale.tax_basis_points),
      tax_cents = public.contained_tax(v_sale.shipping_cents, v_sale.tax_basis_points)
        + (select sum(l.tax_cents) from public.order_lines l where l.order_id = o.id),
      items_cents = (select sum(l.quantity::bigint * l.unit_price_cents) from public.order_lines l where l.order_id = o.id)
    where o.id = v_order.id
    returning * into v_order;
    update public.claims c set
      status = 'paying', order_id = v_order.id, expires_at = greatest(c.expires_at, v_order.pay_expires_at)
    where c.id = any (v_claim_ids) and c.ledger_month = v_sale.ledger_month;
    -- An offer to the next in line is taken once its payment starts.
    update public.waits w set status = 'taken', ended_at = clock_timestamp()
    where w.claim_id = any (v_claim_ids) and w.status = 'offered';
    insert into public.payment_attempts (order_id, attempt, shopper_id, request_id, claim_ids, address_key)
    values (v_order.id, v_order.attempt, p_shopper_id, p_request_id, v_claim_ids, p_address_key);
  end if;
  return query select v_outcome, v_order.id, v_order.attempt, v_order.items_cents, v_order.shipping_cents,
    v_order.total_cents, v_order.currency, v_order.payment_intent_id, v_order.status, v_order.pay_expires_at;
end
$$;
revoke all on function public.open_order(uuid, uuid, uuid, text, text, jsonb, text, text) from public, anon, authenticated;
grant execute on function public.open_order(uuid, uuid, uuid, text, text, jsonb, text, text) to service_role;

-- Remembers which payment intent pays the order, before it is confirmed. Raises ST003 when the order is unknown, has
-- another one already, or this attempt is over (given up by a twin of the request), or the sale was cancelled: then it must
-- not be confirmed. Retry: safe. Locks: the sale (shared, so that either the cancellation sees this intent or this sees the
-- cancellation), the order.
create function public.attach_intent(p_order_id uuid, p_attempt int, p_payment_intent_id text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform 1 from public.sales s where s.id = (select o.sale_id from public.orders o where o.id = p_order_id) for share;
  update public.orders o set payment_intent_id = p_payment_intent_id
  where o.id = p_order_id and o.attempt = p_attempt and o.status = 'paying'
    and not exists (select 1 from public.sales s where s.id = o.sale_id and s.status = 'cancelled')
    and (o.payment_intent_id is null or o.payment_intent_id = p_payment_intent_id);
  if not found then
    raise exception 'order % is not being paid by attempt %, or has another intent than %', p_order_id, p_attempt, p_payment_intent_id
      using errcode = 'ST003';
  end if;
end
$$;
revoke all on function public.attach_intent(uuid, int, text) from public, anon, authenticated;
grant execute on function public.attach_intent(uuid, int, text) to service_role;
