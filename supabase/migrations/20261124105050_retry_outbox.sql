-- Work that was given up after ten tries is tried again, ten times more. Outcomes: queued; not_parked (done, or being tried);
-- not_allowed; second_factor; unknown. Retry: safe. Locks: the row.
create function public.retry_outbox(p_id bigint)
returns text
language plpgsql
security definer -- members may not write to the outbox; why_not() checks the role
set search_path = ''
as $$
declare
  v_work public.outbox;
begin
  select x.* into v_work from public.outbox x where x.id = p_id for update;
  if not found or v_work.merchant_id is null then
    return 'unknown';
  elsif public.why_not(v_work.merchant_id, 'repair_money') is not null then
    return public.why_not(v_work.merchant_id, 'repair_money');
  elsif v_work.parked_at is null or v_work.done_at is not null then
    return 'not_parked';
  end if;
  update public.outbox x set parked_at = null, attempts = 0, leased_until = null, run_after = clock_timestamp() where x.id = p_id;
  insert into public.money_repairs (merchant_id, order_id, outbox_id, gap, repair, repaired_by)
  values (v_work.merchant_id, v_work.order_id, v_work.id, 'parked: ' || v_work.kind, 'retry', (select auth.uid()));
  perform public.write_log(v_work.merchant_id, 'retry_work', 'work', p_id::text, jsonb_build_object('kind', v_work.kind));
  return 'queued';
end
$$;
revoke all on function public.retry_outbox(bigint) from public, anon, authenticated;
grant execute on function public.retry_outbox(bigint) to authenticated, service_role;
