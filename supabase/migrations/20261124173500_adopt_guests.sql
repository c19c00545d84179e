-- What a guest has becomes the account's they sign in to; so do orders made as a guest with an address the account has proved.

-- The only moves of a claim or a place in line to another shopper: between two ids known to be one person, or along with the
-- order it was bought in. Called by the triggers of both tables.
create function public.is_own_move(p_from uuid, p_to uuid, p_order_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select 1 from public.shopper_people f join public.shopper_people t on t.person_id = f.person_id
    where f.shopper_id = p_from and t.shopper_id = p_to
  ) or exists (select 1 from public.orders o where o.id = p_order_id and o.shopper_id = p_to)
$$;
revoke all on function public.is_own_move(uuid, uuid, uuid) from public, anon, authenticated;

-- Two places of one person in the same line: the better one stays. The caller holds nothing; an offer beats a place.
create function public.merge_places(p_guest_id uuid, p_account_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_both record;
begin
  for v_both in
    select g.id, g.status, g.place, a.id as other_id, a.status as other_status, a.place as other_place
    from public.waits g join public.waits a on a.item_id = g.item_id
    where g.shopper_id = p_guest_id and g.status in ('waiting', 'offered')
      and a.shopper_id = p_account_id and a.status in ('waiting', 'offered')
    order by g.item_id
  loop
    if v_both.status = 'offered' and v_both.other_status = 'offered' then
      -- Both have their units already: one row tells it, the claims are two.
      update public.waits w set status = 'taken', ended_at = clock_timestamp() where w.id = v_both.id and w.status = 'offered';
    elsif v_both.other_status = 'waiting' and (v_both.status = 'offered' or v_both.place < v_both.other_place) then
      perform public.leave_line(v_both.other_id, p_account_id);
    else
      perform public.leave_line(v_both.id, p_guest_id);
    end if;
  end loop;
end
$$;
revoke all on function public.merge_places(uuid, uuid) from public, anon, authenticated;

-- Two unpaid orders of one person in the same sale: one that is not being paid gives way, as after a decline, and its units stay
-- in the bag. Answers the guest's orders that cannot move now, because both are being paid at this moment. The caller
-- holds the claims and orders of both.
create function public.merge_unpaid_orders(p_guest_id uuid, p_account_id uuid)
returns uuid[]
language plpgsql
set search_path = ''
as $$
declare
  v_stays uuid[];
  v_gives_way uuid[];
begin
  select array_agg(b.guests) filter (where b.guest_pays and b.account_pays),
    array_agg(case when b.guest_pays then b.accounts else b.guests end) filter (where not (b.guest_pays and b.account_pays))
  into v_stays, v_gives_way
  from (
    select g.id as guests, a.id as accounts, g.status = 'paying' as guest_pays, a.status = 'paying' as account_pays
    from public.orders g join public.orders a on a.sale_id = g.sale_id
    where g.shopper_id = p_guest_id and g.status in ('open', 'paying')
      and a.shopper_id = p_account_id and a.status in ('open', 'paying')
  ) b;
  update public.claims c set order_id = null where c.order_id = any (v_gives_way) and c.status = 'held';
  with over as (
    update public.orders o set status = 'cancelled', decline_reason = 'It went on in another order of yours.'
    where o.id = any (v_gives_way)
    returning o.id, o.attempt, o.payment_intent_id
  )
  insert into public.outbox (kind, payload, dedupe_key)
  select 'cancel_intent', jsonb_build_object('order_id', v.id, 'payment_intent_id', v.payment_intent_id),
    'cancel_intent:' || v.id || ':' || v.attempt
  from over v where v.payment_intent_id is not null
  on conflict (dedupe_key) do nothing;
  return coalesce(v_stays, '{}');
end
$$;
revoke all on function public.merge_unpaid_orders(uuid, uuid) from public, anon, authenticated;

-- Everything a guest has becomes the account's: claims, places in line, reminders and devices to tell, orders with their attempts and help, the payment being made
-- right now included, as it is found by its order. link_shoppers() comes first, in a call of its own. Outcomes:
--   adopted     all of it
--   later       an order of each is being paid in the same sale this very moment: that one follows
--   not_linked  the two are not known to be one person
--   not_a_guest the first is an account itself, or the second is none
-- A tap may still be on its way with a pass of the guest's, which lives a quarter of an hour: the outbox asks again after
-- twenty minutes. Retry: safe. Locks: items of places in line, claims of both in id order, then orders.
create function public.adopt_guest(p_guest_id uuid, p_account_id uuid)
returns text
language plpgsql
security definer -- who is a guest stands in auth.users, which no role of the API may read
set search_path = ''
as $$
declare
  v_stays uuid[];
begin
  if not exists (select 1 from auth.users u where u.id = p_guest_id and u.is_anonymous)
    or not exists (select 1 from auth.users u where u.id = p_account_id and not u.is_anonymous) then
    return 'not_a_guest';
  elsif not public.is_own_move(p_guest_id, p_account_id, null) then
    return 'not_linked';
  end if;
  perform public.merge_places(p_guest_id, p_account_id);
  perform public.move_push(p_guest_id, p_account_id);
  perform 1 from public.claims c where c.shopper_id in (p_guest_id, p_account_id) and c.status in ('held', 'paying')
  order by c.id for update;
  perform 1 from public.orders o
  where o.shopper_id = p_guest_id or (o.shopper_id = p_account_id and o.status in ('open', 'paying')) order by o.id for update;
  v_stays := public.merge_unpaid_orders(p_guest_id, p_account_id);

  update public.claims c set shopper_id = p_account_id
  where c.shopper_id = p_guest_id and (c.order_id is null or c.order_id <> all (v_stays))
    and not exists (
      select 1 from public.claims t
      where t.shopper_id = p_account_id and t.request_id = c.request_id and t.ledger_month = c.ledger_month);
  update public.waits w set shopper_id = p_account_id
  where w.shopper_id = p_guest_id
    and not exists (select 1 from public.waits t where t.shopper_id = p_account_id and t.request_id = w.request_id)
    and (w.status not in ('waiting', 'offered') or not exists (
      select 1 from public.waits t
      where t.shopper_id = p_account_id and t.item_id = w.item_id and t.status in ('waiting', 'offered')));
  update public.payment_attempts a set shopper_id = p_account_id
  where a.shopper_id = p_guest_id and a.order_id <> all (v_stays)
    and not exists (select 1 from public.payment_attempts t where t.shopper_id = p_account_id and t.request_id = a.request_id);
  update public.orders o set shopper_id = p_account_id where o.shopper_id = p_guest_id and o.id <> all (v_stays);

  insert into public.outbox (kind, payload, dedupe_key, run_after)
  values ('adopt_guest', jsonb_build_object('guest_id', p_guest_id, 'account_id', p_account_id),
    'adopt_guest:' || p_guest_id, clock_timestamp() + case when v_stays = '{}' then interval '20 minutes' else interval '1 minute' end)
  on conflict (dedupe_key) do nothing;
  return case when v_stays = '{}' then 'adopted' else 'later' end;
end
$$;
revoke all on function public.adopt_guest(uuid, uuid) from public, anon, authenticated;
grant execute on function public.adopt_guest(uuid, uuid) to service_role;

create index orders_guest_email_idx on public.orders (lower(email));

-- Orders somebody made as a guest, on whatever device, with the address this account has proved become the account's, with
-- their claims. Never an order of another account (it was theirs to give away), never one that is still being paid. Answers how many, five
-- hundred at most. Retry: safe. Locks: claims in id order, then orders.
create function public.adopt_orders(p_account_id uuid)
returns int
language plpgsql
security definer -- who is a guest stands in auth.users, which no role of the API may read
set search_path = ''
as $$
declare
  v_ids uuid[];
  v_months date[];
begin
  select array_agg(f.id), array_agg(distinct f.ledger_month) into v_ids, v_months from (
    select o.id, s.ledger_month
    from public.accounts a join public.orders o on lower(o.email) = a.email join public.sales s on s.id = o.sale_id
    where a.shopper_id = p_account_id and o.shopper_id <> p_account_id and o.status not in ('open', 'paying')
      and not exists (select 1 from auth.users u where u.id = o.shopper_id and not u.is_anonymous)
    order by o.id limit 500
  ) f;
  if v_ids is null then
    return 0;
  end if;
  perform 1 from public.claims c where c.order_id = any (v_ids) and c.ledger_month = any (v_months) order by c.id for update;
  perform 1 from public.orders o where o.id = any (v_ids) order by o.id for update;
  -- Looked at again now that nobody else can change them.
  v_ids := array(select o.id from public.orders o where o.id = any (v_ids) and o.shopper_id <> p_account_id
    and o.status not in ('open', 'paying'));
  update public.orders o set shopper_id = p_account_id where o.id = any (v_ids);
  update public.payment_attempts t set shopper_id = p_account_id
  where t.order_id = any (v_ids)
    and not exists (select 1 from public.payment_attempts m where m.shopper_id = p_account_id and m.request_id = t.request_id);
  update public.claims c set shopper_id = p_account_id
  where c.order_id = any (v_ids) and c.ledger_month = any (v_months) and c.shopper_id <> p_account_id
    and not exists (
      select 1 from public.claims m
      where m.shopper_id = p_account_id and m.request_id = c.request_id and m.ledger_month = c.ledger_month);
  return cardinality(v_ids);
end
$$;
revoke all on function public.adopt_orders(uuid) from public, anon, authenticated;
grant execute on function public.adopt_orders(uuid) to service_role;

-- The ids an account answers for, when it is exported or deleted: its own, and those of guests it adopted. Another account of the same person stays.
create function public.erased_ids(p_shopper_id uuid)
returns uuid[]
language sql
stable
security definer -- who is a guest stands in auth.users, which no role of the API may read
set search_path = ''
as $$
  select array_agg(i.id) from (
    select p_shopper_id as id
    union
    select n.id from unnest(public.ids_of_person(p_shopper_id)) n (id) join auth.users u on u.id = n.id and u.is_anonymous
  ) i
$$;
revoke all on function public.erased_ids(uuid) from public, anon, authenticated;
