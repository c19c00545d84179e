-- Ways back in for somebody who lost the phone with their authenticator app: ten codes, each good once, kept as digests.
-- A code cannot show a second factor, which only Auth can say; it takes the lost one away, so that another can be set up.

create table public.recovery_codes (
  user_id uuid primary key references auth.users (id) on delete cascade,
  digests bytea[] not null check (cardinality(digests) <= 10),
  made_at timestamptz not null default clock_timestamp(),
  tries int not null default 0 check (tries >= 0),
  tries_since timestamptz not null default clock_timestamp()
);
comment on table public.recovery_codes is 'Of each person the digests of the codes that are still good, and how often wrong ones were tried in the last hour.';
alter table public.recovery_codes enable row level security;
revoke all on public.recovery_codes from public, anon, authenticated;

-- A code as its digest. Digits of 64 random bits need no slow hash; the person's id makes equal codes unequal.
create function public.recovery_digest(p_user_id uuid, p_code text)
returns bytea
language sql
immutable
set search_path = ''
as $$
  select sha256(convert_to(p_user_id::text || ':' || regexp_replace(lower(p_code), '[^0-9a-f]', '', 'g'), 'UTF8'))
$$;
revoke all on function public.recovery_digest(uuid, text) from public, anon, authenticated;

-- Writes into the log of every merchant the caller works for.
create function public.log_everywhere(p_action text)
returns void
language sql
set search_path = ''
as $$
  select public.write_log(m.merchant_id, p_action, 'member', m.user_id::text)
  from public.merchant_members m where m.user_id = (select auth.uid())
$$;
revoke all on function public.log_everywhere(text) from public, anon, authenticated;

-- Mails the person that something about how they sign in has changed (p_what: app_added, app_removed, code_used, codes_renewed), so that nobody
-- else does it unseen. Retry: tells again.
create function public.tell_person(p_user_id uuid, p_what text)
returns void
language sql
set search_path = ''
as $$
  insert into public.outbox (kind, payload)
  values ('security_mail', jsonb_build_object('user_id', p_user_id, 'what', p_what, 'at', clock_timestamp()))
$$;
revoke all on function public.tell_person(uuid, text) from public, anon, authenticated;

-- Tells of apps that were set up and taken away, whoever did it: the shop, a client that speaks to Auth itself, or we at the person's request.
create function public.tell_of_factor()
returns trigger
language plpgsql
security definer -- Auth's own role may not write to the outbox
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    -- Who is being deleted goes with all their factors, and there is nobody to tell.
    if old.status = 'verified' and exists (select 1 from auth.users u where u.id = old.user_id) then
      perform public.tell_person(old.user_id, case current_setting('stampede.is_recovery', true) when 'yes' then 'code_used' else 'app_removed' end);
    end if;
  elsif new.status = 'verified' and (tg_op = 'INSERT' or old.status <> 'verified') then
    perform public.tell_person(new.user_id, 'app_added');
  end if;
  return null;
end
$$;
revoke all on function public.tell_of_factor() from public, anon, authenticated;
create trigger factors_are_told after insert or update or delete on auth.mfa_factors
  for each row execute function public.tell_of_factor();

-- Ten new codes, shown this once; those before are good no more. Null for a session that has not shown a second factor lately.
-- Retry: gives others again. Locks: the person's row.
create function public.make_recovery_codes()
returns text[]
language plpgsql
security definer -- writes a table that nobody may write
set search_path = ''
as $$
declare
  v_user_id uuid := (select auth.uid());
  v_codes text[];
begin
  if v_user_id is null or not public.has_recent_second_factor() then
    return null;
  end if;
  select array_agg(regexp_replace(left(encode(sha256(uuid_send(gen_random_uuid())), 'hex'), 16), '(.{4})(?=.)', '\1-', 'g'))
  into v_codes from generate_series(1, 10);
  -- The first codes come with the app, whose mail says enough.
  if exists (select 1 from public.recovery_codes r where r.user_id = v_user_id) or not exists (
    select 1 from auth.mfa_factors f where f.user_id = v_user_id and f.created_at > clock_timestamp() - interval '15 minutes'
  ) then
    perform public.tell_person(v_user_id, 'codes_renewed');
  end if;
  insert into public.recovery_codes as r (user_id, digests)
  values (v_user_id, array(select public.recovery_digest(v_user_id, c) from unnest(v_codes) c))
  on conflict (user_id) do update set digests = excluded.digests, made_at = clock_timestamp(), tries = 0, tries_since = clock_timestamp();
  perform public.log_everywhere('make_recovery_codes');
  return v_codes;
end
$$;
revoke all on function public.make_recovery_codes() from public, anon, authenticated;
grant execute on function public.make_recovery_codes() to authenticated, service_role;

create function public.recovery_codes_left()
returns int
language sql
stable
security definer -- reads a table that nobody may read
set search_path = ''
as $$
  select coalesce((select cardinality(r.digests) from public.recovery_codes r where r.user_id = (select auth.uid())), 0)
$$;
revoke all on function public.recovery_codes_left() from public, anon, authenticated;
grant execute on function public.recovery_codes_left() to authenticated, service_role;

-- Takes the person's second factors away for one of their codes, and all of the codes with them; sessions that had shown one have not any
-- more once their token is renewed. Outcomes: removed; wrong; too_many (ten wrong ones in an hour: even the right one waits).
-- Retry: answers wrong once it was done. Locks: the person's row.
create function public.use_recovery_code(p_code text)
returns text
language plpgsql
security definer -- second factors stand in auth, which no role of the API may write
set search_path = ''
as $$
declare
  v_user_id uuid := (select auth.uid());
  v_row public.recovery_codes;
begin
  select r.* into v_row from public.recovery_codes r where r.user_id = v_user_id for update;
  if not found then
    return 'wrong';
  elsif v_row.tries >= 10 and v_row.tries_since > clock_timestamp() - interval '1 hour' then
    return 'too_many';
  elsif length(coalesce(p_code, '')) > 100 or not public.recovery_digest(v_user_id, coalesce(p_code, '')) = any (v_row.digests) then
    update public.recovery_codes r set
      tries = case when r.tries_since > clock_timestamp() - interval '1 hour' then r.tries else 0 end + 1,
      tries_since = case when r.tries_since > clock_timestamp() - interval '1 hour' then r.tries_since else clock_timestamp() end
    where r.user_id = v_user_id;
    return 'wrong';
  end if;
  -- One mail says both: the trigger of the factors has this one sent instead of its own.
  perform set_config('stampede.is_recovery', 'yes', true);
  delete from auth.mfa_amr_claims a using auth.sessions s
  where a.session_id = s.id and s.user_id = v_user_id and a.authentication_method = 'totp';
  update auth.sessions s set aal = 'aal1', factor_id = null where s.user_id = v_user_id;
  delete from auth.mfa_factors f where f.user_id = v_user_id;
  delete from public.recovery_codes r where r.user_id = v_user_id;
  perform public.log_everywhere('use_recovery_code');
  return 'removed';
end
$$;
revoke all on function public.use_recovery_code(text) from public, anon, authenticated;
grant execute on function public.use_recovery_code(text) to authenticated, service_role;
