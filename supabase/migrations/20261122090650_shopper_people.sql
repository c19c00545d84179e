-- Who is the same person, where we know it: a guest who signs in to an account they already had is two shoppers to Auth and
-- one person to a limit. Who only signs up keeps their id, and needs nothing here.

create table public.shopper_people (
  shopper_id uuid primary key,
  person_id uuid not null,
  linked_at timestamptz not null default clock_timestamp()
);
comment on table public.shopper_people is 'Shoppers known to be one person; person_id is the account''s shopper id. Limits count over all of them.';
create index shopper_people_person_id_idx on public.shopper_people (person_id);
alter table public.shopper_people enable row level security;
revoke all on public.shopper_people from public, anon, authenticated;

-- From now on both count as one person. What either took before counts too, so both together may be over a limit: they
-- keep what they have and get no more. Outcomes: linked, already_linked (also when both are the same), invalid (a null).
-- Never unlinks: giving up an account must not give a new allowance. Retry: safe. Locks: none besides the rows.
create function public.link_shoppers(p_shopper_id uuid, p_account_id uuid)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_person_id uuid;
  v_others_id uuid;
begin
  if p_shopper_id is null or p_account_id is null then
    return 'invalid';
  end if;
  -- Links are rare; one at a time spares every question about two of them crossing.
  perform pg_advisory_xact_lock(hashtext('link_shoppers'));
  select p.person_id into v_person_id from public.shopper_people p where p.shopper_id = p_account_id;
  select p.person_id into v_others_id from public.shopper_people p where p.shopper_id = p_shopper_id;
  v_person_id := coalesce(v_person_id, p_account_id);
  if p_shopper_id = p_account_id or v_others_id = v_person_id then
    return 'already_linked';
  end if;
  insert into public.shopper_people (shopper_id, person_id) values (p_account_id, v_person_id) on conflict do nothing;
  insert into public.shopper_people (shopper_id, person_id) values (p_shopper_id, v_person_id)
  on conflict (shopper_id) do update set person_id = v_person_id;
  update public.shopper_people p set person_id = v_person_id where p.person_id = v_others_id;
  return 'linked';
end
$$;
revoke all on function public.link_shoppers(uuid, uuid) from public, anon, authenticated;
grant execute on function public.link_shoppers(uuid, uuid) to service_role;

-- All the ids a shopper is known by, their own included.
create function public.ids_of_person(p_shopper_id uuid)
returns uuid[]
language sql
stable
set search_path = ''
as $$
  select array_agg(o.shopper_id) || p_shopper_id
  from public.shopper_people p join public.shopper_people o on o.person_id = p.person_id
  where p.shopper_id = p_shopper_id
$$;
revoke all on function public.ids_of_person(uuid) from public, anon, authenticated;
grant execute on function public.ids_of_person(uuid) to service_role;

-- How many more units of an item a shopper may take now:
--   limit_room    the item's limit less what they hold, pay or have paid of it
--   budget_room   null, or, when too many of their claims in this sale ran out lately, how many more they may hold unpaid
--   retry_at      when that budget grows again
-- claim_stock() has the same rule written into its one statement for a whole batch; a test holds the two together.
create function public.shopper_room(p_item_id uuid, p_shopper_id uuid, p_now timestamptz)
returns table (limit_room int, budget_room int, retry_at timestamptz)
language sql
stable
set search_path = ''
as $$
  select i.limit_per_shopper - h.has,
    case when h.lapses > s.lapses_forgiven
      then greatest(i.limit_per_shopper - (h.lapses - s.lapses_forgiven), 0)::int - h.unpaid end,
    -- When enough lapses are forgotten that the budget is more than it is now.
    case when h.lapses > s.lapses_forgiven
      then h.lapse_ats[greatest(1, h.lapses - s.lapses_forgiven - i.limit_per_shopper + 1)]
        + s.lapse_window_seconds * interval '1 second' end
  from public.sale_items i
  join public.sales s on s.id = i.sale_id
  cross join lateral (
    select coalesce(sum(c.quantity) filter (where c.item_id = i.id and c.status <> 'released'), 0)::int as has,
      coalesce(sum(c.quantity) filter (where c.status in ('held', 'paying')), 0)::int as unpaid,
      count(*) filter (where c.lapsed_at > p_now - s.lapse_window_seconds * interval '1 second') as lapses,
      array_agg(c.lapsed_at order by c.lapsed_at)
        filter (where c.lapsed_at > p_now - s.lapse_window_seconds * interval '1 second') as lapse_ats
    from public.claims c
    where c.ledger_month = i.ledger_month and c.sale_id = i.sale_id
      and c.shopper_id = any (coalesce(public.ids_of_person(p_shopper_id), array[p_shopper_id]))
      and (c.status <> 'released' or c.lapsed_at is not null)
  ) h
  where i.id = p_item_id
$$;
revoke all on function public.shopper_room(uuid, uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.shopper_room(uuid, uuid, timestamptz) to service_role;
