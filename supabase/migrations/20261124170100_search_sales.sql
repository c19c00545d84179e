-- The shop window: which sales there are, found by words, category, price and phase, a page at a time.

-- One page of announced sales, the same for everybody. Never an error for odd input: what is not understood is not asked for.
-- p_search: words, each of which must be somewhere in title, tagline, category, merchant or products; the first eight count.
-- p_phase: current (on or coming), live (on, also paused), upcoming, ended (of the last 90 days), any. p_sort: soonest (what is on by its
-- end, then what comes by its beginning), ending, newest, price. What has ended always stands last, what ended last first.
-- p_price_max_cents: the lowest price in the sale, in the sale's own currency. p_limit: at most 48; p_page: 1 to 40.
-- `total` is how many there are on all pages. `snapshot` is that of sale_snapshot(), so that a page of cards is one question.
-- The statement is put together from fixed parts for what is asked, so that each has the plan that suits it. `offset 0` keeps the
-- words of each sale a look-up of its own: joined freely, those of every sale there ever was are read.
create function public.search_sales(
  p_search text default '', p_category text default null, p_phase text default 'current', p_price_max_cents int default null,
  p_sort text default 'soonest', p_page int default 1, p_limit int default 24
)
returns table (
  id uuid, slug text, title text, tagline text, category text, merchant_name text, picture_url text, picture_alt text,
  opens_at timestamptz, closes_at timestamptz, currency text, from_cents int, from_was_cents int, product_names text[],
  snapshot jsonb, total bigint
)
language plpgsql
stable
security definer -- reads the words and the counters, which the public may not
set search_path = ''
as $$
declare
  v_now timestamptz := clock_timestamp();
  v_words text[] := array(
    select '%' || replace(replace(replace(w.word, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    from regexp_split_to_table(public.search_form(left(p_search, 80)), '\s+') with ordinality w (word, place)
    where w.word <> '' order by w.place limit 8
  );
  v_limit int := least(greatest(coalesce(p_limit, 24), 1), 48);
  v_offset int := (least(greatest(coalesce(p_page, 1), 1), 40) - 1) * v_limit;
  v_current constant text := 's.status in (''scheduled'', ''paused'') and s.closes_at > $1';
  v_sql text := 'select s.*, x.from_cents, s.closes_at <= $1 or s.status not in (''scheduled'', ''paused'') as is_over, count(*) over () as total
    from public.sales s
    cross join lateral (select w.words, w.from_cents from public.sale_search w where w.sale_id = s.id offset 0) x where s.status not in (''draft'', ''cancelled'') and ';
begin
  v_sql := v_sql || case p_phase
    when 'live' then v_current || ' and s.opens_at <= $1'
    when 'upcoming' then v_current || ' and s.opens_at > $1'
    when 'ended' then format('not (%s) and s.closes_at > $1 - interval ''90 days''', v_current)
    when 'any' then 's.closes_at > $1 - interval ''90 days'''
    else v_current
  end;
  for n in 1 .. cardinality(v_words) loop
    v_sql := v_sql || format(' and x.words like %L', v_words[n]);
  end loop;
  v_sql := v_sql
    || case when p_category is not null then ' and s.category = $2' else '' end
    || case when p_price_max_cents is not null then ' and x.from_cents <= $3' else '' end;
  v_sql := format('select *, row_number() over (order by is_over, case when is_over then -extract(epoch from closes_at) end, %s, id) as place
    from (%s) f order by place limit %s offset %s',
    case p_sort
      when 'newest' then 'created_at desc'
      when 'price' then 'from_cents nulls last'
      when 'ending' then 'closes_at'
      else 'case when opens_at <= $1 then closes_at end nulls last, opens_at'
    end, v_sql, v_limit, v_offset);
  return query execute format(
    'select f.id, f.slug, f.title, f.tagline, f.category, m.name, coalesce(f.hero_url, a.picture_url), case when f.hero_url is null then a.picture_alt else f.hero_alt end,
      f.opens_at, f.closes_at, f.currency, f.from_cents, a.from_was_cents, coalesce(a.product_names, ''{}''), public.sale_snapshot(f.slug), f.total
     from (%s) f join public.merchants m on m.id = f.merchant_id
     cross join lateral public.sale_card(f.id) a order by f.place', v_sql)
  using v_now, p_category, p_price_max_cents;
end
$$;

-- What a card shows of a sale's items: the picture of the first, what the cheapest cost before, and the names of the products.
create function public.sale_card(p_sale_id uuid, out picture_url text, out picture_alt text, out from_was_cents int, out product_names text[])
language sql
stable
set search_path = ''
as $$
  select
    (array_agg(pic.url order by i.position, i.id, pic.position) filter (where pic.url is not null))[1],
    (array_agg(pic.alt order by i.position, i.id, pic.position) filter (where pic.url is not null))[1],
    (array_agg(i.was_price_cents order by i.price_cents, i.position, i.id))[1],
    array_agg(distinct p.name)
  from public.sale_items i
  join public.product_variants v on v.id = i.variant_id
  join public.products p on p.id = v.product_id
  left join lateral (select c.url, c.alt, c.position from public.product_pictures c where c.product_id = p.id order by c.position limit 1) pic on true
  where i.sale_id = p_sale_id
$$;

-- The categories of what is on or coming, the fullest first: how many sales each has, and the currency most of them are in; at most 24.
create function public.sale_categories()
returns table (category text, sales bigint, currency text)
language sql
stable
set search_path = ''
as $$
  select s.category, count(*), mode() within group (order by s.currency)
  from public.sales s
  where s.status in ('scheduled', 'paused') and s.closes_at > clock_timestamp()
  group by s.category
  order by 2 desc, 1
  limit 24
$$;

revoke all on function public.search_sales(text, text, text, int, text, int, int) from public, anon, authenticated;
revoke all on function public.sale_card(uuid) from public, anon, authenticated;
revoke all on function public.sale_categories() from public, anon, authenticated;
grant execute on function public.search_sales(text, text, text, int, text, int, int) to anon, authenticated, service_role;
grant execute on function public.sale_categories() to anon, authenticated, service_role;
