-- What a merchant does in the middle of a sale, and the log of it.

create table public.merchant_moves (
  id bigint generated always as identity primary key,
  merchant_id uuid not null references public.merchants (id),
  sale_id uuid not null references public.sales (id),
  item_id uuid references public.sale_items (id),
  move text not null check (move in ('pause', 'resume', 'extend', 'close', 'cancel', 'take_back', 'withdraw', 'restock')),
  quantity int check (quantity > 0),
  reason text not null check (length(reason) between 1 and 500),
  moved_by uuid,
  request_id uuid not null,
  detail jsonb not null default '{}' check (jsonb_typeof(detail) = 'object'),
  at timestamptz not null default clock_timestamp(),
  constraint one_move_per_request unique (sale_id, request_id)
);
comment on table public.merchant_moves is 'Append-only: every pause, resume, extension, close, cancellation, taking back, withdrawal and restock, who did it and why.';
comment on column public.merchant_moves.moved_by is 'The signed-in member; null for the platform itself.';
create index merchant_moves_merchant_id_idx on public.merchant_moves (merchant_id, at desc);
create index merchant_moves_item_id_idx on public.merchant_moves (item_id) where item_id is not null;
create trigger merchant_moves_are_history before update or delete on public.merchant_moves
  for each row execute function public.refuse_change();
create trigger merchant_moves_are_never_emptied before truncate on public.merchant_moves
  for each statement execute function public.refuse_change();
alter table public.merchant_moves enable row level security;
revoke all on public.merchant_moves from public, anon, authenticated;
revoke update, delete, truncate on public.merchant_moves from service_role;
grant select on public.merchant_moves to authenticated;
create policy "members read their merchant's moves" on public.merchant_moves
  for select to authenticated using (public.is_merchant_member(merchant_id));

-- Whether the caller may run this merchant's sales, as may() says: an owner, a manager, the platform itself.
create function public.may_run_sales(p_merchant_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select public.may(p_merchant_id, 'run_sales')
$$;
revoke all on function public.may_run_sales(uuid) from public, anon, authenticated;
grant execute on function public.may_run_sales(uuid) to service_role;

-- The beginning of every move: who, what, whether it was done before; then locks the sale and its items (in id order), so
-- that no claim is being decided by the old rule once the move is done. Answers null when the move may go on, else the
-- outcome: unknown_sale, invalid (no reason, no request id), not_allowed, second_factor (why_not() says when), repeated (this
-- request id moved before).
create function public.begin_move(p_sale_id uuid, p_reason text, p_request_id uuid)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_merchant_id uuid;
  v_why_not text;
begin
  select s.merchant_id into v_merchant_id from public.sales s where s.id = p_sale_id;
  if not found then
    return 'unknown_sale';
  end if;
  v_why_not := public.why_not(v_merchant_id, 'run_sales');
  if v_why_not is not null then
    return v_why_not;
  elsif p_request_id is null or coalesce(length(btrim(p_reason)), 0) not between 1 and 500 then
    return 'invalid';
  end if;
  perform 1 from public.sales s where s.id = p_sale_id for no key update;
  perform 1 from public.sale_items i where i.sale_id = p_sale_id order by i.id for no key update;
  if exists (select 1 from public.merchant_moves m where m.sale_id = p_sale_id and m.request_id = p_request_id) then
    return 'repeated';
  end if;
  return null;
end
$$;
revoke all on function public.begin_move(uuid, text, uuid) from public, anon, authenticated;

-- The end of every move: the log, and the hint to whoever watches.
create function public.finish_move(
  p_sale_id uuid, p_item_id uuid, p_move text, p_quantity int, p_reason text, p_request_id uuid, p_detail jsonb default '{}'
)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.merchant_moves (merchant_id, sale_id, item_id, move, quantity, reason, moved_by, request_id, detail)
  select s.merchant_id, s.id, p_item_id, p_move, p_quantity, btrim(p_reason), (select auth.uid()), p_request_id, p_detail
  from public.sales s where s.id = p_sale_id;
  perform public.write_log(s.merchant_id, p_move || '_' || case when p_item_id is null then 'sale' else 'item' end, 'sale', p_sale_id::text,
    p_detail || jsonb_strip_nulls(jsonb_build_object('reason', btrim(p_reason), 'item_id', p_item_id, 'quantity', p_quantity, 'title', s.title)))
  from public.sales s where s.id = p_sale_id;
  perform public.broadcast_stock(p_sale_id);
end
$$;
revoke all on function public.finish_move(uuid, uuid, text, int, text, uuid, jsonb) from public, anon, authenticated;
