-- What a sale has counted so far, kept as it happens, so that nobody has to count a hundred thousand orders to show one figure.
-- Whoever counts something adds a row to sale_count_changes, which waits for nobody; tick() adds those up. Every few seconds a
-- live sale is sampled: those rows are the charts of the control room and the sell-through of insight.

create table public.sale_count_changes (
  id bigint generated always as identity primary key,
  sale_id uuid not null,
  kind text not null check (kind in (
    'paid_orders', 'paid_cents', 'paid_claims', 'declined', 'pushes', 'refused_sold_out', 'refused_all_held',
    'refused_limit_reached', 'refused_not_open', 'refused_closed', 'refused_slow_down', 'refused_busy')),
  amount bigint not null check (amount <> 0)
);
comment on table public.sale_count_changes is 'What was counted and is not in sale_totals yet: a second''s worth, then added up and deleted. No foreign key: a look-up for each row.';

create table public.sale_totals (
  sale_id uuid not null references public.sales (id) on delete cascade,
  kind text not null check (length(kind) between 1 and 40),
  total bigint not null,
  primary key (sale_id, kind)
) with (fillfactor = 70);
comment on table public.sale_totals is 'The sum of all changes of one kind; with those not added yet it is exact. Money that went back whole is taken off.';

create table public.sale_samples (
  sale_id uuid not null references public.sales (id) on delete cascade,
  at timestamptz not null,
  claims bigint not null,
  free int not null,
  held int not null,
  sold int not null,
  waiting int not null,
  paid_orders bigint not null,
  paid_cents bigint not null,
  refused bigint not null,
  declined bigint not null,
  primary key (sale_id, at)
);
comment on table public.sale_samples is 'A sale every five seconds from ten minutes before it opens until an hour after it closes; a second in which nothing changed has no row.';

create table public.count_clock (
  is_the_one boolean primary key default true check (is_the_one),
  ticked_at timestamptz not null default '-infinity',
  sampled_at timestamptz not null default '-infinity'
);
comment on table public.count_clock is 'When tick() was last here, which is how somebody sees that it stands still.';
insert into public.count_clock default values;

alter table public.sale_count_changes enable row level security;
alter table public.sale_totals enable row level security;
alter table public.sale_samples enable row level security;
alter table public.count_clock enable row level security;
revoke all on public.sale_count_changes, public.sale_totals, public.sale_samples, public.count_clock from public, anon, authenticated;
revoke insert, delete, truncate on public.count_clock from service_role;

