-- Everything the shop knows of a person, for that person: one statement, so that it is one moment.
--
-- Kept out, and why: ids of merchants' people, what merchants note for themselves, hashes of network addresses (they identify
-- nobody to the reader), keys of push subscriptions (they are secrets between the browser and the shop). A test walks the
-- catalogue: a table with a column that names a person is in here or in its list of exceptions with a reason.

create function public.export_orders(p_ids uuid[], p_limit int)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'number', o.number, 'status', o.status, 'sale', s.title, 'merchant', m.name, 'created_at', o.created_at, 'paid_at', o.paid_at,
    'currency', o.currency, 'items_cents', o.items_cents, 'shipping_cents', o.shipping_cents, 'tax_cents', o.tax_cents,
    'total_cents', o.total_cents, 'email', o.email, 'name', o.name, 'address', o.address, 'decline_reason', o.decline_reason,
    'payment_intent_id', o.payment_intent_id,
    'lines', (select jsonb_agg(jsonb_build_object('product', l.product_name, 'variant', l.variant_name, 'quantity', l.quantity,
        'unit_price_cents', l.unit_price_cents, 'shipped', l.shipped, 'not_sent', l.not_sent, 'returned', l.returned))
      from public.order_lines l where l.order_id = o.id),
    'attempts', (select jsonb_agg(jsonb_build_object('attempt', a.attempt, 'started_at', a.started_at, 'declined_at', a.declined_at)
        order by a.attempt) from public.payment_attempts a where a.order_id = o.id),
    'money', (select jsonb_agg(jsonb_build_object('kind', e.kind, 'amount_cents', e.amount_cents, 'at', e.at) order by e.id)
      from public.money_entries e where e.order_id = o.id),
    'parcels', (select jsonb_agg(jsonb_build_object('state', p.state, 'carrier', p.carrier, 'tracking_number', p.tracking_number,
        'shipped_at', p.shipped_at, 'delivered_at', p.delivered_at) order by p.shipped_at) from public.shipments p where p.order_id = o.id),
    'refunds', (select jsonb_agg(jsonb_build_object('status', r.status, 'amount_cents', r.amount_cents, 'created_at', r.created_at)
        order by r.created_at) from public.refunds r where r.order_id = o.id),
    'help', (select jsonb_agg(jsonb_build_object('from', h.author, 'text', h.body, 'at', h.at) order by h.id)
      from public.help_messages h where h.order_id = o.id)
  ) order by o.created_at desc, o.id), '[]')
  from (
    select * from public.orders f where f.shopper_id = any (p_ids) order by f.created_at desc, f.id limit p_limit
  ) o
  join public.sales s on s.id = o.sale_id
  join public.merchants m on m.id = o.merchant_id
$$;
revoke all on function public.export_orders(uuid[], int) from public, anon, authenticated;

-- The person as they were found at one moment: account, addresses, orders with all that hangs on them, claims, places in line.
-- Ten thousand rows of each at most, the newest; `is_complete` says whether that was all. Null for an unknown id.
create function public.export_person(p_shopper_id uuid)
returns jsonb
language sql
stable
security definer -- the account stands in auth.users, which no role of the API may read
set search_path = ''
as $$
  with person as (
    select public.erased_ids(p_shopper_id) as ids from auth.users u where u.id = p_shopper_id
  ), claims as (
    select c.*, i.variant_id from public.claims c join public.sale_items i on i.id = c.item_id, person p
    where c.shopper_id = any (p.ids) order by c.created_at desc limit 10000
  ), waits as (
    select w.*, i.variant_id from public.waits w join public.sale_items i on i.id = w.item_id, person p
    where w.shopper_id = any (p.ids) order by w.created_at desc limit 10000
  )
  select jsonb_build_object(
    'exported_at', now(),
    'is_complete', (select count(*) from claims) < 10000 and (select count(*) from waits) < 10000
      and (select count(*) from public.orders o where o.shopper_id = any (p.ids)) <= 10000,
    'account', (
      select jsonb_build_object('id', u.id, 'is_guest', u.is_anonymous, 'email', u.email, 'created_at', u.created_at,
        'last_sign_in_at', u.last_sign_in_at, 'name', a.name, 'email_proved_at', a.proved_at,
        'stripe_customer_id', (select c.customer_id from public.stripe_customers c where c.shopper_id = u.id))
      from auth.users u left join public.accounts a on a.shopper_id = u.id where u.id = p_shopper_id),
    'known_as', (
      select coalesce(jsonb_agg(jsonb_build_object('id', k.shopper_id, 'since', k.linked_at)), '[]')
      from public.shopper_people k where k.shopper_id = any (p.ids)),
    'devices', (
      select coalesce(jsonb_agg(jsonb_build_object('signed_in_at', s.created_at, 'browser', s.user_agent, 'address', s.ip)), '[]')
      from (select * from auth.sessions v where v.user_id = any (p.ids) order by v.created_at desc limit 1000) s),
    'addresses', (
      select coalesce(jsonb_agg(to_jsonb(d) - 'shopper_id' order by d.created_at), '[]')
      from public.shopper_addresses d where d.shopper_id = any (p.ids)),
    'reminders', (
      select coalesce(jsonb_agg(jsonb_build_object('sale', s.title, 'opens_at', s.opens_at, 'asked_at', r.asked_at)), '[]')
      from public.reminders r join public.sales s on s.id = r.sale_id where r.user_id = any (p.ids)),
    'notifications', (
      select coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'is_on', n.is_on, 'decided_at', n.decided_at)), '[]')
      from public.push_settings n where n.user_id = any (p.ids)),
    'subscriptions', (
      select coalesce(jsonb_agg(jsonb_build_object('side', t.side, 'push_service', substring(t.endpoint from '^https?://[^/]+'),
        'language', t.language, 'time_zone', t.time_zone, 'created_at', t.created_at, 'last_seen_at', t.last_seen_at)), '[]')
      from public.push_subscriptions t where t.user_id = any (p.ids)),
    'orders', public.export_orders(p.ids, 10000),
    'claims', (
      select coalesce(jsonb_agg(jsonb_build_object('sale', s.title, 'product', r.name, 'variant', v.name, 'quantity', c.quantity,
        'status', c.status, 'position', c.position, 'created_at', c.created_at, 'expires_at', c.expires_at,
        'released_at', c.released_at, 'ran_out_at', c.lapsed_at) order by c.created_at desc), '[]')
      from claims c join public.sales s on s.id = c.sale_id
      join public.product_variants v on v.id = c.variant_id join public.products r on r.id = v.product_id),
    'waits', (
      select coalesce(jsonb_agg(jsonb_build_object('sale', s.title, 'product', r.name, 'variant', v.name, 'quantity', w.quantity,
        'status', w.status, 'place', w.place, 'created_at', w.created_at, 'offered_at', w.offered_at, 'ended_at', w.ended_at)
        order by w.created_at desc), '[]')
      from waits w join public.sales s on s.id = w.sale_id
      join public.product_variants v on v.id = w.variant_id join public.products r on r.id = v.product_id)
  )
  from person p
$$;
revoke all on function public.export_person(uuid) from public, anon, authenticated;
grant execute on function public.export_person(uuid) to service_role;
