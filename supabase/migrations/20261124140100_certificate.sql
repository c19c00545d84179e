-- The certificate: one page that says how a sale ended, and what it can be recomputed from.

-- {lines, sha256} of lines as the export gives them, each ended by a newline: what `sha256sum` says of them as a file.
create function public.digest_of(p_lines text[])
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_build_object(
    'lines', coalesce(cardinality(p_lines), 0),
    'sha256', encode(sha256(convert_to(
      case when cardinality(p_lines) > 0 then array_to_string(p_lines, E'\n') || E'\n' else '' end, 'UTF8')), 'hex')
  )
$$;
revoke all on function public.digest_of(text[]) from public, anon, authenticated;
grant execute on function public.digest_of(text[]) to service_role;

-- How every claim of a sale ended, by its status, and where it was released by the cause of the last time that happened.
-- Retry: reads only.
create function public.claim_fates(p_sale_id uuid)
returns table (fate text, claims bigint, units bigint)
language sql
stable
set search_path = ''
as $$
  with month as materialized (
    select s.ledger_month as of from public.sales s where s.id = p_sale_id
  ), items as (
    select array_agg(i.id) as ids from public.sale_items i where i.sale_id = p_sale_id
  ), causes as (
    select distinct on (m.claim_id) m.claim_id, m.cause
    from public.stock_movements m
    where m.ledger_month = (select of from month) and m.item_id = any ((select ids from items)::uuid[]) and m.kind = 'released'
    order by m.claim_id, m.id desc
  )
  select f.fate, count(*), sum(f.quantity)
  from (
    select c.quantity, case
      when c.status = 'paid' then 'paid'
      when c.status in ('held', 'paying') then 'open'
      when k.cause = 'expired' then 'lapsed'
      when k.cause = 'release_claim' then 'given_back'
      when k.cause = 'refund due' then 'refund_due'
      else 'ended'
    end as fate
    from public.claims c left join causes k on k.claim_id = c.id and c.status = 'released'
    where c.ledger_month = (select of from month) and c.item_id = any ((select ids from items)::uuid[])
  ) f
  group by f.fate
$$;
revoke all on function public.claim_fates(uuid) from public, anon, authenticated;
grant execute on function public.claim_fates(uuid) to service_role;

-- Every item of a sale as its own counters have it, with what its movements, claims and places in line add up to.
create function public.certificate_items(p_sale_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with month as materialized (
    select s.ledger_month as of from public.sales s where s.id = p_sale_id
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'number', n.number, 'product', p.name, 'variant', v.name, 'priceCents', i.price_cents,
    'opened', m.opened, 'restocked', m.restocked, 'returned', m.returned,
    'free', i.free, 'held', i.held, 'sold', i.sold, 'withdrawn', i.withdrawn,
    'claims', c.claims, 'lastPosition', c.last, 'waits', w.waits, 'lastPlace', w.last
  ) order by n.number), '[]'::jsonb)
  from public.numbered_items(p_sale_id) n
  join public.sale_items i on i.id = n.item_id
  join public.product_variants v on v.id = i.variant_id
  join public.products p on p.id = v.product_id
  cross join lateral (
    select coalesce(sum(k.quantity) filter (where k.kind = 'opened'), 0) as opened,
      coalesce(sum(k.quantity) filter (where k.kind = 'restocked'), 0) as restocked,
      coalesce(sum(k.quantity) filter (where k.kind = 'returned'), 0) as returned
    from public.stock_movements k
    where k.ledger_month = (select of from month) and k.item_id = i.id
  ) m
  cross join lateral (
    select count(*) as claims, coalesce(max(k.position), 0) as last
    from public.claims k where k.ledger_month = (select of from month) and k.item_id = i.id
  ) c
  cross join lateral (
    select count(*) as waits, coalesce(max(k.place), 0) as last from public.waits k where k.item_id = i.id
  ) w
$$;
revoke all on function public.certificate_items(uuid) from public, anon, authenticated;
grant execute on function public.certificate_items(uuid) to service_role;

-- Orders against the money that moved for them, one object a currency. ordersCents is the total of the orders that are
-- were paid, whatever became of them, taxCents what is contained in it; authorisedCents is promised and not captured yet. A
-- refund that failed and a dispute that was won are taken off.
create function public.certificate_money(p_sale_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with orders as (
    select o.currency, count(*) as orders, count(*) filter (where o.status in ('open', 'paying')) as open,
      count(*) filter (where o.paid_at is not null) as paid,
      coalesce(sum(o.total_cents) filter (where o.paid_at is not null), 0)::bigint as cents,
      coalesce(sum(o.tax_cents) filter (where o.paid_at is not null), 0)::bigint as tax,
      coalesce(sum(a.amount_cents), 0)::bigint as authorised
    from public.orders o
    left join public.payment_authorisations a on a.order_id = o.id and a.captured_at is null and a.voided_at is null
    where o.sale_id = p_sale_id group by o.currency
  ), moved as (
    select m.currency,
      coalesce(sum(m.amount_cents) filter (where m.kind = 'charged'), 0)::bigint as charged,
      coalesce(sum(case m.kind when 'refunded' then m.amount_cents when 'refund_failed' then -m.amount_cents end), 0)::bigint as refunded,
      coalesce(sum(case m.kind when 'disputed' then m.amount_cents when 'dispute_won' then -m.amount_cents end), 0)::bigint as disputed,
      coalesce(sum(m.amount_cents) filter (where m.kind = 'fee'), 0)::bigint as fee
    from public.orders o join public.money_entries m on m.order_id = o.id
    where o.sale_id = p_sale_id group by m.currency
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'currency', currency, 'orders', coalesce(o.orders, 0), 'openOrders', coalesce(o.open, 0), 'paidOrders', coalesce(o.paid, 0),
    'ordersCents', coalesce(o.cents, 0), 'taxCents', coalesce(o.tax, 0), 'authorisedCents', coalesce(o.authorised, 0), 'chargedCents', coalesce(m.charged, 0),
    'refundedCents', coalesce(m.refunded, 0), 'disputedCents', coalesce(m.disputed, 0), 'feeCents', coalesce(m.fee, 0)
  ) order by currency), '[]'::jsonb)
  from orders o full join moved m using (currency)
