import postgres, { type Sql } from 'postgres'

/** Nine months that are over and the running one, with as many claims each. */
const MONTHS = 10
const ITEMS_PER_MONTH = 100
/** Loaders at once: sorting for indexes is work for a core each. */
const LOADERS = 2

type Month = { ledgerMonth: string; saleId: string }

/**
 * Stores `total` claims and as many movements (or that share of them), spread over ten ledger months of which the last is the running one, where the
 * measured claims go too. Partitions are detached, freed of their indexes, filled, indexed and attached again, two at a
 * time: the only way to have ten million rows in about a minute.
 */
export async function storeClaims(databaseUrl: string, total: number, movementShare = 1): Promise<void> {
  const sql = postgres(databaseUrl, {
    max: LOADERS,
    onnotice: () => undefined,
    connection: { maintenance_work_mem: '256MB' },
  })
  try {
    const months: Month[] = []
    for (let ago = MONTHS - 1; ago >= 0; ago -= 1) months.push(await createMonth(sql, ago))
    const perMonth = Math.round(total / MONTHS)
    await sql.begin(async (tx) => {
      for (const { ledgerMonth } of months) await tx.unsafe(detach(ledgerMonth)).simple()
    })
    const waiting = [...months]
    await Promise.all(
      Array.from({ length: LOADERS }, async () => {
        for (let month = waiting.pop(); month; month = waiting.pop())
          await fill(sql, month, perMonth, movementShare)
      }),
    )
    for (const { ledgerMonth } of months) await sql.unsafe(attach(ledgerMonth)).simple()
    await settle(sql, months)
    const [row] = await sql<{ claims: string }[]>`select count(*) as claims from claims`
    if (Number(row?.claims) < perMonth * MONTHS) throw new Error(`only ${row?.claims} claims were stored`)
  } finally {
    await sql.end()
  }
}

/**
 * What weeks of quiet would have done: the running month is vacuumed; the months before it, in which nothing happens any more,
 * are left alone by autovacuum, which would otherwise read them all in the middle of the measurement.
 */
async function settle(sql: Sql, months: readonly Month[]): Promise<void> {
  for (const { ledgerMonth } of months.slice(0, -1)) {
    for (const parent of PARENTS) {
      await sql.unsafe(`alter table ${partition(parent, ledgerMonth)} set (autovacuum_enabled = off)`)
    }
  }
  const running = months.at(-1)?.ledgerMonth ?? ''
  for (const parent of PARENTS) await sql.unsafe(`vacuum ${partition(parent, running)}`)
  await sql.unsafe('analyze public.claims, public.stock_movements, public.sale_items')
}

/** A sale of the month so many ago, with items that its claims name. */
async function createMonth(sql: Sql, monthsAgo: number): Promise<Month> {
  const slug = `stored-${monthsAgo}`
  const [merchant] = await sql`
    insert into merchants (slug, name, support_email, currency)
    values (${slug}, 'Stored', 'help@bench.test', 'EUR') returning id`
  const [sale] = await sql`
    insert into sales (merchant_id, slug, title, status, opens_at, closes_at, currency, ledger_month)
    values (${merchant?.id}, ${slug}, 'Stored', 'closed', now() - interval '1 year', now() - interval '1 day', 'EUR',
      (date_trunc('month', now() at time zone 'utc') - ${monthsAgo} * interval '1 month')::date)
    returning id, to_char(ledger_month, 'YYYY-MM-DD') as month`
  await sql`
    with product as (
      insert into products (merchant_id, slug, name)
      select ${merchant?.id}, 'thing-' || n, 'Thing ' || n from generate_series(1, ${ITEMS_PER_MONTH}) n returning id
    ), variant as (
      insert into product_variants (product_id, name) select id, 'One size' from product returning id
    )
    insert into sale_items (sale_id, variant_id, position, price_cents, currency, limit_per_shopper, stock, free)
    select ${sale?.id}, id, row_number() over (), 1000, 'EUR', 100, 1000000, 1000000 from variant`
  return { ledgerMonth: sale?.month, saleId: sale?.id }
}

