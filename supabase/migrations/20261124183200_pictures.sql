-- Pictures that merchants upload: one bucket, a folder for each merchant, in it a folder for each picture with its widths:
-- <merchant id>/<picture id>/<width>.webp. Everybody may see them; what is written there once is never written over, so that a copy may be
-- kept for ever.

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('pictures', 'pictures', true, 4 * 1024 * 1024, array['image/webp'])
on conflict (id) do update set public = excluded.public, file_size_limit = excluded.file_size_limit,
  allowed_mime_types = excluded.allowed_mime_types;

-- Whether a product, a sale, the draft of one or the store itself shows the picture that this file is a width of.
create function public.is_picture_used(p_name text)
returns boolean
language sql
stable
security definer -- drafts of others count too: a policy asks, whose caller need not be able to see who shows the picture
set search_path = ''
as $$
  select exists (
    select 1 from public.product_pictures pp
    where position('/pictures/' || array_to_string(storage.foldername(p_name), '/') || '/' in pp.url) > 0
  ) or exists (
    select 1 from public.sales s
    where position('/pictures/' || array_to_string(storage.foldername(p_name), '/') || '/' in s.hero_url) > 0
  ) or exists (
    select 1 from public.sale_drafts d
    where d.sale_id is null
      and position('/pictures/' || array_to_string(storage.foldername(p_name), '/') || '/' in d.content ->> 'heroUrl') > 0
  ) or exists (
    select 1 from public.merchants m
    where position('/pictures/' || array_to_string(storage.foldername(p_name), '/') || '/' in m.logo_url) > 0
  )
$$;
revoke all on function public.is_picture_used(text) from public, anon, authenticated;
grant execute on function public.is_picture_used(text) to authenticated, service_role;

create policy "members see the files of their merchant's pictures" on storage.objects
  for select to authenticated
  using (bucket_id = 'pictures' and (storage.foldername(name))[1] in (select m::text from public.merchants_where('read') m));
create policy "who edits products adds pictures for their merchant" on storage.objects
  for insert to authenticated
  with check (
    bucket_id = 'pictures'
    and name ~ '^[0-9a-f-]{36}/[0-9a-f-]{36}/[1-9][0-9]{2,3}[.]webp$'
    and (storage.foldername(name))[1] in (select m::text from public.merchants_where('edit_products') m)
  );
create policy "who edits products removes pictures that nothing shows" on storage.objects
  for delete to authenticated
  using (
    bucket_id = 'pictures'
    and (storage.foldername(name))[1] in (select m::text from public.merchants_where('edit_products') m)
    and not public.is_picture_used(name)
  );

-- Whether an address is that of a picture this merchant has uploaded and that is still there.
create function public.is_own_picture(p_merchant_id uuid, p_url text)
returns boolean
language sql
stable
set search_path = ''
as $$
  select p_url ~ ('^https?://[^/]+/storage/v1/object/public/pictures/' || p_merchant_id || '/[0-9a-f-]{36}/[0-9]+[.]webp$') and exists (
    select 1 from storage.objects o
    where o.bucket_id = 'pictures' and o.name = split_part(p_url, '/storage/v1/object/public/pictures/', 2)
  )
$$;
revoke all on function public.is_own_picture(uuid, text) from public, anon, authenticated;
