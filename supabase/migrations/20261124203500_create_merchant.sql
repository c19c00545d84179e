-- How a person opens a store. Who may at all, the installation says (STORE_OPENERS, docs/decisions/0022), so only the shop's server calls this.

create table public.store_openings (
  request_id uuid primary key,
  merchant_id uuid not null unique references public.merchants (id) on delete cascade,
  opened_by uuid not null,
  at timestamptz not null default clock_timestamp()
);
comment on table public.store_openings is 'Stores that people opened themselves: one request makes one, and one person makes five at most.';
create index store_openings_opened_by_idx on public.store_openings (opened_by);
alter table public.store_openings enable row level security;
revoke all on public.store_openings from public, anon, authenticated;

-- A slug no other merchant has: the name in plain letters, and a number where that is taken.
create function public.free_merchant_slug(p_name text)
returns text
language sql
stable
set search_path = ''
as $$
  with wanted as (
    select coalesce(nullif(btrim(left(regexp_replace(lower(p_name), '[^a-z0-9]+', '-', 'g'), 50), '-'), ''), 'store') as slug
  )
  select case when n = 1 then w.slug else w.slug || '-' || n end
  from wanted w, generate_series(1, 10001) n
  where not exists (select 1 from public.merchants m where m.slug = case when n = 1 then w.slug else w.slug || '-' || n end)
  order by n limit 1
$$;
revoke all on function public.free_merchant_slug(text) from public, anon, authenticated;

-- Opens a store for a person, who becomes its owner. Answers the outcome and the store. Outcomes: created (again with the same p_request_id:
-- the same store); not_confirmed (no account, a guest, or one whose address no code has proved); too_many (five stores); invalid. Two who
-- take one slug in the same moment: the second fails and may send it again. Locks: the person's account, so that one person's calls
-- come one after the other.
create function public.create_merchant(p_person uuid, p_request_id uuid, p_name text, p_support_email text, p_currency text)
returns table (outcome text, merchant_id uuid)
language plpgsql
set search_path = ''
as $$
declare
  v_opening public.store_openings;
  v_id uuid := gen_random_uuid();
begin
  -- The address as it is now: one that was changed since has to be proved again.
  perform 1 from public.accounts a
  join auth.users u on u.id = a.shopper_id and lower(u.email) = a.email and not u.is_anonymous and u.deleted_at is null
  where a.shopper_id = p_person for update of a;
  if not found then
    return query select 'not_confirmed', null::uuid;
    return;
  end if;
  select o.* into v_opening from public.store_openings o where o.request_id = p_request_id;
  if found then
    return query select case when v_opening.opened_by = p_person then 'created' else 'invalid' end,
      case when v_opening.opened_by = p_person then v_opening.merchant_id end;
    return;
  elsif p_request_id is null or coalesce(length(btrim(p_name)) not between 1 and 120, true)
    or coalesce(btrim(p_support_email) !~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' or length(p_support_email) > 254, true)
    or coalesce(p_currency !~ '^[A-Z]{3}$', true) then
    return query select 'invalid', null::uuid;
    return;
  elsif (select count(*) from public.store_openings o where o.opened_by = p_person) >= 5 then
    return query select 'too_many', null::uuid;
    return;
  end if;
  insert into public.merchants (id, slug, name, support_email, currency)
  values (v_id, public.free_merchant_slug(p_name), btrim(p_name), btrim(p_support_email), p_currency);
  insert into public.store_openings (request_id, merchant_id, opened_by) values (p_request_id, v_id, p_person);
  insert into public.merchant_members (merchant_id, user_id, role) values (v_id, p_person, 'owner');
  -- Not by write_log(), which names whose session it is: this call has none.
  insert into public.audit_log (merchant_id, action, subject_kind, subject_id, moved_by, detail)
  values (v_id, 'open_store', 'merchant', v_id::text, p_person, jsonb_build_object('title', btrim(p_name)));
  return query select 'created', v_id;
end
$$;
revoke all on function public.create_merchant(uuid, uuid, text, text, text) from public, anon, authenticated;
grant execute on function public.create_merchant(uuid, uuid, text, text, text) to service_role;
