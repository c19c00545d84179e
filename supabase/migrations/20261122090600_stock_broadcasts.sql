-- Telling the watchers that stock changed: a hint, coalesced, never the truth. Phones re-read the snapshot, the dashboard
-- re-reads my_sales(). Topic sale:{sale_id} is public, merchant:{merchant_id} is private; event `stock`.

create table public.stock_broadcasts (
  sale_id uuid primary key references public.sales (id) on delete cascade,
  sent_at timestamptz not null default '-infinity',
  sent_version bigint not null default -1
) with (fillfactor = 50);
comment on table public.stock_broadcasts is 'When watchers of a sale were last told, and of which version.';
alter table public.stock_broadcasts enable row level security;
revoke all on public.stock_broadcasts from public, anon, authenticated;

create function public.add_stock_broadcast()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  insert into public.stock_broadcasts (sale_id) values (new.id);
  return new;
end
$$;
revoke all on function public.add_stock_broadcast() from public, anon, authenticated;
create trigger sales_add_stock_broadcast after insert on public.sales
  for each row execute function public.add_stock_broadcast();

-- The version of everything a watcher of the sale can see; grows with every change of the sale or an item.
create function public.stock_version(p_sale_id uuid)
returns bigint
language sql
stable
set search_path = ''
as $$
  select s.version + coalesce((select sum(i.version) from public.sale_items i where i.sale_id = s.id), 0)::bigint
  from public.sales s where s.id = p_sale_id
$$;
revoke all on function public.stock_version(uuid) from public, anon, authenticated;
grant execute on function public.stock_version(uuid) to service_role;

-- Sends one hint for the sale, at most one every broadcast_every_ms, in the caller's transaction (so a rollback sends
-- nothing). True when sent. Never waits: when another transaction is just sending, that one's hint serves, and tick()
-- sends what nobody sent. Locks: the row of stock_broadcasts, skipping when locked.
create function public.broadcast_stock(p_sale_id uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_sale public.sales;
  v_sent_at timestamptz;
  v_version bigint;
begin
  select s.* into v_sale from public.sales s where s.id = p_sale_id;
  -- Look before locking: during a rush nearly every call ends here.
  select b.sent_at into v_sent_at from public.stock_broadcasts b where b.sale_id = p_sale_id;
  if not found or v_sent_at > clock_timestamp() - v_sale.broadcast_every_ms * interval '1 millisecond' then
    return false;
  end if;
  select b.sent_at into v_sent_at from public.stock_broadcasts b where b.sale_id = p_sale_id for update skip locked;
  if not found or v_sent_at > clock_timestamp() - v_sale.broadcast_every_ms * interval '1 millisecond' then
    return false;
  end if;
  v_version := public.stock_version(p_sale_id);
  update public.stock_broadcasts set sent_at = clock_timestamp(), sent_version = v_version where sale_id = p_sale_id;
  perform realtime.send(
    jsonb_build_object('sale_id', p_sale_id, 'version', v_version), 'stock', 'sale:' || p_sale_id, false);
  perform realtime.send(
    jsonb_build_object('sale_id', p_sale_id, 'version', v_version), 'stock', 'merchant:' || v_sale.merchant_id, true);
  return true;
end
$$;
revoke all on function public.broadcast_stock(uuid) from public, anon, authenticated;
grant execute on function public.broadcast_stock(uuid) to service_role;

create policy "members hear their merchant's channel" on realtime.messages
  for select to authenticated
  using (
    realtime.messages.extension in ('broadcast', 'presence')
    and exists (
      select 1 from public.merchants_where('read') m (id) where 'merchant:' || m.id = (select realtime.topic())
    )
  );
