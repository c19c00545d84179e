-- What is looked for in a sale, ready to be looked through: its words as people type them and its lowest price.

-- Text as it is compared: small letters, no accents, no marks; ß is ss, ø is o, and so on. The same for what is stored and what is
-- asked. Letters of any script stay; of Arabic the vowel marks and the lengthening stroke go, and every alef is one.
create function public.search_form(p_text text)
returns text
language sql
immutable
parallel safe
set search_path = ''
as $$
  select translate(
    replace(replace(replace(replace(
      regexp_replace(normalize(lower(coalesce(p_text, '')), nfkd), '[\u0300-\u036f\u0640\u064b-\u065f\u0670]', '', 'g'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
    'øłđðıħ', 'olddih')
$$;
revoke all on function public.search_form(text) from public, anon, authenticated;

create table public.sale_search (
  sale_id uuid primary key references public.sales (id) on delete cascade,
  words text not null,
  from_cents int check (from_cents >= 0)
);
comment on table public.sale_search is 'One row per sale, kept by triggers on what it is made of; read by search_sales() alone.';
comment on column public.sale_search.words is 'Title, tagline, category, merchant, products and variants in their search_form().';
comment on column public.sale_search.from_cents is 'The lowest price in the sale; null where it has no items.';
-- What is on or coming, and what was over when. Words need no index of their own: only those of such sales are looked through.
create index sales_by_close_idx on public.sales (closes_at) where status <> 'draft';

alter table public.sale_search enable row level security;
revoke all on public.sale_search from public, anon, authenticated;

-- Writes the rows of these sales anew. Retry: the same again. Locks: sale_search only, by sale id; never a sale or an item, so nothing
-- that is claimed waits for it.
create function public.refresh_sale_search(p_sale_ids uuid[])
returns void
language sql
security definer -- whoever may change a sale need not be able to write what is derived from it
set search_path = ''
as $$
  insert into public.sale_search (sale_id, words, from_cents)
  select s.id,
    public.search_form(concat_ws(' ', s.title, s.tagline, s.category, m.name, string_agg(distinct concat_ws(' ', p.name, v.name), ' '))),
    min(i.price_cents)
  from public.sales s
  join public.merchants m on m.id = s.merchant_id
  left join public.sale_items i on i.sale_id = s.id
  left join public.product_variants v on v.id = i.variant_id
  left join public.products p on p.id = v.product_id
  where s.id = any (p_sale_ids)
  group by s.id, m.name
  order by s.id
  on conflict (sale_id) do update set words = excluded.words, from_cents = excluded.from_cents
$$;
revoke all on function public.refresh_sale_search(uuid[]) from public, anon, authenticated;

-- One trigger function for every table a sale's words come from. A claim changes none of these columns, so it never gets here.
create function public.keep_sale_search()
returns trigger
language plpgsql
security definer -- calls refresh_sale_search() and reads sales the writer need not see
set search_path = ''
as $$
declare
  v_sale_ids uuid[];
begin
  if tg_table_name = 'sales' then
    v_sale_ids := array[new.id];
  elsif tg_table_name = 'sale_items' then
    v_sale_ids := array[new.sale_id];
  elsif tg_table_name = 'product_variants' then
    select array_agg(distinct i.sale_id) into v_sale_ids from public.sale_items i where i.variant_id = new.id;
  elsif tg_table_name = 'products' then
    select array_agg(distinct i.sale_id) into v_sale_ids
    from public.product_variants v join public.sale_items i on i.variant_id = v.id where v.product_id = new.id;
  else
    select array_agg(s.id) into v_sale_ids from public.sales s where s.merchant_id = new.id;
  end if;
  if v_sale_ids is not null then
    perform public.refresh_sale_search(v_sale_ids);
  end if;
  return null;
end
$$;
revoke all on function public.keep_sale_search() from public, anon, authenticated;

create trigger sales_keep_search after insert or update of title, tagline, category, merchant_id on public.sales
  for each row execute function public.keep_sale_search();
create trigger sale_items_keep_search after insert or update of price_cents, variant_id on public.sale_items
  for each row execute function public.keep_sale_search();
create trigger product_variants_keep_search after update of name on public.product_variants
  for each row execute function public.keep_sale_search();
create trigger products_keep_search after update of name on public.products
  for each row execute function public.keep_sale_search();
create trigger merchants_keep_search after update of name on public.merchants
  for each row execute function public.keep_sale_search();
