-- Next in line: shoppers waiting for an item whose units are all held.

create table public.waits (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null,
  sale_id uuid not null references public.sales (id),
  item_id uuid not null references public.sale_items (id),
  shopper_id uuid not null,
  quantity int not null check (quantity between 1 and 1000),
  place bigint not null,
  status text not null default 'waiting' check (status in ('waiting', 'offered', 'taken', 'lapsed', 'left', 'over')),
  claim_id uuid,
  created_at timestamptz not null default clock_timestamp(),
  offered_at timestamptz,
  ended_at timestamptz,
  constraint one_wait_per_request unique (shopper_id, request_id),
  constraint one_wait_per_place unique (item_id, place),
  constraint offered_has_a_claim check (status not in ('offered', 'taken', 'lapsed') or (claim_id is not null and offered_at is not null)),
  constraint ended_has_a_time check ((status in ('taken', 'lapsed', 'left', 'over')) = (ended_at is not null))
);
comment on table public.waits is 'A shopper''s place in line for an item: waiting, offered (a claim of theirs), then taken, lapsed, left or over.';
comment on column public.waits.place is 'Order of arrival, gapless per item; who joins again gets a new one, at the end.';
create unique index waits_one_place_each_idx on public.waits (item_id, shopper_id) where status in ('waiting', 'offered');
create unique index waits_one_offer_per_claim_idx on public.waits (claim_id) where claim_id is not null;
create index waits_in_line_idx on public.waits (item_id, place) where status = 'waiting';
create index waits_sale_id_idx on public.waits (sale_id);
create index sale_items_waiting_idx on public.sale_items (id) where waiting > 0;

create function public.check_wait_move()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  -- A guest's place becomes the account's they signed in to: only who has it changes.
  if new.shopper_id <> old.shopper_id and new = jsonb_populate_record(old, jsonb_build_object('shopper_id', new.shopper_id))
    and public.is_own_move(old.shopper_id, new.shopper_id, null) then
    return new;
  end if;
  if (old.status, new.status) not in (
    ('waiting', 'offered'), ('waiting', 'left'), ('waiting', 'over'),
    ('offered', 'taken'), ('offered', 'lapsed'), ('offered', 'left'), ('offered', 'over')
  ) or (new.shopper_id, new.item_id, new.quantity, new.request_id, new.place)
    is distinct from (old.shopper_id, old.item_id, old.quantity, old.request_id, old.place)
  then
    raise exception 'wait % cannot go from % to %', old.id, old.status, new.status using errcode = 'ST002';
  end if;
  return new;
end
$$;
revoke all on function public.check_wait_move() from public, anon, authenticated;
create trigger waits_move before update on public.waits
  for each row execute function public.check_wait_move();
create trigger waits_are_kept before delete on public.waits
  for each row execute function public.refuse_change();

alter table public.waits enable row level security;
revoke all on public.waits from public, anon, authenticated;
revoke delete, truncate on public.waits from service_role;
grant select on public.waits to authenticated;
create policy "shoppers read their own waits" on public.waits
  for select to authenticated using (shopper_id = (select auth.uid()));
create policy "members read the waits of their sales" on public.waits
  for select to authenticated
  using (exists (select 1 from public.sales s where s.id = sale_id and public.is_merchant_member(s.merchant_id)));
create policy "shoppers hear their own channel" on realtime.messages
  for select to authenticated
  using (
    realtime.messages.extension = 'broadcast'
    and 'shopper:' || (select auth.uid()) = (select realtime.topic())
  );

-- Gives units that are free to those in line, in order of place, as claims of offer_seconds: to each what they asked for
-- as far as there is, so that no unit lies idle while the first in line wants more. Who may have no more of it (limit,
-- hold budget) leaves the line. Called in the transaction that frees units, so nobody else ever sees them free.
-- Answers how many offers. The caller has locked the items. Nothing is offered while the sale is not live.
create function public.offer_to_line(p_item_ids uuid[])
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_now timestamptz := clock_timestamp();
  v_item record;
  v_free int;
  v_position bigint;
  v_seen int;   -- those who left the line in this round, served or not
  v_taken int;
  v_offers int;
  v_wait_ids uuid[];
  v_total int := 0;
