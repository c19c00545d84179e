-- Accounts of shoppers: an address that was proved by a code or a link from a mail.
--
-- Auth's own email_confirmed_at proves nothing here: where confirmations are off, whoever signs up with a password has an
-- address "confirmed" that may be anybody's. So what hangs on an address (orders made with it) asks this table, and a
-- row is only written after Auth has taken a code that went to the address.

create table public.accounts (
  shopper_id uuid primary key references auth.users (id) on delete cascade,
  email text not null unique check (email = lower(email) and email ~ '^[^@\s]+@[^@\s]+$' and length(email) <= 254),
  name text not null default '' check (length(name) <= 120 and name !~ '[\u0001-\u001f\u007f]'),
  proved_at timestamptz not null default clock_timestamp()
);
comment on table public.accounts is 'Shoppers whose e-mail was proved by a code or a link that went to it. Written by prove_email() and name_account().';
alter table public.accounts enable row level security;
revoke all on public.accounts from public, anon, authenticated;
grant select on public.accounts to authenticated;
create policy "shoppers read their own account" on public.accounts
  for select to authenticated using (shopper_id = (select auth.uid()));

-- Writes down that Auth took a code sent to this address for this user. The first proof also ends what somebody may have
-- prepared who never had the mailbox: a password they chose and sessions they have. Members of a merchant sign in with
-- passwords, so theirs stay. Outcomes: proved, already_proved, unknown_account (Auth has no such user with this address, or a
-- guest). The address an account had before is told by a mail. Retry: safe. Locks: the row. p_session_id is the session the code gave, which stays.
create function public.prove_email(p_shopper_id uuid, p_email text, p_session_id uuid)
returns text
language plpgsql
security definer -- accounts and sessions of Auth, which no role of the API may read
set search_path = ''
as $$
declare
  v_email text := lower(btrim(p_email));
  v_before text;
begin
  perform 1 from auth.users u
  where u.id = p_shopper_id and lower(u.email) = v_email and not u.is_anonymous and u.deleted_at is null for update;
  if not found then
    return 'unknown_account';
  elsif exists (select 1 from public.accounts a where a.shopper_id = p_shopper_id and a.email = v_email) then
    return 'already_proved';
  end if;
  select a.email into v_before from public.accounts a where a.shopper_id = p_shopper_id;
  if v_before is null
    and not exists (select 1 from public.merchant_members m where m.user_id = p_shopper_id) then
    update auth.users u set encrypted_password = null where u.id = p_shopper_id;
    delete from auth.sessions s where s.user_id = p_shopper_id and s.id is distinct from p_session_id;
  end if;
  -- Whoever had the address before has moved on to another at Auth, where it is unique as well.
  delete from public.accounts a where a.email = v_email and a.shopper_id <> p_shopper_id;
  insert into public.accounts (shopper_id, email) values (p_shopper_id, v_email)
  on conflict (shopper_id) do update set email = v_email, proved_at = clock_timestamp();
  if v_before is not null then
    insert into public.outbox (kind, payload)
    values ('email_changed_mail', jsonb_build_object('shopper_id', p_shopper_id, 'before', v_before, 'id', gen_random_uuid()));
  end if;
  return 'proved';
end
$$;
revoke all on function public.prove_email(uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.prove_email(uuid, text, uuid) to service_role;

-- What somebody wants to be called. Outcomes: named, invalid, unknown_account. Retry: safe.
create function public.name_account(p_shopper_id uuid, p_name text)
returns text
language plpgsql
set search_path = ''
as $$
begin
  if p_name is null or length(btrim(p_name)) > 120 or p_name ~ '[\u0001-\u001f\u007f]' then
    return 'invalid';
  end if;
  update public.accounts a set name = btrim(p_name) where a.shopper_id = p_shopper_id;
  return case when found then 'named' else 'unknown_account' end;
end
$$;
revoke all on function public.name_account(uuid, text) from public, anon, authenticated;
grant execute on function public.name_account(uuid, text) to service_role;

-- How often codes are asked for and tried. Keys are keyed hashes of an address (mail or network), which tell nobody either.
create table public.code_tries (
  key text primary key check (length(key) between 16 and 64),
  sent_at timestamptz not null default clock_timestamp(),
  sends int not null default 0 check (sends >= 0),
  checks int not null default 0 check (checks >= 0),
  since timestamptz not null default clock_timestamp()
);
comment on table public.code_tries is 'Codes sent and tried within the hour, by a keyed hash of the e-mail or the network address.';
create index code_tries_since_idx on public.code_tries (since);
alter table public.code_tries enable row level security;
revoke all on public.code_tries from public, anon, authenticated;

-- Asks to send one more code. Answers the seconds to wait, 0 when it may be sent (it then counts): an e-mail gets one in 30
-- seconds and six in an hour, a network address may ask for sixty in an hour. A new code may be tried anew. Locks: the rows.
create function public.take_code_send(p_email_key text, p_address_key text)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_now timestamptz;
  v_email public.code_tries;
  v_address public.code_tries;
  v_wait interval;
begin
  delete from public.code_tries t where t.key in (
    select o.key from public.code_tries o where o.since < clock_timestamp() - interval '2 hours' limit 100 for update skip locked);
  insert into public.code_tries (key, sent_at) values (p_email_key, '-infinity'), (p_address_key, '-infinity')
  on conflict (key) do nothing;
  perform 1 from public.code_tries t where t.key in (p_email_key, p_address_key) order by t.key for update;
  v_now := clock_timestamp();
  update public.code_tries t set sends = 0, since = v_now
  where t.key in (p_email_key, p_address_key) and t.since <= v_now - interval '1 hour';
  select t.* into v_email from public.code_tries t where t.key = p_email_key;
  select t.* into v_address from public.code_tries t where t.key = p_address_key;
  v_wait := greatest(
    case when v_email.sent_at > v_now - interval '30 seconds' then v_email.sent_at + interval '30 seconds' - v_now end,
    case when v_email.sends >= 6 then v_email.since + interval '1 hour' - v_now end,
    case when v_address.sends >= 60 then v_address.since + interval '1 hour' - v_now end);
  if v_wait > interval '0' then
    return ceil(extract(epoch from v_wait))::int;
  end if;
  update public.code_tries t set sends = t.sends + 1, checks = 0, sent_at = v_now where t.key in (p_email_key, p_address_key);
  return 0;
end
$$;
revoke all on function public.take_code_send(text, text) from public, anon, authenticated;
grant execute on function public.take_code_send(text, text) to service_role;

-- A code was taken, so there is none any more: the next may be sent at once, on another device for instance. Retry: safe.
create function public.forget_code(p_email_key text)
returns void
language sql
set search_path = ''
as $$
  update public.code_tries t set sent_at = '-infinity' where t.key = p_email_key
$$;
revoke all on function public.forget_code(text) from public, anon, authenticated;
grant execute on function public.forget_code(text) to service_role;

-- Asks to try a code. Answers `try` (it then counts), `too_many` (five were tried since the last one was sent) or `expired` (none was
-- sent within the hour). Locks: the row.
create function public.take_code_check(p_email_key text)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_email public.code_tries;
begin
  select t.* into v_email from public.code_tries t where t.key = p_email_key for update;
  if not found or v_email.sent_at < clock_timestamp() - interval '1 hour' then
    return 'expired';
  elsif v_email.checks >= 5 then
    return 'too_many';
  end if;
  update public.code_tries t set checks = t.checks + 1 where t.key = p_email_key;
  return 'try';
end
$$;
revoke all on function public.take_code_check(text) from public, anon, authenticated;
grant execute on function public.take_code_check(text) to service_role;
