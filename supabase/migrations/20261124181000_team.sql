-- Who works for a merchant: seen by all of them, changed by its owners, who never are none.

-- A merchant with people has an owner, whatever writes to the table: without one nobody could ever change the team.
create function public.keep_an_owner()
returns trigger
language plpgsql
security definer -- counts memberships, whoever writes them
set search_path = ''
as $$
begin
  if exists (select 1 from public.merchants m where m.id = old.merchant_id) and not exists (
    select 1 from public.merchant_members m where m.merchant_id = old.merchant_id and m.role = 'owner'
  ) then
    raise exception 'A merchant has to keep an owner' using errcode = 'ST001';
  end if;
  return null;
end
$$;
revoke all on function public.keep_an_owner() from public, anon, authenticated;
create trigger merchants_keep_an_owner after update or delete on public.merchant_members
  for each row when (old.role = 'owner') execute function public.keep_an_owner();

-- The people of a merchant, owners first; nobody for somebody who is none of them. has_second_factor: whether they have set one up.
create function public.list_team(p_merchant_id uuid)
returns table (user_id uuid, email text, role text, joined_at timestamptz, has_second_factor boolean, is_me boolean)
language sql
stable
security definer -- addresses and second factors stand in auth, which no role of the API may read
set search_path = ''
as $$
  select m.user_id, coalesce(u.email, p.email, ''), m.role, m.created_at,
    exists (select 1 from auth.mfa_factors f where f.user_id = m.user_id and f.status = 'verified'),
    m.user_id = (select auth.uid())
  from public.merchant_members m
  left join auth.users u on u.id = m.user_id
  left join public.merchant_people p on p.merchant_id = m.merchant_id and p.user_id = m.user_id
  where m.merchant_id = p_merchant_id and public.may(p_merchant_id, 'read_team')
  order by array_position(array['owner', 'manager', 'packer'], m.role), 2
  limit 500
$$;
revoke all on function public.list_team(uuid) from public, anon, authenticated;
grant execute on function public.list_team(uuid) to authenticated, service_role;

-- Gives somebody of the team another role. Outcomes: changed; unchanged; last_owner; unknown_member; invalid; not_allowed; second_factor.
-- Retry: safe. Locks: the merchant, so that two owners cannot both stop being one.
create function public.set_member_role(p_merchant_id uuid, p_user_id uuid, p_role text)
returns text
language plpgsql
security definer -- writes memberships, which nobody may write; why_not() checks the role
set search_path = ''
as $$
declare
  v_why_not text := public.why_not(p_merchant_id, 'manage_team');
  v_before text;
begin
  if v_why_not is not null then
    return v_why_not;
  elsif p_role is null or p_role not in ('owner', 'manager', 'packer') then
    return 'invalid';
  end if;
  perform 1 from public.merchants m where m.id = p_merchant_id for no key update;
  -- Asked again: while waiting, the caller may have stopped being an owner.
  v_why_not := public.why_not(p_merchant_id, 'manage_team');
  select m.role into v_before from public.merchant_members m where m.merchant_id = p_merchant_id and m.user_id = p_user_id;
  if v_why_not is not null then
    return v_why_not;
  elsif v_before is null then
    return 'unknown_member';
  elsif v_before = p_role then
    return 'unchanged';
  elsif v_before = 'owner' and (
    select count(*) from public.merchant_members m where m.merchant_id = p_merchant_id and m.role = 'owner'
  ) = 1 then
    return 'last_owner';
  end if;
  update public.merchant_members m set role = p_role where m.merchant_id = p_merchant_id and m.user_id = p_user_id;
  perform public.write_log(p_merchant_id, 'change_role', 'member', p_user_id::text, jsonb_build_object('before', v_before, 'role', p_role));
  return 'changed';
end
$$;
revoke all on function public.set_member_role(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.set_member_role(uuid, uuid, text) to authenticated, service_role;

-- Takes somebody out of the team; oneself, whatever one's role is. Outcomes: removed; last_owner; unknown_member (also when it was done
-- before); not_allowed; second_factor. Retry: safe. Locks: the merchant.
create function public.remove_member(p_merchant_id uuid, p_user_id uuid)
returns text
language plpgsql
security definer -- writes memberships, which nobody may write; why_not() checks the role
set search_path = ''
as $$
declare
  v_action text := case when p_user_id = (select auth.uid()) then 'read_team' else 'manage_team' end;
  v_why_not text := public.why_not(p_merchant_id, v_action);
  v_before text;
