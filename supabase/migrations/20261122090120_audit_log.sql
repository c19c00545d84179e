-- Who did what: one list for everything that the people of a merchant do, whatever other books are kept of it.

-- The log names people by id; how they are called stands here, so that somebody who left is still named and somebody who had
-- their account deleted is not.
create table public.merchant_people (
  merchant_id uuid not null references public.merchants (id) on delete cascade,
  user_id uuid not null,
  email text not null default '' check (length(email) <= 320),
  first_joined_at timestamptz not null default clock_timestamp(),
  primary key (merchant_id, user_id)
);
comment on table public.merchant_people is 'Everybody who works or has worked for a merchant, by their address; merchant_members says who does now.';
create index merchant_people_user_id_idx on public.merchant_people (user_id);

create table public.audit_log (
  id bigint generated always as identity primary key,
  merchant_id uuid not null references public.merchants (id),
  action text not null check (action ~ '^[a-z]+(_[a-z]+)*$' and length(action) <= 60),
  subject_kind text not null check (subject_kind ~ '^[a-z]+(_[a-z]+)*$' and length(subject_kind) <= 40),
  subject_id text not null check (length(subject_id) <= 100),
  moved_by uuid,
  detail jsonb not null default '{}' check (jsonb_typeof(detail) = 'object' and pg_column_size(detail) <= 20000),
  at timestamptz not null default clock_timestamp()
);
comment on table public.audit_log is 'Append-only: what was done at a merchant, to what, by whom and when.';
comment on column public.audit_log.moved_by is 'The signed-in member; null for the platform itself.';
create index audit_log_merchant_id_idx on public.audit_log (merchant_id, id desc);
create index audit_log_moved_by_idx on public.audit_log (merchant_id, moved_by, id desc);
create index audit_log_action_idx on public.audit_log (merchant_id, action, id desc);
create index audit_log_subject_idx on public.audit_log (merchant_id, subject_kind, subject_id, id desc);
create trigger audit_log_is_history before update or delete on public.audit_log
  for each row execute function public.refuse_change();
create trigger audit_log_is_never_emptied before truncate on public.audit_log
  for each statement execute function public.refuse_change();

alter table public.merchant_people enable row level security;
alter table public.audit_log enable row level security;
revoke all on public.merchant_people, public.audit_log from public, anon, authenticated;
revoke update, delete, truncate on public.audit_log from service_role;
grant select on public.merchant_people, public.audit_log to authenticated;
create policy "members read who works or worked with them" on public.merchant_people
  for select to authenticated using (merchant_id in (select public.merchants_where('read_team')));
create policy "owners and managers read their merchant's log" on public.audit_log
  for select to authenticated using (merchant_id in (select public.merchants_where('read_log')));

-- Notes how a new member is called. Retry: safe.
create function public.name_merchant_person()
returns trigger
language plpgsql
security definer -- addresses stand in auth.users, which no role of the API may read
set search_path = ''
as $$
begin
  insert into public.merchant_people (merchant_id, user_id, email)
  values (new.merchant_id, new.user_id, coalesce((select u.email from auth.users u where u.id = new.user_id), ''))
  on conflict (merchant_id, user_id) do update set email = excluded.email;
  return null;
end
$$;
revoke all on function public.name_merchant_person() from public, anon, authenticated;
create trigger members_are_named after insert on public.merchant_members
  for each row execute function public.name_merchant_person();

-- Writes down what the signed-in member, or the platform, has just done. In the transaction that does it, so that nothing is done without being
-- written down, and nothing written down that was not done. p_subject_kind and p_subject_id: what it was done to ('order', its id).
create function public.write_log(p_merchant_id uuid, p_action text, p_subject_kind text, p_subject_id text, p_detail jsonb default '{}')
returns void
language sql
set search_path = ''
as $$
  insert into public.audit_log (merchant_id, action, subject_kind, subject_id, moved_by, detail)
  values (p_merchant_id, p_action, p_subject_kind, p_subject_id, (select auth.uid()), coalesce(p_detail, '{}'))
$$;
revoke all on function public.write_log(uuid, text, text, text, jsonb) from public, anon, authenticated;
grant execute on function public.write_log(uuid, text, text, text, jsonb) to service_role;
