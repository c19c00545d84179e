-- Claims and movements are kept in one partition a month each, in the schema `ledger`, which no API serves. A sale's month
-- is the one it was created in, so that all of a sale lies in one partition: the uniqueness of request ids and positions
-- needs no other, a busy sale's indexes stay as small as its month, and a month that is over can be put away whole.

create schema ledger;
comment on schema ledger is 'The monthly partitions of public.claims and public.stock_movements, and the months put away.';
revoke all on schema ledger from public;

create function public.ledger_partition(p_parent text, p_month date)
returns text
language sql
immutable
set search_path = ''
as $$
  select p_parent || '_' || to_char(p_month, 'YYYY_MM')
$$;
revoke all on function public.ledger_partition(text, date) from public, anon, authenticated;

-- Makes the partitions of a month when they are missing. True when it made them. Retry: safe. tick() makes the next month's
-- ahead of time; making a sale makes those of its own. Locks: an advisory lock, and both parents against other such changes
-- only. They are made beside their parent and attached: made as `partition of`, each would shut the parent to everybody, and
-- a claim that has its item and asks for the parent would deadlock with a tick() that has the parent and asks for the item.
create function public.ensure_ledger_month(p_month date)
returns boolean
language plpgsql
security definer -- whoever may make a sale may have its month made, and nothing else in that schema
set search_path = ''
as $$
declare
  v_month date := date_trunc('month', p_month)::date;
  v_parent text;
  v_name text;
begin
  if to_regclass('ledger.' || public.ledger_partition('stock_movements', v_month)) is not null then
    return false;
  end if;
  perform pg_advisory_xact_lock(hashtext('ensure_ledger_month'));
  -- A query, because what to_regclass() remembers may be from before the wait.
  if exists (
    select 1 from pg_catalog.pg_class c
    where c.relnamespace = 'ledger'::regnamespace and c.relname = public.ledger_partition('stock_movements', v_month)
  ) then
    return false;
  end if;
  foreach v_parent in array array['claims', 'stock_movements'] loop
    v_name := public.ledger_partition(v_parent, v_month);
    execute format('create table ledger.%I (like public.%I including defaults including constraints)', v_name, v_parent);
    -- Row triggers and indexes come with being attached; these two do not.
    execute format('create trigger is_never_emptied before truncate on ledger.%I for each statement execute function public.refuse_change()', v_name);
    execute format('alter table ledger.%I enable row level security', v_name);
    execute format('alter table public.%I attach partition ledger.%I for values from (%L) to (%L)',
      v_parent, v_name, v_month, v_month + interval '1 month');
  end loop;
  return true;
end
$$;
revoke all on function public.ensure_ledger_month(date) from public, anon, authenticated;
grant execute on function public.ensure_ledger_month(date) to service_role;

create function public.ensure_ledger_month_of_sale()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform public.ensure_ledger_month(new.ledger_month);
  return new;
end
$$;
revoke all on function public.ensure_ledger_month_of_sale() from public, anon, authenticated;
create trigger sales_ensure_ledger_month before insert on public.sales
  for each row execute function public.ensure_ledger_month_of_sale();

select public.ensure_ledger_month(date_trunc('month', now() at time zone 'utc')::date);
select public.ensure_ledger_month((date_trunc('month', now() at time zone 'utc') + interval '1 month')::date);

-- Puts a month away: its claims and movements become plain tables in `ledger`, to be dumped and dropped. Outcomes: archived;
-- not_over (a sale of that month has not ended, drafts included, or a claim or order of it is still open); audit_failed (its
-- counters disagree: look first); unknown_month; busy (the parents were in use for half a second: try again). Orders and
-- money stay. Retry: safe. Locks: the month's sales, then both parents against everybody, which is why it waits for less
-- than deadlock_timeout: whoever meets it in another order must not be the one that fails.
create function public.archive_ledger_month(p_month date)
returns text
language plpgsql
set search_path = ''
set lock_timeout = '500ms'
as $$
declare
  v_month date := date_trunc('month', p_month)::date;
  v_parent text;
  v_sale_id uuid;
begin
  if not exists (
    select 1 from pg_catalog.pg_inherits h
    where h.inhrelid = to_regclass('ledger.' || public.ledger_partition('claims', v_month))
  ) then
    return 'unknown_month';
  end if;
  perform 1 from public.sales s where s.ledger_month = v_month order by s.id for update;
  if v_month >= date_trunc('month', now() at time zone 'utc')::date
    or exists (
      select 1 from public.sales s where s.ledger_month = v_month
        and s.status not in ('closed', 'cancelled') and s.closes_at > clock_timestamp()
    )
    or exists (select 1 from public.claims c where c.ledger_month = v_month and c.status in ('held', 'paying'))
    or exists (
      select 1 from public.orders o join public.sales s on s.id = o.sale_id
      where s.ledger_month = v_month and o.status in ('open', 'paying')
    )
  then
    return 'not_over';
  end if;
  for v_sale_id in select s.id from public.sales s where s.ledger_month = v_month loop
    if exists (select 1 from public.audit_stock(v_sale_id)) then
      return 'audit_failed';
    end if;
  end loop;
  foreach v_parent in array array['claims', 'stock_movements'] loop
    execute format('alter table public.%I detach partition ledger.%I', v_parent, public.ledger_partition(v_parent, v_month));
  end loop;
  update public.sales s set archived_at = clock_timestamp() where s.ledger_month = v_month;
  return 'archived';
exception when lock_not_available then
  return 'busy';
end
$$;
revoke all on function public.archive_ledger_month(date) from public, anon, authenticated;
