-- Writing to a thread, reading it, closing it. Locks in all of them: who writes (an advisory lock, because what one person
-- may write in an hour is counted over all threads), the thread, the mail that waits for it in the outbox.

-- Tells the other side about a message, in the message's own transaction: a hint to who has a screen open, a push to the
-- phones that want it and a mail in the outbox for who has neither. Messages that come while the mail still waits join it;
-- what has been read by then, push and mail leave out. The caller holds the thread.
create function public.tell_about_help(p_order_id uuid, p_to text, p_message_id bigint)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_thread public.help_threads;
  v_mail_id bigint;
begin
  select t.* into v_thread from public.help_threads t where t.order_id = p_order_id;
  perform realtime.send(
    jsonb_build_object('order_id', p_order_id, 'message_id', p_message_id), 'help', 'merchant:' || v_thread.merchant_id, true);
  insert into public.outbox (kind, payload, dedupe_key)
  values ('push', jsonb_build_object('kind', 'help', 'order_id', p_order_id, 'to', p_to, 'message_id', p_message_id), 'push:help:' || p_message_id);
  -- A mail that is just being taken makes this wait, and is another one then: nobody joins what has left.
  update public.outbox o set payload = o.payload || jsonb_build_object('last_id', p_message_id)
  where o.id = case p_to when 'shopper' then v_thread.shopper_mail_id else v_thread.merchant_mail_id end
    and o.attempts = 0 and o.done_at is null and o.parked_at is null;
  if found then
    return;
  end if;
  insert into public.outbox (kind, payload, dedupe_key, run_after)
  values (
    'help_mail',
    jsonb_build_object('order_id', p_order_id, 'to', p_to, 'first_id', p_message_id, 'last_id', p_message_id),
    'help_mail:' || p_to || ':' || p_message_id,
    clock_timestamp() + interval '2 minutes'
  )
  returning id into v_mail_id;
  update public.help_threads t set
    shopper_mail_id = case p_to when 'shopper' then v_mail_id else t.shopper_mail_id end,
    merchant_mail_id = case p_to when 'merchant' then v_mail_id else t.merchant_mail_id end
  where t.order_id = p_order_id;
end
$$;
revoke all on function public.tell_about_help(uuid, text, bigint) from public, anon, authenticated;

-- Adds one message, making the thread where there is none. The caller has checked who writes. Outcomes: sent, repeated (the
-- same request id: one message), invalid (empty, over 4,000 characters, control characters, no request id), too_many (this
-- person wrote p_per_hour messages within the hour). Retry: safe.
create function public.add_help_message(
  p_order_id uuid, p_merchant_id uuid, p_author text, p_author_id uuid, p_body text, p_request_id uuid, p_per_hour int
)
returns table (outcome text, message_id bigint)
language plpgsql
set search_path = ''
as $$
declare
  v_body text := btrim(replace(replace(p_body, e'\r\n', e'\n'), e'\r', e'\n'), e' \n\t');
  v_id bigint;
begin
  if p_request_id is null or coalesce(length(v_body), 0) not between 1 and 4000 or v_body ~ '[\u0001-\u0008\u000b-\u001f\u007f]' then
    return query select 'invalid', null::bigint;
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('help:' || p_author_id, 0));
  select m.id into v_id from public.help_messages m
  where m.order_id = p_order_id and m.author_id = p_author_id and m.request_id = p_request_id;
  if found then
    return query select 'repeated', v_id;
    return;
  end if;
  if (
    select count(*) from public.help_messages m
    where m.author_id = p_author_id and m.at > clock_timestamp() - interval '1 hour'
  ) >= p_per_hour then
    return query select 'too_many', null::bigint;
    return;
  end if;
  insert into public.help_threads (order_id, merchant_id) values (p_order_id, p_merchant_id) on conflict (order_id) do nothing;
  -- Ids are given under the thread's lock, so that they grow in the order in which messages become visible.
  perform 1 from public.help_threads t where t.order_id = p_order_id for update;
  insert into public.help_messages (order_id, author, author_id, body, request_id)
  values (p_order_id, p_author, p_author_id, v_body, p_request_id)
  returning id into v_id;
  update public.help_threads t set last_message_id = v_id, last_message_at = clock_timestamp() where t.order_id = p_order_id;
  perform public.tell_about_help(p_order_id, case p_author when 'shopper' then 'merchant' else 'shopper' end, v_id);
  return query select 'sent', v_id;
end
$$;
revoke all on function public.add_help_message(uuid, uuid, text, uuid, text, uuid, int) from public, anon, authenticated;