create function public.is_paid_order(p_status text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select p_status in ('paid', 'shipped', 'delivered', 'part_refunded')
$$;
revoke all on function public.is_paid_order(text) from public, anon, authenticated;

-- An order becomes paid, or stops being so: as my_sales() counts them.
create function public.count_paid_order()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_sign int := case when public.is_paid_order(new.status) then 1 else -1 end;
begin
  insert into public.sale_count_changes (sale_id, kind, amount)
  select new.sale_id, c.kind, v_sign * c.amount
  from (
    values ('paid_orders', 1::bigint), ('paid_cents', new.total_cents),
      ('paid_claims', (select count(*) from public.order_lines l where l.order_id = new.id))
  ) c (kind, amount)
  where c.amount <> 0;
  return null;
end
$$;
revoke all on function public.count_paid_order() from public, anon, authenticated;
create trigger orders_count_paid after update of status on public.orders
  for each row when (public.is_paid_order(old.status) <> public.is_paid_order(new.status))
  execute function public.count_paid_order();
create trigger orders_count_paid_at_once after insert on public.orders
  for each row when (public.is_paid_order(new.status)) execute function public.count_paid_order();

create function public.count_declined()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  insert into public.sale_count_changes (sale_id, kind, amount)
  select o.sale_id, 'declined', 1 from public.orders o where o.id = new.order_id;
  return null;
end
$$;
revoke all on function public.count_declined() from public, anon, authenticated;
create trigger payment_attempts_count_declined after update of declined_at on public.payment_attempts
  for each row when (old.declined_at is null and new.declined_at is not null) execute function public.count_declined();

-- Pushes of a message about a sale, counted when a push service has said yes.
create function public.count_pushes()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  insert into public.sale_count_changes (sale_id, kind, amount)
  select s.id, 'pushes', new.sent - old.sent
  from public.push_messages m
  join public.sales s on s.id = case when pg_input_is_valid(m.payload ->> 'sale_id', 'uuid') then (m.payload ->> 'sale_id')::uuid
    when pg_input_is_valid(m.payload ->> 'wait_id', 'uuid')
      then (select w.sale_id from public.waits w where w.id = (m.payload ->> 'wait_id')::uuid) end
  where m.id = new.message_id;
  return null;
end
$$;
revoke all on function public.count_pushes() from public, anon, authenticated;
create trigger push_shards_count after update of sent on public.push_shards
  for each row when (new.sent > old.sent) execute function public.count_pushes();

-- Refusals that the shop gave from its memory, gathered by each of its processes for some seconds. Only kinds that begin with
-- `refused_`; what is not understood is left out. Answers how many rows. Retry: counts twice, so the shop does not; a process
-- that is killed takes the last seconds of its refusals along. Locks: none.
create function public.note_refusals(p_sale_ids uuid[], p_kinds text[], p_amounts int[])
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_count int;
begin
  insert into public.sale_count_changes (sale_id, kind, amount)
  select n.sale_id, n.kind, n.amount
  from unnest(p_sale_ids, p_kinds, p_amounts) n (sale_id, kind, amount)
  where n.sale_id is not null and n.amount > 0 and n.kind in (
    'refused_sold_out', 'refused_all_held', 'refused_limit_reached', 'refused_not_open', 'refused_closed',
    'refused_slow_down', 'refused_busy');
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
revoke all on function public.note_refusals(uuid[], text[], int[]) from public, anon, authenticated;
grant execute on function public.note_refusals(uuid[], text[], int[]) to service_role;

-- A sale's total of one kind, with what has not been added up yet.
create function public.sale_total(p_sale_id uuid, p_kind text)
returns bigint
language sql
stable
set search_path = ''
as $$
  select coalesce((select t.total from public.sale_totals t where t.sale_id = p_sale_id and t.kind = p_kind), 0)
    + coalesce((select sum(c.amount) from public.sale_count_changes c where c.sale_id = p_sale_id and c.kind = p_kind), 0)::bigint
$$;
revoke all on function public.sale_total(uuid, text) from public, anon, authenticated;

-- Adds up what was counted, at most p_limit rows of it, and samples the sales that are on. Called by tick(), at its end. Answers
-- how many rows were added. Retry: safe. Locks: an advisory one, so that of two ticks at once only one does it; the totals, last.
create function public.keep_sale_counts(p_limit int default 5000)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_now timestamptz := clock_timestamp();
  v_step timestamptz := date_bin('5 seconds', clock_timestamp(), 'epoch');
  v_sampled_at timestamptz;
  v_count int;
begin
  if not pg_try_advisory_xact_lock(hashtext('keep_sale_counts')) then
    return 0;
  end if;
  with taken as (
    delete from public.sale_count_changes c
    where c.id in (select d.id from public.sale_count_changes d order by d.id limit p_limit)
    returning c.sale_id, c.kind, c.amount
  ), added as (
    insert into public.sale_totals as t (sale_id, kind, total)
    select n.sale_id, n.kind, sum(n.amount) from taken n join public.sales s on s.id = n.sale_id
    group by n.sale_id, n.kind
    on conflict (sale_id, kind) do update set total = t.total + excluded.total
  )
  select count(*)::int into v_count from taken;

  select c.sampled_at into v_sampled_at from public.count_clock c;
  update public.count_clock set ticked_at = v_now, sampled_at = greatest(sampled_at, v_step);
  if v_step <= v_sampled_at then
    return v_count;
  end if;
  insert into public.sale_samples
    (sale_id, at, claims, free, held, sold, waiting, paid_orders, paid_cents, refused, declined)
  select s.id, v_step, n.claims, n.free, n.held, n.sold, n.waiting, n.paid_orders, n.paid_cents, n.refused, n.declined
  from public.sales s
  cross join lateral (
    select i.*, t.* from (
      select coalesce(sum(i.next_position - 1), 0)::bigint as claims, coalesce(sum(i.free), 0)::int as free,
        coalesce(sum(i.held), 0)::int as held, coalesce(sum(i.sold), 0)::int as sold, coalesce(sum(i.waiting), 0)::int as waiting
      from public.sale_items i where i.sale_id = s.id
    ) i cross join (
      select coalesce(sum(t.total) filter (where t.kind = 'paid_orders'), 0)::bigint as paid_orders,
        coalesce(sum(t.total) filter (where t.kind = 'paid_cents'), 0)::bigint as paid_cents,
        coalesce(sum(t.total) filter (where t.kind like 'refused%'), 0)::bigint as refused,
        coalesce(sum(t.total) filter (where t.kind = 'declined'), 0)::bigint as declined
      from public.sale_totals t where t.sale_id = s.id
    ) t
  ) n
  where s.status <> 'draft' and s.opens_at < v_now + interval '10 minutes' and s.closes_at > v_now - interval '1 hour'
    and not exists (
      select 1 from (
        select l.* from public.sale_samples l where l.sale_id = s.id order by l.at desc limit 1
      ) l
      where (l.claims, l.free, l.held, l.sold, l.waiting, l.paid_orders, l.paid_cents, l.refused, l.declined)
        = (n.claims, n.free, n.held, n.sold, n.waiting, n.paid_orders, n.paid_cents, n.refused, n.declined)
    )
  on conflict do nothing;
  if date_trunc('hour', v_step) > v_sampled_at then
    delete from public.sale_samples d
    where d.sale_id in (select s.id from public.sales s where s.closes_at < v_now - interval '400 days' order by s.closes_at desc limit 20);
  end if;
  return v_count;
end
$$;
revoke all on function public.keep_sale_counts(int) from public, anon, authenticated;
grant execute on function public.keep_sale_counts(int) to service_role;
