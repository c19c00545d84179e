-- Giving up an account: everything about the person goes, the books stay. What is kept and why: docs/decisions/0017.

create table public.order_erasures (
  order_id uuid primary key references public.orders (id),
  asked_at timestamptz not null default clock_timestamp(),
  erased_at timestamptz
);
comment on table public.order_erasures is 'Orders whose person gave up their account: name, address and messages go as soon as no parcel needs them.';
create index order_erasures_open_idx on public.order_erasures (asked_at) where erased_at is null;
alter table public.order_erasures enable row level security;
revoke all on public.order_erasures from public, anon, authenticated;

-- Whether an order still needs to know who gets the parcel: something is to be sent, or a parcel is on its way and was sent within sixty
-- days (some carriers never say that it arrived).
create function public.needs_address(p_order_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select o.status in ('open', 'paying')
    or o.status in ('paid', 'part_refunded') and o.to_ship > 0
    or o.status not in ('cancelled', 'refunded') and exists (
      select 1 from public.shipments s
      where s.order_id = o.id and s.state = 'in_transit' and s.shipped_at > clock_timestamp() - interval '60 days')
  from public.orders o where o.id = p_order_id
$$;
revoke all on function public.needs_address(uuid) from public, anon, authenticated;

-- Erases the person from orders that were asked for and need the address no more: name, e-mail, street, town, messages, the hash
-- of the network address, and error texts that may quote an address. The country stays: it is what tax was owed by. Answers how
-- many. Called by erase_person() and every tick(). Retry: safe. Locks: the orders, skipping locked ones.
create function public.erase_orders(p_limit int default 100)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  select array_agg(l.id) into v_ids from (
    select o.id from public.order_erasures e join public.orders o on o.id = e.order_id
    where e.erased_at is null and not public.needs_address(o.id)
    order by e.asked_at limit p_limit for update of o skip locked
  ) l;
  if v_ids is null then
    return 0;
  end if;
  update public.orders o set name = 'Erased', email = 'erased@erased.invalid',
    address = jsonb_build_object('country', coalesce(o.address ->> 'country', ''))
  where o.id = any (v_ids);
  update public.help_messages m set body = '(erased)' where m.order_id = any (v_ids);
  update public.payment_attempts a set address_key = null where a.order_id = any (v_ids);
  update public.outbox x set last_error = null where x.order_id = any (v_ids) and x.last_error is not null;
  update public.order_erasures e set erased_at = clock_timestamp() where e.order_id = any (v_ids);
  return cardinality(v_ids);
end
$$;
revoke all on function public.erase_orders(int) from public, anon, authenticated;
grant execute on function public.erase_orders(int) to service_role;

-- Ends an account for good, in one transaction. Units held go back, places in line are left, unpaid orders are called off, cards are
-- forgotten at Stripe (by the outbox), sessions end, and whatever hangs on the account goes with it. Orders stay, without
-- the person as soon as no parcel needs them. Outcomes:
--   erased       it is gone; also when it was gone before
--   being_paid   a payment is under way: in minutes it is over, one way or the other
--   is_member    the account works for a merchant, whose team it has to leave first
--   wrong_email  p_email is not the account's: it is typed as a proof that this is meant
-- Retry: safe. Locks: items, claims, orders, each in id order.
create function public.erase_person(p_shopper_id uuid, p_email text)
returns text
language plpgsql
security definer -- removes the account from auth.users and its sessions, which no role of the API may write
set search_path = ''
as $$
declare
  v_email text;
  v_ids uuid[];
  v_claims uuid[];
  v_months date[];
  v_wait record;
begin
  select lower(u.email) into v_email from auth.users u where u.id = p_shopper_id and not u.is_anonymous for update;
  if not found then
    return 'erased';
  elsif v_email is distinct from lower(btrim(p_email)) then
    return 'wrong_email';
  elsif exists (select 1 from public.merchant_members m where m.user_id = p_shopper_id) then
    return 'is_member';
  end if;
  v_ids := public.erased_ids(p_shopper_id);
  perform 1 from public.sale_items i where i.id in (
    select c.item_id from public.claims c where c.shopper_id = any (v_ids) and c.status = 'held'
    union select w.item_id from public.waits w where w.shopper_id = any (v_ids) and w.status in ('waiting', 'offered')
  ) order by i.id for no key update;
  perform 1 from public.claims c where c.shopper_id = any (v_ids) and c.status in ('held', 'paying') order by c.id for update;
  perform 1 from public.orders o where o.shopper_id = any (v_ids) order by o.id for update;
  if exists (select 1 from public.orders o where o.shopper_id = any (v_ids) and o.status = 'paying') then
    return 'being_paid';
  end if;

  select array_agg(c.id), array_agg(distinct c.ledger_month) into v_claims, v_months
  from public.claims c where c.shopper_id = any (v_ids) and c.status = 'held';
  if v_claims is not null then
    perform public.release_locked_claims(v_claims, v_months, 'account deleted');
  end if;
  for v_wait in
    select w.id, w.shopper_id from public.waits w where w.shopper_id = any (v_ids) and w.status = 'waiting' order by w.item_id
  loop
    perform public.leave_line(v_wait.id, v_wait.shopper_id);
  end loop;
  with over as (
    update public.orders o set status = 'cancelled', decline_reason = coalesce(o.decline_reason, 'The account was deleted.')
    where o.shopper_id = any (v_ids) and o.status = 'open'
    returning o.id, o.attempt, o.payment_intent_id
  )
  insert into public.outbox (kind, payload, dedupe_key)
  select 'cancel_intent', jsonb_build_object('order_id', v.id, 'payment_intent_id', v.payment_intent_id),
    'cancel_intent:' || v.id || ':' || v.attempt
  from over v where v.payment_intent_id is not null
  on conflict (dedupe_key) do nothing;
  insert into public.outbox (kind, payload, dedupe_key)
  select 'delete_customer', jsonb_build_object('customer_id', c.customer_id), 'delete_customer:' || c.customer_id
  from public.stripe_customers c where c.shopper_id = any (v_ids)
  on conflict (dedupe_key) do nothing;

  insert into public.order_erasures (order_id)
  select o.id from public.orders o where o.shopper_id = any (v_ids)
  on conflict (order_id) do nothing;
  perform public.erase_orders(1000);
  delete from auth.audit_log_entries l where l.payload ->> 'actor_id' = any (v_ids::text[])
    or lower(l.payload ->> 'actor_username') = v_email;
  delete from auth.flow_state f where f.user_id = any (v_ids);
  delete from auth.refresh_tokens t where t.user_id::text = any (v_ids::text[]);
  delete from public.invitations i where i.email = v_email or i.accepted_by = any (v_ids);
  update public.invitations i set invited_by = null where i.invited_by = any (v_ids);
  -- Worked for a merchant once: their log says 'somebody' from now on.
  delete from public.merchant_people p where p.user_id = any (v_ids);
  -- Sessions, identities, the customer, addresses, reminders and subscriptions hang on it and go with it.
  delete from auth.users u where u.id = any (v_ids);
  return 'erased';
end
$$;
revoke all on function public.erase_person(uuid, text) from public, anon, authenticated;
grant execute on function public.erase_person(uuid, text) to service_role;
