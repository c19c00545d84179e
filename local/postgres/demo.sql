-- Renews the demo's sales at each start, so that a newcomer always meets one that is live with something left, one that
-- opens in a minute and one that opens tomorrow. A sale that has ended gives up its slug to a fresh copy; one nobody has
-- touched is only moved in time; one that shoppers are in keeps its slug and its claims, and the copy gets a dated slug.

create function pg_temp.copy_sale(p_sale_id uuid, p_slug text, p_opens_at timestamptz, p_closes_at timestamptz)
returns void
language plpgsql
as $$
declare
  v_copy_id uuid;
begin
  insert into public.sales (merchant_id, slug, title, tagline, story, category, hero_url, hero_alt, status, opens_at, closes_at,
    hold_seconds, pay_seconds, currency, shipping_cents, shipping_note, returns_note, broadcast_every_ms)
  select merchant_id, p_slug, title, tagline, story, category, hero_url, hero_alt, 'scheduled', p_opens_at, p_closes_at,
    hold_seconds, pay_seconds, currency, shipping_cents, shipping_note, returns_note, broadcast_every_ms
  from public.sales where id = p_sale_id
  returning id into v_copy_id;
  insert into public.sale_items (sale_id, variant_id, position, price_cents, was_price_cents, currency, limit_per_shopper, stock, free)
  select v_copy_id, variant_id, position, price_cents, was_price_cents, currency, limit_per_shopper, stock, stock
  from public.sale_items where sale_id = p_sale_id;
end
$$;

-- p_is_fit: some sale of the family already does what this one is there for.
create function pg_temp.renew(p_slug text, p_opens_in interval, p_closes_in interval, p_is_fit boolean)
returns void
language plpgsql
as $$
declare
  v_sale public.sales;
  v_dated text := p_slug || '-' || to_char(clock_timestamp() at time zone 'utc', 'YYYYMMDD-HH24MISS');
begin
  select s.* into v_sale from public.sales s
  join public.merchants m on m.id = s.merchant_id and m.slug = 'tidewater'
  where s.slug = p_slug for update of s;
  if not found or p_is_fit then
    return;
  end if;
  if public.sale_phase(v_sale.status, v_sale.opens_at, v_sale.closes_at, clock_timestamp()) = 'ended' then
    update public.sales set slug = v_dated where id = v_sale.id;
    perform pg_temp.copy_sale(v_sale.id, p_slug, now() + p_opens_in, now() + p_closes_in);
  elsif exists (select 1 from public.claims c where c.sale_id = v_sale.id) then
    perform pg_temp.copy_sale(v_sale.id, v_dated, now() + p_opens_in, now() + p_closes_in);
  else
    update public.sales set opens_at = now() + p_opens_in, closes_at = now() + p_closes_in where id = v_sale.id;
  end if;
end
$$;

create function pg_temp.has_sale(p_slug text, p_phase text, p_opens_after timestamptz, p_opens_before timestamptz)
returns boolean
language sql
as $$
  select exists (
    select 1 from public.sales s
    join public.merchants m on m.id = s.merchant_id and m.slug = 'tidewater'
    where s.slug ~ ('^' || p_slug || '(-\d{8}-\d{6})?$')
      and public.sale_phase(s.status, s.opens_at, s.closes_at, clock_timestamp()) = p_phase
      and s.opens_at between p_opens_after and p_opens_before
      and s.closes_at > clock_timestamp() + interval '30 minutes'
      and exists (select 1 from public.sale_items i where i.sale_id = s.id and i.free > 0)
  )
$$;

do $$
begin
  perform pg_temp.renew('first-light', '-5 minutes', '6 hours',
    pg_temp.has_sale('first-light', 'live', '-infinity', now()));
  perform pg_temp.renew('low-water', '-20 minutes', '7 hours',
    pg_temp.has_sale('low-water', 'live', '-infinity', now()));
  perform pg_temp.renew('last-boat', '1 minute', '6 hours',
    pg_temp.has_sale('last-boat', 'upcoming', now() + interval '50 seconds', now() + interval '10 minutes'));
  perform pg_temp.renew('winter-harbour', '1 day', '32 hours',
    pg_temp.has_sale('winter-harbour', 'upcoming', now(), 'infinity'));
end
$$;

drop function pg_temp.renew(text, interval, interval, boolean);
drop function pg_temp.copy_sale(uuid, text, timestamptz, timestamptz);
drop function pg_temp.has_sale(text, text, timestamptz, timestamptz);
