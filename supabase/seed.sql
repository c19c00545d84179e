-- A demo merchant a newcomer can buy from: Tidewater Goods, a dozen products, and five sales: one live with plenty left, one
-- live with next to nothing left (sold out, all held, the last two), one that opens a minute from now, one tomorrow, one
-- that has ended. Running it again changes nothing; renewing what has ended is the
-- business of whoever runs the demo. Stock that is gone was really claimed, ordered and paid through the same functions
-- as any other, so the audits hold here too.

insert into public.merchants (slug, name, story, logo_url, support_email, currency) values (
  'tidewater', 'Tidewater Goods',
  'We are five people in an old net loft on the Frisian coast. We spin, enamel, pour and sew in small batches, and sell each batch in one go: when it is gone we go back to the bench.',
  '/demo/tidewater.svg', 'hello@tidewater.test', 'EUR'
) on conflict (slug) do nothing;

insert into public.products (merchant_id, slug, name, description)
select m.id, p.slug, p.name, p.description
from public.merchants m, (values
  ('harbour-mug', 'Harbour mug', 'Enamelled steel, fired twice, with a rim that stays cool. Holds 350 ml and survives the quay.'),
  ('storm-lantern', 'Storm lantern', 'Burns eleven hours on one filling and stays lit in a gale. Brass collar, hand-blown glass.'),
  ('deckhand-sweater', 'Deckhand sweater', 'Five-gauge wool from island sheep, knitted in the round, so no seam ever rubs.'),
  ('ferry-tote', 'Ferry tote', 'Eighteen-ounce canvas, tarred base, handles long enough for a winter coat.'),
  ('driftwood-candle', 'Driftwood candle', 'Rapeseed wax, salt and smoke. Forty hours.'),
  ('lighthouse-lamp', 'Lighthouse lamp', 'A table lamp turned from beach oak, with a lens cut like the one at Amrum. Numbered.'),
  ('oyster-knife', 'Oyster knife', 'Short carbon blade, walnut handle, and a guard that forgives you.'),
  ('tide-clock', 'Tide clock', 'One hand, two tides a day, set once for your coast.'),
  ('salt-cellar', 'Salt cellar', 'Stoneware with a swivel lid of pear wood. Comes filled.'),
  ('fisher-beanie', 'Fisher beanie', 'Short, thick, ribbed. The one everybody steals.'),
  ('linen-apron', 'Linen apron', 'Cross-back, heavy washed linen, two pockets deep enough to matter.'),
  ('north-sea-blanket', 'North Sea blanket', 'Woven on a loom from 1931. 140 by 200 cm of weather.')
) p (slug, name, description)
where m.slug = 'tidewater'
on conflict (merchant_id, slug) do nothing;

insert into public.product_variants (product_id, name, position)
select p.id, v.name, v.position
from public.products p
join public.merchants m on m.id = p.merchant_id and m.slug = 'tidewater'
join (values
  ('harbour-mug', 'Fog', 1), ('harbour-mug', 'Kelp', 2), ('harbour-mug', 'Signal red', 3),
  ('storm-lantern', 'One size', 1),
  ('deckhand-sweater', 'S', 1), ('deckhand-sweater', 'M', 2), ('deckhand-sweater', 'L', 3),
  ('ferry-tote', 'One size', 1), ('driftwood-candle', 'One size', 1), ('lighthouse-lamp', 'One size', 1),
  ('oyster-knife', 'One size', 1), ('tide-clock', 'One size', 1), ('salt-cellar', 'One size', 1),
  ('fisher-beanie', 'Navy', 1), ('fisher-beanie', 'Rust', 2),
  ('linen-apron', 'One size', 1), ('north-sea-blanket', 'One size', 1)
) v (product, name, position) on v.product = p.slug
on conflict (product_id, name) do nothing;

insert into public.product_pictures (product_id, url, alt, position)
select p.id, '/demo/' || p.slug || '.svg', a.alt, 1
from public.products p
join public.merchants m on m.id = p.merchant_id and m.slug = 'tidewater'
join (values
  ('harbour-mug', 'Three enamel mugs, white with dark specks in front, green and red behind, coffee steaming in the white one'),
  ('storm-lantern', 'A brass lantern burning in the dark, its round glass lit by the flame'),
  ('deckhand-sweater', 'A navy sweater laid flat, with a white and red pattern knitted across the yoke'),
  ('ferry-tote', 'A canvas bag with a black tarred base and long handles, a red blanket rolled up in it'),
  ('driftwood-candle', 'A burning candle in amber glass, its oak lid leaning against it'),
  ('lighthouse-lamp', 'A lamp of turned oak shaped like a lighthouse, with two red bands and a lit lens'),
  ('oyster-knife', 'A short knife with a walnut handle and a brass guard, beside an open oyster and half a lemon'),
  ('tide-clock', 'A round clock in an oak rim with a single hand, the sea drawn on the lower half of its face'),
  ('salt-cellar', 'A speckled stoneware bowl of salt, its pear-wood lid swung aside'),
  ('fisher-beanie', 'Two short ribbed beanies, navy in front and rust behind'),
  ('linen-apron', 'A blue linen apron on a brass peg, a wooden spoon in one of its two pockets'),
  ('north-sea-blanket', 'A cream wool blanket with navy, red and ochre stripes and a fringe, hung over a wooden rail')
) a (slug, alt) on a.slug = p.slug
on conflict (product_id, position) do nothing;

