-- A sale that was scheduled too early goes back to being a draft, while nothing was promised to anybody that could not be kept.

-- Takes a sale that has not opened back: shoppers see it no more, its address is free again, and a new draft has everything of it. The sale
-- itself stays, unseen, as what its log and its opening stock are about. Who asked to be reminded is kept in mind: schedule_sale() of that draft
-- hands them on to the new sale, and throwing the draft away forgets them. p_draft_id is made on the device and makes the call safe to
-- send again. Outcomes: taken_back; repeated; opened (it has opened, or is over); too_late (a quarter of an hour before it opens its reminders
-- go out); claimed (somebody has claimed or waited for something of it); and those of begin_move(). Locks: the sale, its items.
create function public.take_back_sale(p_sale_id uuid, p_draft_id uuid, p_reason text)
returns text
language plpgsql
security definer -- members may not write sales or drafts; why_not() checks the roles
set search_path = ''
as $$
declare
  v_outcome text := public.begin_move(p_sale_id, p_reason, p_draft_id);
  v_sale public.sales;
  v_reminders int;
begin
  if v_outcome is not null then
    return v_outcome;
  end if;
  select s.* into v_sale from public.sales s where s.id = p_sale_id;
  v_outcome := public.why_not(v_sale.merchant_id, 'build_sales');
  if v_outcome is not null then
    return v_outcome;
  elsif public.sale_phase(v_sale.status, v_sale.opens_at, v_sale.closes_at, clock_timestamp()) <> 'upcoming' then
    return 'opened';
  elsif v_sale.opens_at <= clock_timestamp() + interval '15 minutes' then
    return 'too_late';
  elsif exists (
    -- Positions and places are never given twice, so these say it of every claim and wait there ever was.
    select 1 from public.sale_items i where i.sale_id = p_sale_id and (i.next_position > 1 or i.next_place > 1)
  ) then
    return 'claimed';
  elsif exists (select 1 from public.sale_drafts d where d.id = p_draft_id) then
    return 'invalid';
  end if;
  insert into public.sale_drafts (id, merchant_id, saved_by, taken_back_from, content)
  values (p_draft_id, v_sale.merchant_id, (select auth.uid()), p_sale_id, public.sale_content(p_sale_id) || jsonb_build_object(
    'opensAt', to_char(v_sale.opens_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'closesAt', to_char(v_sale.closes_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  ) || coalesce((
    select jsonb_build_object('timeZone', d.content -> 'timeZone') from public.sale_drafts d
    where d.sale_id = p_sale_id and d.content ? 'timeZone'
  ), '{}'));
  update public.sales s set status = 'draft', slug = 'taken-back-' || s.id where s.id = p_sale_id;
  select count(*)::int into v_reminders from public.reminders r where r.sale_id = p_sale_id;
  perform public.finish_move(p_sale_id, null, 'take_back', null, p_reason, p_draft_id, jsonb_build_object('reminders', v_reminders));
  return 'taken_back';
end
$$;
revoke all on function public.take_back_sale(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.take_back_sale(uuid, uuid, text) to authenticated, service_role;

-- How many people asked to be reminded of a sale, for whoever builds the sales of its merchant; null for everybody else. Retry: reads only.
create function public.count_reminders(p_sale_id uuid)
returns int
language sql
stable
security definer -- whose reminders they are is nobody's business, how many there are is the merchant's; may() checks the role
set search_path = ''
as $$
  select (select count(*)::int from public.reminders r where r.sale_id = s.id)
  from public.sales s where s.id = p_sale_id and public.may(s.merchant_id, 'build_sales')
$$;
revoke all on function public.count_reminders(uuid) from public, anon, authenticated;
grant execute on function public.count_reminders(uuid) to authenticated, service_role;

-- A taken-back sale whose draft is thrown away will never open: nobody waits to hear of it any more.
create function public.forget_reminders()
returns trigger
language plpgsql
security definer -- nobody may write reminders
set search_path = ''
as $$
begin
  delete from public.reminders r where r.sale_id = old.taken_back_from;
  return null;
end
$$;
revoke all on function public.forget_reminders() from public, anon, authenticated;
create trigger sale_drafts_forget_reminders after delete on public.sale_drafts
  for each row when (old.taken_back_from is not null) execute function public.forget_reminders();