begin
  if v_why_not is not null then
    return v_why_not;
  end if;
  perform 1 from public.merchants m where m.id = p_merchant_id for no key update;
  v_why_not := public.why_not(p_merchant_id, v_action);
  select m.role into v_before from public.merchant_members m where m.merchant_id = p_merchant_id and m.user_id = p_user_id;
  if v_why_not is not null then
    return v_why_not;
  elsif v_before is null then
    return 'unknown_member';
  elsif v_before = 'owner' and (
    select count(*) from public.merchant_members m where m.merchant_id = p_merchant_id and m.role = 'owner'
  ) = 1 then
    return 'last_owner';
  end if;
  delete from public.merchant_members m where m.merchant_id = p_merchant_id and m.user_id = p_user_id;
  perform public.write_log(p_merchant_id, case when p_user_id = (select auth.uid()) then 'leave_team' else 'remove_member' end, 'member',
    p_user_id::text, jsonb_build_object('role', v_before));
  return 'removed';
end
$$;
revoke all on function public.remove_member(uuid, uuid) from public, anon, authenticated;
grant execute on function public.remove_member(uuid, uuid) to authenticated, service_role;

-- A page of the log, newest first: of one person, one action, one kind of thing, one thing, a time. The page begins after the entry p_after or ends
-- before p_before (by their ids), so that the last page costs what the first one does. p_limit: at most 1,000. Nothing for who may not read it.
-- Retry: reads only.
create function public.read_log(
  p_merchant_id uuid, p_moved_by uuid default null, p_action text default null, p_subject_kind text default null, p_subject_id text default null,
  p_from timestamptz default null, p_to timestamptz default null, p_after bigint default null, p_before bigint default null,
  p_limit int default 50
)
returns table (
  id bigint, at timestamptz, action text, subject_kind text, subject_id text, moved_by uuid, email text, detail jsonb
)
language plpgsql
stable
security definer -- asks once whether the caller may, not for each row
set search_path = ''
as $$
declare
  v_is_back boolean := p_after is null and p_before is not null;
begin
  if not public.may(p_merchant_id, 'read_log') then
    return;
  end if;
  -- Planned for what is asked: each filter has an index of its own. The page that ends somewhere is read from there backwards, and turned round.
  return query execute format($query$
    select l.id, l.at, l.action, l.subject_kind, l.subject_id, l.moved_by, p.email, l.detail
    from (
      select e.* from public.audit_log e
      where e.merchant_id = $1 %s %s %s %s %s %s %s
      order by e.id %s limit $9
    ) l
    left join public.merchant_people p on p.merchant_id = l.merchant_id and p.user_id = l.moved_by
    order by l.id desc $query$,
    case when p_moved_by is not null then 'and e.moved_by = $2' end,
    case when p_action is not null then 'and e.action = $3' end,
    case when p_subject_kind is not null then 'and e.subject_kind = $4' end,
    case when p_subject_id is not null then 'and e.subject_id = $5' end,
    case when p_from is not null then 'and e.at >= $6' end,
    case when p_to is not null then 'and e.at < $7' end,
    case when v_is_back then 'and e.id > $8' when p_after is not null then 'and e.id < $8' end,
    case when v_is_back then 'asc' else 'desc' end)
  using p_merchant_id, p_moved_by, p_action, p_subject_kind, p_subject_id, p_from, p_to, coalesce(p_after, p_before),
    least(greatest(coalesce(p_limit, 50), 1), 1000);
end
$$;
revoke all on function public.read_log(uuid, uuid, text, text, text, timestamptz, timestamptz, bigint, bigint, int) from public, anon, authenticated;
grant execute on function public.read_log(uuid, uuid, text, text, text, timestamptz, timestamptz, bigint, bigint, int) to authenticated, service_role;
