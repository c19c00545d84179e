-- Asking somebody into the team by mail. The link of the mail is a secret of 122 random bits; here is only its digest.

create table public.invitations (
  id uuid primary key default gen_random_uuid(),
  merchant_id uuid not null references public.merchants (id) on delete cascade,
  email text not null check (email ~ '^[^@\s]+@[^@\s]+$' and length(email) <= 254 and email = lower(email)),
  role text not null check (role in ('owner', 'manager', 'packer')),
  token_digest bytea not null unique,
  invited_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  withdrawn_at timestamptz,
  accepted_at timestamptz,
  accepted_by uuid,
  check (num_nonnulls(withdrawn_at, accepted_at) <= 1),
  check ((accepted_at is null) = (accepted_by is null))
);
comment on table public.invitations is 'Who was asked into a team, as what, and what became of it. Good for seven days, once, for that address.';
create unique index invitations_one_open_idx on public.invitations (merchant_id, email)
  where withdrawn_at is null and accepted_at is null;
create index invitations_merchant_id_idx on public.invitations (merchant_id, created_at desc);
alter table public.invitations enable row level security;
revoke all on public.invitations from public, anon, authenticated;
grant select (id, merchant_id, email, role, invited_by, created_at, expires_at, withdrawn_at, accepted_at) on public.invitations to authenticated;
create policy "members read whom their merchant invites" on public.invitations
  for select to authenticated using (merchant_id in (select public.merchants_where('read_team')));

-- The secret of a link as its digest.
create function public.invitation_digest(p_token text)
returns bytea
language sql
immutable
set search_path = ''
as $$
  select sha256(convert_to(coalesce(p_token, ''), 'UTF8'))
$$;
revoke all on function public.invitation_digest(text) from public, anon, authenticated;

-- A mail that is sent needs its secret no more.
create function public.forget_invitation_token()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.payload := new.payload - 'token';
  return new;
end
$$;
revoke all on function public.forget_invitation_token() from public, anon, authenticated;
create trigger outbox_forget_token before update on public.outbox
  for each row when (new.kind = 'invitation_mail' and new.done_at is not null) execute function public.forget_invitation_token();

-- Invites by mail; a second invitation of the same address takes the place of the first, whose link is good no more. Outcomes:
-- invited; already_member; too_many (fifty open ones, or a mail to this address within a minute); invalid; not_allowed; second_factor.
-- Retry: within a minute answers too_many. Locks: the merchant.
create function public.invite_member(p_merchant_id uuid, p_email text, p_role text)
returns text
language plpgsql
security definer -- writes a table that nobody may write; why_not() checks the role
set search_path = ''
as $$
declare
  v_why_not text := public.why_not(p_merchant_id, 'manage_team');
  v_email text := lower(btrim(p_email));
  v_token text := gen_random_uuid()::text;
  v_id uuid := gen_random_uuid();
begin
  if v_why_not is not null then
    return v_why_not;
  elsif p_role is null or p_role not in ('owner', 'manager', 'packer') or v_email is null or length(v_email) > 254
    or v_email !~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' then
    return 'invalid';
  end if;
  perform 1 from public.merchants m where m.id = p_merchant_id for no key update;
  if exists (
    select 1 from public.merchant_members m join auth.users u on u.id = m.user_id
    where m.merchant_id = p_merchant_id and lower(u.email) = v_email
  ) then
    return 'already_member';
  elsif (
    select count(*) >= 50 or bool_or(i.email = v_email and i.created_at > clock_timestamp() - interval '1 minute')
    from public.invitations i
    where i.merchant_id = p_merchant_id and i.withdrawn_at is null and i.accepted_at is null
  ) then
    return 'too_many';
  end if;
  update public.invitations i set withdrawn_at = clock_timestamp()
  where i.merchant_id = p_merchant_id and i.email = v_email and i.withdrawn_at is null and i.accepted_at is null;
  insert into public.invitations (id, merchant_id, email, role, token_digest, invited_by, expires_at)
  values (v_id, p_merchant_id, v_email, p_role, public.invitation_digest(v_token), (select auth.uid()), clock_timestamp() + interval '7 days');
  insert into public.outbox (kind, payload, dedupe_key)
  values ('invitation_mail', jsonb_build_object('invitation_id', v_id, 'token', v_token), 'invitation_mail:' || v_id);
  perform public.write_log(p_merchant_id, 'invite_member', 'invitation', v_id::text, jsonb_build_object('email', v_email, 'role', p_role));
  return 'invited';
end
$$;
revoke all on function public.invite_member(uuid, text, text) from public, anon, authenticated;
grant execute on function public.invite_member(uuid, text, text) to authenticated, service_role;