begin
  for v_item in
    select i.*, s.offer_seconds from public.sale_items i join public.sales s on s.id = i.sale_id
    where i.id = any (p_item_ids) and i.waiting > 0 and i.free > 0
      and public.sale_phase(s.status, s.opens_at, s.closes_at, v_now) = 'live'
    order by i.id
  loop
    v_free := v_item.free;
    v_position := v_item.next_position;
    loop
      with line as (
        -- As far as the units can reach: each takes one at least.
        select w.id, w.shopper_id, w.place, least(w.quantity, r.limit_room, r.budget_room) as want,
          row_number() over (partition by coalesce(p.person_id, w.shopper_id) order by w.place) as nth_of_person
        from (
          select n.* from public.waits n where n.item_id = v_item.id and n.status = 'waiting'
          order by n.place limit v_free for update
        ) w
        cross join lateral public.shopper_room(v_item.id, w.shopper_id, v_now) r
        left join public.shopper_people p on p.shopper_id = w.shopper_id
      ), reached as (
        -- One person's second place has to wait until the first is written, as it changes what they may have.
        select l.*, v_free - coalesce(
          sum(greatest(l.want, 0)) over (order by l.place rows between unbounded preceding and 1 preceding), 0
        ) as there
        from line l
        where l.place < coalesce((select min(o.place) from line o where o.nth_of_person > 1), 9223372036854775807)
      ), served as materialized (
        select r.id as wait_id, r.shopper_id, gen_random_uuid() as claim_id, least(r.want, r.there)::int as units,
          v_position + row_number() over (order by r.place) - 1 as position
        from reached r where r.there > 0 and r.want > 0
      ), ended as (
        update public.waits w set status = 'over', ended_at = v_now
        where w.id in (select r.id from reached r where r.there > 0 and r.want <= 0)
        returning 1
      ), added as (
        -- A request id of our own: the shopper's names their place in line, not this claim.
        insert into public.claims
          (id, ledger_month, request_id, sale_id, item_id, shopper_id, quantity, expires_at, held_until, position, created_at)
        select s.claim_id, v_item.ledger_month, gen_random_uuid(), v_item.sale_id, v_item.id, s.shopper_id, s.units,
          v_now + v_item.offer_seconds * interval '1 second', v_now + v_item.offer_seconds * interval '1 second', s.position, v_now
        from served s
      ), moved as (
        insert into public.stock_movements (ledger_month, sale_id, item_id, claim_id, kind, quantity, cause, caused_by, at)
        select v_item.ledger_month, v_item.sale_id, v_item.id, s.claim_id, 'claimed', s.units, 'next in line', s.shopper_id, v_now
        from served s order by s.position
      ), offered as (
        update public.waits w set status = 'offered', claim_id = s.claim_id, offered_at = v_now
        from served s where w.id = s.wait_id
      ), mailed as (
        insert into public.outbox (kind, payload, dedupe_key)
        select 'offer_mail', jsonb_build_object('wait_id', s.wait_id, 'claim_id', s.claim_id), 'offer_mail:' || s.wait_id
        from served s
        on conflict (dedupe_key) do nothing
      )
      select count(t.wait_id)::int, coalesce(sum(t.units), 0)::int, count(t.wait_id)::int + (select count(*)::int from ended),
        array_agg(t.wait_id)
      into v_offers, v_taken, v_seen, v_wait_ids
      from served t;
      perform realtime.send(
        jsonb_build_object('wait_id', w.id, 'claim_id', w.claim_id, 'item_id', w.item_id, 'sale_id', w.sale_id),
        'offer', 'shopper:' || w.shopper_id, true)
      from public.waits w where w.id = any (v_wait_ids);
      exit when v_seen = 0;
      v_total := v_total + v_offers;
      update public.sale_items i
      set free = i.free - v_taken, held = i.held + v_taken, next_position = i.next_position + v_offers, waiting = i.waiting - v_seen
      where i.id = v_item.id;
      v_free := v_free - v_taken;
      v_position := v_position + v_offers;
      exit when v_free = 0;
    end loop;
  end loop;
  return v_total;
end
$$;
revoke all on function public.offer_to_line(uuid[]) from public, anon, authenticated;

-- Ends the waiting for items of a sale that is over. The caller has locked the items. Answers how many.
create function public.end_line(p_item_ids uuid[])
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_ended int;
begin
  with gone as (
    update public.waits w set status = 'over', ended_at = clock_timestamp()
    where w.item_id = any (p_item_ids) and w.status = 'waiting'
    returning w.item_id
  ), counted as (
    update public.sale_items i set waiting = i.waiting - t.waits
    from (select g.item_id, count(*)::int as waits from gone g group by g.item_id) t where i.id = t.item_id
  )
  select count(*)::int into v_ended from gone;
  return v_ended;
end
$$;
revoke all on function public.end_line(uuid[]) from public, anon, authenticated;
