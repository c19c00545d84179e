-- What the merchant's side reads: how many wait, and which.

-- How many threads of the merchant, or of all the signed-in person's merchants when none is named, wait for an answer; 0 for everybody else.
create function public.unanswered_help(p_merchant_id uuid default null)
returns int
language sql
stable
security definer -- counts by the memberships at once instead of asking a policy for every thread
set search_path = ''
as $$
  select count(*)::int from public.help_threads t
  where t.status = 'waiting'
    and t.merchant_id in (select public.merchants_where('answer_help'))
    and (p_merchant_id is null or t.merchant_id = p_merchant_id)
$$;
revoke all on function public.unanswered_help(uuid) from public, anon;
grant execute on function public.unanswered_help(uuid) to authenticated, service_role;

-- A page of the threads of the merchant, or of all the signed-in person's merchants when none is named: unanswered first, who has
-- waited longest before; then by the newest message. p_search is a part of an order's number, an e-mail or a name. `total` counts all that match.
create function public.list_help(
  p_search text default '', p_offset int default 0, p_limit int default 25, p_merchant_id uuid default null
)
returns table (
  order_id uuid, order_number text, order_status text, shopper_name text, shopper_email text, merchant_name text,
  status text, waiting_since timestamptz, last_message_at timestamptz, last_author text, last_words text, unread int, total int
)
language sql
stable
security definer -- sorts and counts by the memberships at once instead of asking policies for every row
set search_path = ''
as $$
  select t.order_id, o.number, o.status, o.name, o.email, mc.name, t.status, t.waiting_since, t.last_message_at,
    l.author, left(l.body, 200), u.unread, t.total
  from (
    select t.*, (count(*) over ())::int as total
    from public.help_threads t
    join public.orders o on o.id = t.order_id
    where t.merchant_id in (select public.merchants_where('answer_help'))
      and (p_merchant_id is null or t.merchant_id = p_merchant_id)
      and (
        btrim(p_search) = '' or position(lower(btrim(p_search)) in lower(o.number || ' ' || o.email || ' ' || o.name)) > 0
      )
    order by t.waiting_since nulls last, t.last_message_at desc, t.order_id
    offset greatest(p_offset, 0) limit least(greatest(p_limit, 1), 100)
  ) t
  join public.orders o on o.id = t.order_id
  join public.merchants mc on mc.id = t.merchant_id
  join public.help_messages l on l.id = t.last_message_id
  cross join lateral (
    select count(*)::int as unread from public.help_messages m
    where m.order_id = t.order_id and m.author = 'shopper' and m.id > t.merchant_read_to
  ) u
  order by t.waiting_since nulls last, t.last_message_at desc, t.order_id
$$;
revoke all on function public.list_help(text, int, int, uuid) from public, anon;
grant execute on function public.list_help(text, int, int, uuid) to authenticated, service_role;