$$;
revoke all on function public.certificate_money(uuid) from public, anon, authenticated;
grant execute on function public.certificate_money(uuid) to service_role;

-- The certificate of a sale, by the database as it is at this moment; null when there is no such sale, or for somebody who
-- does not see its merchant's money. The digests are over the lines of export_movements() and its sisters. isFinal: the sale
-- has ended, nothing is held and no order is unpaid; refunds may still come. isArchived: claims and movements of the sale
-- are put away, so that nothing here can be recomputed and every number but the counters is empty. Retry: reads only.
create function public.sale_certificate(p_sale_id uuid)
returns jsonb
language plpgsql
stable
security definer -- reads claims of all shoppers and the counters; the right is checked right here
set search_path = ''
as $$
declare
  v_sale public.sales;
  v_phase text;
  v_items jsonb;
  v_fates jsonb;
  v_line jsonb;
  v_money jsonb;
  v_gaps jsonb;
begin
  select s.* into v_sale from public.sales s where s.id = p_sale_id;
  if not found or not public.may(v_sale.merchant_id, 'see_money') then
    return null;
  end if;
  v_phase := public.sale_phase(v_sale.status, v_sale.opens_at, v_sale.closes_at, statement_timestamp());
  v_items := public.certificate_items(p_sale_id);
  v_money := public.certificate_money(p_sale_id);
  select jsonb_object_agg(k.fate, jsonb_build_object('claims', coalesce(f.claims, 0), 'units', coalesce(f.units, 0))) into v_fates
  from unnest(array['paid', 'open', 'given_back', 'lapsed', 'refund_due', 'ended']) k (fate)
  left join public.claim_fates(p_sale_id) f on f.fate = k.fate;
  select jsonb_object_agg(k.status, coalesce(w.waits, 0)) into v_line
  from unnest(array['waiting', 'offered', 'taken', 'lapsed', 'left', 'over']) k (status)
  left join (
    select w.status, count(*) as waits from public.waits w where w.sale_id = p_sale_id group by w.status
  ) w on w.status = k.status;
  select coalesce(jsonb_agg(g.gap), '[]'::jsonb) into v_gaps
  from (
    select jsonb_build_object('of', 'item ' || n.number, 'gap', a.counter || ' differs from ' || a.source,
      'detail', format('stored %s, recomputed %s', a.stored, a.recomputed)) as gap
    from public.audit_stock(p_sale_id) a join public.numbered_items(p_sale_id) n on n.item_id = a.item_id
    union all
    select jsonb_build_object('of', 'order ' || o.number, 'gap', g.gap, 'detail', g.detail)
    from public.ledger_gaps(p_merchant_id => v_sale.merchant_id) g join public.orders o on o.id = g.order_id where o.sale_id = p_sale_id
  ) g;
  return jsonb_build_object(
    'version', 1,
    'at', to_char(statement_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'isFinal', v_phase = 'ended' and (v_fates -> 'open' ->> 'claims')::bigint = 0
      and not exists (select 1 from public.orders o where o.sale_id = p_sale_id and o.status in ('open', 'paying')),
    'isArchived', v_sale.archived_at is not null,
    'sale', jsonb_build_object(
      'id', v_sale.id, 'slug', v_sale.slug, 'title', v_sale.title, 'status', v_sale.status, 'phase', v_phase,
      'merchant', (select m.name from public.merchants m where m.id = v_sale.merchant_id),
      'opensAt', to_char(v_sale.opens_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'closesAt', to_char(v_sale.closes_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    ),
    'items', v_items, 'fates', v_fates, 'line', v_line, 'money', v_money, 'gaps', v_gaps,
    'digests', jsonb_build_object(
      'movements', public.digest_of(array(select e.line from public.export_movements(p_sale_id) e)),
      'waits', public.digest_of(array(select e.line from public.export_waits(p_sale_id) e)),
      'orders', public.digest_of(array(select e.line from public.export_orders(p_sale_id) e)),
      'money', public.digest_of(array(select e.line from public.export_money(p_sale_id) e))
    )
  );
end
$$;
revoke all on function public.sale_certificate(uuid) from public, anon;
grant execute on function public.sale_certificate(uuid) to authenticated, service_role;
