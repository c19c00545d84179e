-- Pictures that were uploaded and never saved: a form that was closed, a draft that was thrown away. Their files go after two weeks, which is
-- longer than anybody keeps a form open. Storage's own API takes them away (the function drain-outbox asks it): a row of storage.objects that
-- is deleted by SQL would leave its file behind.

-- Up to p_limit files of pictures that are older than two weeks and shown by nothing, by name after p_after. Each source is read once;
-- is_picture_used() asks the same of one file. Retry: reads only.
create function public.list_unused_pictures(p_after text default '', p_limit int default 100)
returns setof text
language sql
stable
security definer -- files stand in storage, which this works on for every merchant alike
set search_path = ''
as $$
  with shown as (
    select substring(u.url from '/pictures/([^/]+/[^/]+)/') as folder
    from (
      select pp.url from public.product_pictures pp
      union all select s.hero_url from public.sales s
      union all select d.content ->> 'heroUrl' from public.sale_drafts d where d.sale_id is null
      union all select m.logo_url from public.merchants m
    ) u (url)
  )
  select o.name from storage.objects o
  where o.bucket_id = 'pictures' and o.name > coalesce(p_after, '') and o.created_at < clock_timestamp() - interval '14 days'
    and not exists (select 1 from shown h where h.folder = array_to_string(storage.foldername(o.name), '/'))
  order by o.name limit least(greatest(p_limit, 0), 500)
$$;
revoke all on function public.list_unused_pictures(text, int) from public, anon, authenticated;
grant execute on function public.list_unused_pictures(text, int) to service_role;

-- Has the files looked through once a day, where there are any. Answers how many rows it added to the outbox. Retry: safe. Locks: none.
create function public.plan_picture_sweep()
returns int
language plpgsql
security definer -- files stand in storage; tick() may be called by service_role
set search_path = ''
as $$
declare
  v_key text := 'sweep_pictures:' || to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD');
  v_count int;
begin
  insert into public.outbox (kind, payload, dedupe_key)
  select 'sweep_pictures', '{}', v_key
  where not exists (select 1 from public.outbox x where x.dedupe_key = v_key)
    and exists (
      select 1 from storage.objects o where o.bucket_id = 'pictures' and o.created_at < clock_timestamp() - interval '14 days'
    )
  on conflict (dedupe_key) do nothing;
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
revoke all on function public.plan_picture_sweep() from public, anon, authenticated;
grant execute on function public.plan_picture_sweep() to service_role;