-- Takes an invitation back. Outcomes: withdrawn (also when it was before); accepted (too late: remove the person); unknown; not_allowed;
-- second_factor. Retry: safe. Locks: the invitation.
create function public.withdraw_invitation(p_id uuid)
returns text
language plpgsql
security definer -- writes a table that nobody may write; why_not() checks the role
set search_path = ''
as $$
declare
  v_invitation public.invitations;
  v_why_not text;
begin
  select i.* into v_invitation from public.invitations i where i.id = p_id for update;
  v_why_not := public.why_not(v_invitation.merchant_id, 'manage_team');
  if v_invitation.id is null or not public.may(v_invitation.merchant_id, 'read_team') and v_why_not = 'not_allowed' then
    return 'unknown';
  elsif v_why_not is not null then
    return v_why_not;
  elsif v_invitation.accepted_at is not null then
    return 'accepted';
  elsif v_invitation.withdrawn_at is null then
    update public.invitations i set withdrawn_at = clock_timestamp() where i.id = p_id;
    perform public.write_log(v_invitation.merchant_id, 'withdraw_invitation', 'invitation', p_id::text,
      jsonb_build_object('email', v_invitation.email));
  end if;
  return 'withdrawn';
end
$$;
revoke all on function public.withdraw_invitation(uuid) from public, anon, authenticated;
grant execute on function public.withdraw_invitation(uuid) to authenticated, service_role;

-- What a link says, to whoever holds it: who invites, whom, as what. state: open, accepted, withdrawn, expired. Nothing for a link that
-- was never made. Retry: reads only.
create function public.read_invitation(p_token text)
returns table (merchant_name text, email text, role text, state text)
language sql
stable
security definer -- the holder of the link is nobody's member yet
set search_path = ''
as $$
  select m.name, i.email, i.role, case
    when i.accepted_at is not null then 'accepted'
    when i.withdrawn_at is not null then 'withdrawn'
    when i.expires_at <= statement_timestamp() then 'expired'
    else 'open'
  end
  from public.invitations i join public.merchants m on m.id = i.merchant_id
  where i.token_digest = public.invitation_digest(p_token)
$$;
revoke all on function public.read_invitation(text) from public, anon, authenticated;
grant execute on function public.read_invitation(text) to anon, authenticated, service_role;

-- Joins the team, for a signed-in person whose confirmed address is the one invited. Outcomes: joined (also again by the same person);
-- wrong_address; not_confirmed; accepted, withdrawn or expired, as read_invitation() says; unknown. Retry: safe. Locks: the
-- merchant, the invitation.
create function public.accept_invitation(p_token text)
returns text
language plpgsql
security definer -- writes memberships, which nobody may write
set search_path = ''
as $$
declare
  v_invitation public.invitations;
  v_user auth.users;
begin
  perform 1 from public.merchants m
  where m.id = (select i.merchant_id from public.invitations i where i.token_digest = public.invitation_digest(p_token)) for no key update;
  select i.* into v_invitation from public.invitations i where i.token_digest = public.invitation_digest(p_token) for update;
  select u.* into v_user from auth.users u where u.id = (select auth.uid());
  if v_invitation.id is null then
    return 'unknown';
  elsif v_user.id is null or lower(coalesce(v_user.email, '')) <> v_invitation.email then
    return 'wrong_address';
  elsif v_user.email_confirmed_at is null or v_user.is_anonymous then
    return 'not_confirmed';
  elsif v_invitation.accepted_at is not null then
    return case when v_invitation.accepted_by = v_user.id and exists (
      select 1 from public.merchant_members m where m.merchant_id = v_invitation.merchant_id and m.user_id = v_user.id
    ) then 'joined' else 'accepted' end;
  elsif v_invitation.withdrawn_at is not null then
    return 'withdrawn';
  elsif v_invitation.expires_at <= clock_timestamp() then
    return 'expired';
  end if;
  insert into public.merchant_members (merchant_id, user_id, role) values (v_invitation.merchant_id, v_user.id, v_invitation.role)
  on conflict (merchant_id, user_id) do nothing;
  update public.invitations i set accepted_at = clock_timestamp(), accepted_by = v_user.id where i.id = v_invitation.id;
  perform public.write_log(v_invitation.merchant_id, 'join_team', 'member', v_user.id::text,
    jsonb_build_object('email', v_invitation.email, 'role', v_invitation.role, 'invitation_id', v_invitation.id));
  return 'joined';
end
$$;
revoke all on function public.accept_invitation(text) from public, anon, authenticated;
grant execute on function public.accept_invitation(text) to authenticated, service_role;