-- The shopper of an order asks its merchant, guests too; a closed thread is open again. Outcomes: those of
-- add_help_message (twenty an hour), unknown_order (also when it is somebody else's). Retry: safe, by request id.
create function public.ask_for_help(p_order_id uuid, p_body text, p_request_id uuid)
returns table (outcome text, message_id bigint)
language plpgsql
security definer -- writes tables that nobody may write; the order must be the caller's own
set search_path = ''
as $$
declare
  v_order public.orders;
  v_answer record;
begin
  select o.* into v_order from public.orders o where o.id = p_order_id and o.shopper_id = (select auth.uid());
  if not found then
    return query select 'unknown_order', null::bigint;
    return;
  end if;
  select * into v_answer
  from public.add_help_message(v_order.id, v_order.merchant_id, 'shopper', v_order.shopper_id, p_body, p_request_id, 20);
  if v_answer.outcome = 'sent' then
    update public.help_threads t
    set status = 'waiting', waiting_since = coalesce(t.waiting_since, clock_timestamp())
    where t.order_id = p_order_id;
  end if;
  return query select v_answer.outcome, v_answer.message_id;
end
$$;
revoke all on function public.ask_for_help(uuid, text, uuid) from public, anon;
grant execute on function public.ask_for_help(uuid, text, uuid) to authenticated, service_role;

-- Somebody of the merchant answers, or writes first. p_seen_to is the newest message on the screen it was written on: a
-- question that came after it is still unanswered. Outcomes: those of add_help_message (two hundred an hour), unknown_order
-- (also when it is another merchant's). Retry: safe, by request id.
create function public.answer_help(p_order_id uuid, p_body text, p_request_id uuid, p_seen_to bigint default 0)
returns table (outcome text, message_id bigint)
language plpgsql
security definer -- writes tables that nobody may write; the caller must work for the order's merchant
set search_path = ''
as $$
declare
  v_order public.orders;
  v_answer record;
begin
  select o.* into v_order from public.orders o where o.id = p_order_id and public.may(o.merchant_id, 'answer_help');
  if not found then
    return query select 'unknown_order', null::bigint;
    return;
  end if;
  select * into v_answer from public.add_help_message(
    v_order.id, v_order.merchant_id, 'merchant', (select auth.uid()), p_body, p_request_id, 200);
  if v_answer.outcome = 'sent' then
    update public.help_threads t set
      merchant_read_to = greatest(t.merchant_read_to, least(coalesce(p_seen_to, 0), t.last_message_id)),
      status = case when q.at is null then 'answered' else 'waiting' end,
      waiting_since = q.at
    from (
      select min(m.at) as at from public.help_messages m
      where m.order_id = p_order_id and m.author = 'shopper' and m.id > coalesce(p_seen_to, 0)
    ) q
    where t.order_id = p_order_id;
    perform public.write_log(v_order.merchant_id, 'answer_help', 'order', v_order.id::text, jsonb_build_object('number', v_order.number));
  end if;
  return query select v_answer.outcome, v_answer.message_id;
end
$$;
revoke all on function public.answer_help(uuid, text, uuid, bigint) from public, anon;
grant execute on function public.answer_help(uuid, text, uuid, bigint) to authenticated, service_role;

-- Nothing more to say. Closes only what was on the screen: with a newer question than p_seen_to nothing happens. Outcomes:
-- closed, already_closed, new_message, unknown_order. Retry: safe. Locks: the thread.
create function public.close_thread(p_order_id uuid, p_seen_to bigint)
returns text
language plpgsql
security definer -- writes a table that nobody may write; the caller must work for the thread's merchant
set search_path = ''
as $$
declare
  v_thread public.help_threads;
begin
  select t.* into v_thread from public.help_threads t
  where t.order_id = p_order_id and public.may(t.merchant_id, 'answer_help') for update;
  if not found then
    return 'unknown_order';
  elsif exists (
    select 1 from public.help_messages m
    where m.order_id = p_order_id and m.author = 'shopper' and m.id > coalesce(p_seen_to, 0)
  ) then
    return 'new_message';
  elsif v_thread.status = 'closed' then
    return 'already_closed';
  end if;
  update public.help_threads t set status = 'closed', waiting_since = null where t.order_id = p_order_id;
  perform realtime.send(jsonb_build_object('order_id', p_order_id), 'help', 'merchant:' || v_thread.merchant_id, true);
  perform public.write_log(v_thread.merchant_id, 'close_help', 'order', p_order_id::text);
  return 'closed';
end
$$;
revoke all on function public.close_thread(uuid, bigint) from public, anon;
grant execute on function public.close_thread(uuid, bigint) to authenticated, service_role;

-- What p_side (shopper or merchant) has seen of a thread; never goes back. Outcomes: read, unknown_order (also for who is
-- not of that side), invalid. Retry: safe. Locks: the thread.
create function public.mark_read(p_order_id uuid, p_side text, p_message_id bigint)
returns text
language plpgsql
security definer -- writes a table that nobody may write; the caller must be of the side they speak for
set search_path = ''
as $$
begin
  if p_side is null or p_side not in ('shopper', 'merchant') or p_message_id is null or p_message_id < 0 then
    return 'invalid';
  end if;
  update public.help_threads t set
    shopper_read_to = case p_side when 'shopper' then greatest(t.shopper_read_to, least(p_message_id, t.last_message_id)) else t.shopper_read_to end,
    merchant_read_to = case p_side when 'merchant' then greatest(t.merchant_read_to, least(p_message_id, t.last_message_id)) else t.merchant_read_to end
  where t.order_id = p_order_id and case p_side
    when 'merchant' then public.is_merchant_member(t.merchant_id)
    else exists (select 1 from public.orders o where o.id = t.order_id and o.shopper_id = (select auth.uid()))
  end;
  return case when found then 'read' else 'unknown_order' end;
end
$$;
revoke all on function public.mark_read(uuid, text, bigint) from public, anon;
grant execute on function public.mark_read(uuid, text, bigint) to authenticated, service_role;
