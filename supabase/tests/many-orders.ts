import type { Sql } from 'postgres'

/** Orders as a year leaves them: most delivered, some of everything else, names and addresses that resemble each other. */
export async function fillMerchant(
  sql: Sql,
  merchant: string,
  sales: readonly string[],
  count: number,
): Promise<void> {
  await sql`select setseed(0.42)`
  await sql`
    insert into orders (number, sale_id, merchant_id, shopper_id, status, currency, items_cents, shipping_cents, email, name, address,
      paid_at, pay_expires_at, to_ship, tracking_numbers, created_at)
    select new_order_number(), (${[...sales]}::uuid[])[1 + (n / 100) % 20], ${merchant}, gen_random_uuid(), k.status, 'EUR',
      1000 + (random() * 50000)::int, 490, lower(p.first || '.' || p.last || (n % 9973) || '@example.com'), p.first || ' ' || p.last,
      '{}', now(), now(), case k.status when 'paid' then 1 else 0 end,
      case when k.status in ('shipped', 'delivered') then 'JD' || lpad(n::text, 12, '0') else '' end,
      now() - n * interval '30 seconds'
    from generate_series(1, ${count}::int) n
    cross join lateral (select case
      when n % 100 < 78 then 'delivered' when n % 100 < 88 then 'shipped' when n % 100 < 93 then 'paid'
      when n % 100 < 95 then 'part_refunded' when n % 100 < 97 then 'refunded' when n % 100 < 99 then 'cancelled' else 'open'
    end as status) k
    cross join lateral (select
      (array['Ada', 'Bea', 'Cem', 'Dora', 'Emil', 'Finn', 'Greta', 'Hugo', 'Ines', 'Jana', 'Karl', 'Lena', 'Mona', 'Nils'])[1 + (n * 7919) % 14] as first,
      (array['Byron', 'Schmidt', 'Yilmaz', 'Novak', 'Rossi', 'Dupont', 'Jensen', 'Murphy', 'Silva', 'Kowalski', 'Weber'])[1 + (n / 14 * 31) % 11] as last
    ) p
    on conflict do nothing`
}