const PARENTS = ['claims', 'stock_movements'] as const

function partition(parent: (typeof PARENTS)[number], ledgerMonth: string): string {
  return `ledger.${parent}_${ledgerMonth.slice(0, 7).replace('-', '_')}`
}

function detach(ledgerMonth: string): string {
  return PARENTS.map(
    (parent) => `alter table public.${parent} detach partition ${partition(parent, ledgerMonth)};`,
  ).join('\n')
}

/** Attaching adopts the indexes that are there already, and takes over the parent's triggers. */
function attach(ledgerMonth: string): string {
  return PARENTS.map(
    (parent) =>
      `alter table public.${parent} attach partition ${partition(parent, ledgerMonth)}
       for values from ('${ledgerMonth}') to (date '${ledgerMonth}' + interval '1 month');`,
  ).join('\n')
}

type Indexes = { drop: string; create: string }

/** What takes the indexes of a table away and what makes the same ones again. */
async function indexesOf(sql: Sql, table: string): Promise<Indexes> {
  const constraints = await sql<{ name: string; definition: string }[]>`
    select conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where conrelid = ${table}::regclass and contype in ('p', 'u')`
  const others = await sql<{ name: string; definition: string }[]>`
    select x.indexrelid::regclass::text as name, pg_get_indexdef(x.indexrelid) as definition
    from pg_index x where x.indrelid = ${table}::regclass
      and not exists (select 1 from pg_constraint c where c.conindid = x.indexrelid)`
  return {
    drop: [
      ...constraints.map(({ name }) => `alter table ${table} drop constraint ${name};`),
      ...others.map(({ name }) => `drop index ${name};`),
    ].join('\n'),
    create: [
      ...constraints.map(
        ({ name, definition }) => `alter table ${table} add constraint ${name} ${definition};`,
      ),
      ...others.map(({ definition }) => `${definition};`),
    ].join('\n'),
  }
}

/** Six in ten are paid and the others released, three quarters of these because their time ran out. */
async function fill(sql: Sql, month: Month, count: number, movementShare: number): Promise<void> {
  const { ledgerMonth, saleId } = month
  const claims = partition('claims', ledgerMonth)
  const movements = partition('stock_movements', ledgerMonth)
  const indexes = [await indexesOf(sql, claims), await indexesOf(sql, movements)]
  await sql.unsafe(indexes.map(({ drop }) => drop).join('\n')).simple()
  await sql
    .unsafe(
      `insert into ${claims} (ledger_month, request_id, sale_id, item_id, shopper_id, quantity, status,
        expires_at, held_until, position, order_id, released_at, lapsed_at)
      select '${ledgerMonth}', gen_random_uuid(), '${saleId}', i.id, gen_random_uuid(), 1,
        case when n % 10 < 6 then 'paid' else 'released' end, now(), now(), n / ${ITEMS_PER_MONTH} + 1,
        case when n % 10 < 6 then gen_random_uuid() end,
        case when n % 10 >= 6 then now() end, case when n % 10 >= 7 then now() - interval '1 day' end
      from generate_series(0, ${count - 1}) n
      join (select id, position - 1 as no from public.sale_items where sale_id = '${saleId}') i
        on i.no = n % ${ITEMS_PER_MONTH};
      insert into ${movements} (id, ledger_month, sale_id, item_id, claim_id, kind, quantity, cause, caused_by)
      select nextval('public.stock_movements_id_seq'), ledger_month, sale_id, item_id, id, 'claimed', 1, 'claim_stock', shopper_id
      from ${claims} limit ${Math.round(count * movementShare)};
      ${indexes.map(({ create }) => create).join('\n')}`,
    )
    .simple()
}
