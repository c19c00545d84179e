-- What a merchant says again and again, written once.

create table public.canned_answers (
  id uuid primary key,
  merchant_id uuid not null references public.merchants (id) on delete cascade,
  title text not null check (length(title) between 1 and 80),
  body text not null check (length(body) between 1 and 4000),
  saved_at timestamptz not null default clock_timestamp(),
  constraint no_control_characters check (title !~ '[\u0001-\u001f\u007f]' and body !~ '[\u0001-\u0008\u000b-\u001f\u007f]')
);
comment on table public.canned_answers is 'Answers of a merchant to start from; {name} and {number} are filled in from the order.';
create index canned_answers_merchant_id_idx on public.canned_answers (merchant_id, title);

alter table public.canned_answers enable row level security;
revoke all on public.canned_answers from public, anon, authenticated;
grant select on public.canned_answers to authenticated;
create policy "members read their merchant's canned answers" on public.canned_answers
  for select to authenticated using (public.is_merchant_member(merchant_id));

-- Writes or changes one; the id is made by who writes it, so the same one twice is one. Outcomes: saved, invalid, too_many (a
-- hundred of a merchant), not_allowed (not an owner or manager, or another merchant's id). Retry: safe.
-- Locks: the merchant's answers as a whole (advisory), so that two at once are counted.
create function public.save_canned_answer(p_id uuid, p_merchant_id uuid, p_title text, p_body text)
returns text
language plpgsql
security definer -- writes a table that nobody may write; the role is checked right here
set search_path = ''
as $$
declare
  v_title text := btrim(p_title);
  v_body text := btrim(replace(replace(p_body, e'\r\n', e'\n'), e'\r', e'\n'), e' \n\t');
begin
  if not public.may(p_merchant_id, 'edit_answers') then
    return public.why_not(p_merchant_id, 'edit_answers');
  elsif p_id is null or coalesce(length(v_title), 0) not between 1 and 80 or coalesce(length(v_body), 0) not between 1 and 4000
    or v_title ~ '[\u0001-\u001f\u007f]' or v_body ~ '[\u0001-\u0008\u000b-\u001f\u007f]' then
    return 'invalid';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('canned_answers:' || p_merchant_id, 0));
  if not exists (select 1 from public.canned_answers c where c.id = p_id)
    and (select count(*) from public.canned_answers c where c.merchant_id = p_merchant_id) >= 100 then
    return 'too_many';
  end if;
  insert into public.canned_answers as c (id, merchant_id, title, body) values (p_id, p_merchant_id, v_title, v_body)
  on conflict (id) do update set title = v_title, body = v_body, saved_at = clock_timestamp()
  where c.merchant_id = p_merchant_id;
  if not found then
    return 'not_allowed';
  end if;
  perform public.write_log(p_merchant_id, 'save_answer', 'answer', p_id::text, jsonb_build_object('title', v_title));
  return 'saved';
end
$$;
revoke all on function public.save_canned_answer(uuid, uuid, text, text) from public, anon;
grant execute on function public.save_canned_answer(uuid, uuid, text, text) to authenticated, service_role;

-- Outcomes: removed (also when it was gone before), not_allowed. Retry: safe.
create function public.remove_canned_answer(p_id uuid)
returns text
language plpgsql
security definer -- writes a table that nobody may write; the role is checked right here
set search_path = ''
as $$
declare
  v_merchant_id uuid;
begin
  select c.merchant_id into v_merchant_id from public.canned_answers c where c.id = p_id;
  if not found then
    return 'removed';
  elsif not public.may(v_merchant_id, 'edit_answers') then
    return public.why_not(v_merchant_id, 'edit_answers');
  end if;
  delete from public.canned_answers c where c.id = p_id;
  perform public.write_log(v_merchant_id, 'remove_answer', 'answer', p_id::text);
  return 'removed';
end
$$;
revoke all on function public.remove_canned_answer(uuid) from public, anon;
grant execute on function public.remove_canned_answer(uuid) to authenticated, service_role;