do $$
declare
  v_merchant_id uuid;
  v_row record;
  v_claim record;
  v_order record;
  v_shopper_id uuid;
begin
  select m.id into v_merchant_id from public.merchants m where m.slug = 'tidewater';
  if exists (select 1 from public.sales s where s.merchant_id = v_merchant_id) then
    return;
  end if;

  insert into public.sales (merchant_id, slug, title, tagline, story, category, hero_url, hero_alt, status, opens_at, closes_at,
    hold_seconds, currency, shipping_cents, tax_basis_points, shipping_note, returns_note)
  select v_merchant_id, s.slug, s.title, s.tagline, s.story, s.category, '/demo/hero-' || s.slug || '.svg', s.hero_alt, 'scheduled',
    now() + s.opens_in, now() + s.closes_in, s.hold_seconds, 'EUR', 490, 1900,
    'Packed by hand, posted within two days. 4.90 EUR flat to all of the EU, however much is in the bag.',
    'Send anything back within 30 days, used or not. We pay the postage when it is our fault.'
  from (values
    ('first-light', 'First light', 'The morning batch, straight from the bench.',
      'Everything in this sale was finished this week. The lamp is numbered and there will be no more of it; the lanterns come back when the brass does.',
      'A burning brass lantern, a lit oak lamp shaped like a lighthouse, and a white and a red enamel mug before a rising sun',
      'home', interval '-5 minutes', interval '6 hours', 300),
    ('low-water', 'Low water', 'What the tide left on the kitchen bench.',
      'The last of the autumn batch. Most of it is gone, some of it is in somebody''s bag: what they do not pay for comes back, and whoever is in line gets it first.',
      'An opened oyster, a knife with a walnut handle and two slices of lemon on the sand',
      'kitchen', interval '-20 minutes', interval '7 hours', 3600),
    ('last-boat', 'Last boat', 'Small things for the crossing home.',
      'We fill one crate for the last boat on Sundays. What is in it goes, what is not stays on the island.',
      'A canvas bag with a rolled-up blanket, a navy and a rust beanie and a knife, a paper boat and the moon behind them',
      'travel', interval '1 minute', interval '6 hours', 300),
    ('winter-harbour', 'Winter harbour', 'Wool and linen for the dark half of the year.',
      'The loom ran for eleven days. This is all it made.',
      'A striped wool blanket over a rail and a navy sweater with a patterned yoke beside it, above snow',
      'clothing', interval '1 day', interval '32 hours', 300),
    ('spring-tide', 'Spring tide', 'The batch that went in four minutes.',
      'Thank you. Nobody got two who should not have, and nobody paid for nothing: the numbers are below.',
      'A burning candle, an open salt cellar and a mug of coffee before waves and a low red sun',
      'kitchen', interval '-2 days', interval '1 hour', 300)
  ) s (slug, title, tagline, story, hero_alt, category, opens_in, closes_in, hold_seconds);

  insert into public.sale_items (sale_id, variant_id, position, price_cents, was_price_cents, currency, limit_per_shopper, stock, free)
  select s.id, v.id, i.position, i.price_cents, i.was_price_cents, 'EUR', i.limit_per_shopper, i.stock, i.stock
  from (values
    ('first-light', 'storm-lantern', 'One size', 1, 7900, 11000, 2, 24),
    ('first-light', 'lighthouse-lamp', 'One size', 2, 12900, 18900, 1, 3),
    ('first-light', 'harbour-mug', 'Fog', 3, 1900, 2600, 4, 40),
    ('first-light', 'harbour-mug', 'Kelp', 4, 1900, 2600, 4, 8),
    ('first-light', 'harbour-mug', 'Signal red', 5, 1900, 2600, 4, 6),
    ('first-light', 'tide-clock', 'One size', 6, 6900, 9800, 1, 12),
    ('low-water', 'oyster-knife', 'One size', 1, 4500, 5900, 1, 8),
    ('low-water', 'driftwood-candle', 'One size', 2, 2400, 3200, 2, 4),
    ('low-water', 'salt-cellar', 'One size', 3, 2200, 2900, 2, 6),
    ('last-boat', 'oyster-knife', 'One size', 1, 4500, 5900, 1, 5),
    ('last-boat', 'fisher-beanie', 'Navy', 2, 2900, 4200, 2, 18),
    ('last-boat', 'fisher-beanie', 'Rust', 3, 2900, 4200, 2, 9),
    ('last-boat', 'ferry-tote', 'One size', 4, 3900, 5500, 2, 30),
    ('winter-harbour', 'north-sea-blanket', 'One size', 1, 11900, 16500, 1, 14),
    ('winter-harbour', 'deckhand-sweater', 'S', 2, 8900, 14500, 1, 10),
    ('winter-harbour', 'deckhand-sweater', 'M', 3, 8900, 14500, 1, 16),
    ('winter-harbour', 'deckhand-sweater', 'L', 4, 8900, 14500, 1, 12),
    ('winter-harbour', 'linen-apron', 'One size', 5, 4900, 6900, 2, 20),
    ('spring-tide', 'salt-cellar', 'One size', 1, 2200, 2900, 2, 12),
    ('spring-tide', 'driftwood-candle', 'One size', 2, 2400, 3200, 4, 16),
    ('spring-tide', 'harbour-mug', 'Fog', 3, 1900, 2600, 4, 10)
  ) i (sale, product, variant, position, price_cents, was_price_cents, limit_per_shopper, stock)
  join public.sales s on s.slug = i.sale
  join public.products p on p.slug = i.product and p.merchant_id = v_merchant_id
  join public.product_variants v on v.product_id = p.id and v.name = i.variant;

  insert into public.canned_answers (id, merchant_id, title, body)
  select gen_random_uuid(), v_merchant_id, c.title, c.body
  from (values
    ('Where is my parcel?', E'Hello {name},\n\nyour order {number} is packed and leaves with the next boat. You get a mail with the tracking number as soon as it is on it.'),
    ('Came broken', E'Hello {name},\n\nwe are sorry. Could you describe what is broken? A new one leaves as soon as we know, and you need not send the old one back.'),
    ('Wrong address', E'Hello {name},\n\nplease write the right address here. As long as order {number} has not left, we change the label.')
  ) c (title, body);

  -- Demo shoppers, each taking one claim and paying for it.
  for v_row in
    select i.id as item_id, i.sale_id, g.quantity
    from (values
      ('first-light', 'storm-lantern', 'One size', 5, 2), ('first-light', 'lighthouse-lamp', 'One size', 1, 1),
      ('first-light', 'harbour-mug', 'Fog', 4, 3), ('first-light', 'harbour-mug', 'Kelp', 2, 4),
      ('first-light', 'harbour-mug', 'Signal red', 2, 3), ('first-light', 'tide-clock', 'One size', 5, 1),
      ('low-water', 'oyster-knife', 'One size', 6, 1), ('low-water', 'salt-cellar', 'One size', 3, 2),
      ('spring-tide', 'salt-cellar', 'One size', 6, 2), ('spring-tide', 'driftwood-candle', 'One size', 4, 4),
      ('spring-tide', 'harbour-mug', 'Fog', 3, 3)
    ) w (sale, product, variant, shoppers, quantity)
    join public.sales s on s.slug = w.sale
    join public.products p on p.slug = w.product and p.merchant_id = v_merchant_id
    join public.product_variants v on v.product_id = p.id and v.name = w.variant
    join public.sale_items i on i.sale_id = s.id and i.variant_id = v.id
    cross join lateral (select w.quantity from generate_series(1, w.shoppers)) g
  loop
    v_shopper_id := gen_random_uuid();
    select * into v_claim from public.claim_stock(
      array[gen_random_uuid()], array[v_shopper_id], array[v_row.item_id], array[v_row.quantity]);
    select * into v_order from public.open_order(
      v_shopper_id, v_row.sale_id, gen_random_uuid(), 'shopper@tidewater.test', 'Demo Shopper',
      '{"line1": "Am Deich 1", "postal_code": "25946", "city": "Norddorf", "country": "DE"}');
    perform public.attach_intent(v_order.order_id, v_order.attempt, 'pi_demo_' || replace(v_order.order_id::text, '-', ''));
    perform public.settle_order(null, 'demo', 'pi_demo_' || replace(v_order.order_id::text, '-', ''), v_order.total_cents, 'EUR');
  end loop;
  -- Two who are still making up their minds: all that is left of the candle is held by them.
  for v_row in
    select i.id as item_id
    from public.sale_items i
    join public.sales s on s.id = i.sale_id and s.slug = 'low-water'
    join public.product_variants v on v.id = i.variant_id
    join public.products p on p.id = v.product_id and p.slug = 'driftwood-candle'
    cross join generate_series(1, 2)
  loop
    perform public.claim_stock(array[gen_random_uuid()], array[gen_random_uuid()], array[v_row.item_id], array[2]);
  end loop;
  update public.outbox set done_at = clock_timestamp() where payload ->> 'order_id' in (
    select o.id::text from public.orders o where o.email = 'shopper@tidewater.test'
  );
  update public.sales set closes_at = now() - interval '1 day' where slug = 'spring-tide';
end
$$;
