import { beforeAll, expect, test } from 'vitest'
import { recordAccount } from './account-people.ts'
import { recordCustomer } from './around-customers.ts'
import { recordInsight } from './around-insight.ts'
import { recordTroubles } from './around-payments.ts'
import { recordPush } from './around-push.ts'
import { recordStore } from './around-stores.ts'
import { claimOne, joinOne, makeSale, settle, sql, startPayment, uuid } from './fixtures.ts'
import { callable, definers, expected, type Role, roles } from './permission-matrix.ts'

const ids = { stranger: uuid(), shopper: '', member: uuid() }
let draft: Awaited<ReturnType<typeof makeSale>>
let tables: string[] = []

beforeAll(async () => {
  const sale = await makeSale()
  const payment = await startPayment(sale)
  await sql`select ask_to_pay(${payment.order.order_id}, ${payment.order.attempt})`
  await settle(payment.intent, payment.total)
  await sql`select ship_order(${payment.order.order_id}, 'DHL', 'PARCEL1', null, null, ${uuid()})`
  const lines = sql.json([{ claim_id: payment.claim.claim_id ?? '', quantity: 0, amount_cents: 100 }])
  await sql`select refund_paid_order(${payment.order.order_id}, ${lines}, 0, false, 'to have one', ${uuid()})`
  ids.shopper = payment.shopper
  await claimOne({ item: sale.itemId, quantity: 9 })
  await joinOne({ item: sale.itemId, shopper: ids.shopper })
  await sql`select link_shoppers(${uuid()}, ${uuid()})`
  await recordCustomer()
  await recordPush(ids.shopper)
  await recordTroubles(payment)
  await recordAccount(ids.shopper, payment.order.order_id)
  await recordInsight(sale.saleId)
  await recordStore(sale.merchantId)
  await sql`select add_help_message(${payment.order.order_id}, ${sale.merchantId}, 'shopper', ${ids.shopper}, 'Hello', ${uuid()}, 9)`
  await sql`select save_canned_answer(${uuid()}, ${sale.merchantId}, 'Hello', 'Hello {name}')`
  await sql`select save_sale_draft(${sale.merchantId}, ${uuid()}, null, '{}')`
  await sql`select pause_sale(${sale.saleId}, 'to have something in the log', ${uuid()})`
  await sql`select invite_member(${sale.merchantId}, 'new@example.com', 'packer')`
  await sql`insert into auth.users (id) values (${ids.stranger}) on conflict do nothing`
  await sql`insert into recovery_codes (user_id, digests) values (${ids.stranger}, '{}')`
  draft = await makeSale({ status: 'draft' })
  for (const merchant of [sale.merchantId, draft.merchantId]) {
    await sql`insert into merchant_members values (${merchant}, ${ids.member}, 'packer')`
  }
  tables = (
    await sql`select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition order by 1`
  ).map((row) => row.relname)
})

/** Runs one statement as the role, on a channel if need be, and rolls it back; the rows it returned, or 'refused'. */
async function as(role: Role, statement: string, topic = ''): Promise<unknown[] | 'refused'> {
  const isUser = role === 'stranger' || role === 'shopper' || role === 'member'
  const claims = isUser ? JSON.stringify({ sub: ids[role], role: 'authenticated' }) : ''
  const connection = await sql.reserve()
  try {
    await connection`begin`
    await connection`select set_config('request.jwt.claims', ${claims}, true), set_config('realtime.topic', ${topic}, true),
      set_config('role', ${isUser ? 'authenticated' : role}, true)`
    return [...(await connection.unsafe(statement))]
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code === '42501') return 'refused'
    // The right was there; the row was not, or it had no month to be filed under.
    if (code === '23502' || code === '23514' || code === 'ST001') return []
    throw error
  } finally {
    await connection`rollback`
    connection.release()
  }
}

async function rightsOf(role: Role, table: string): Promise<string> {
  const rows = await as(role, `select * from public.${table}`)
  const some =
    rows === 'refused'
      ? await as(role, `select id from public.${table} limit 1`).catch(() => 'refused' as const)
      : rows
  const select = rows === 'refused' ? (some === 'refused' ? '' : 'c') : rows.length > 0 ? 'S' : 's'
  const [column] = await sql`select attname from pg_attribute where attrelid = ${`public.${table}`}::regclass
    and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = '' order by attnum limit 1`
  const insert = (await as(role, `insert into public.${table} default values`)) === 'refused' ? '' : 'I'
  const update =
    (await as(role, `update public.${table} set ${column?.attname} = ${column?.attname} where false`)) ===
    'refused'
      ? ''
      : 'U'
  const remove = (await as(role, `delete from public.${table} where false`)) === 'refused' ? '' : 'D'
  return select + insert + update + remove
}

test('every table is in the matrix', () => {
  expect(tables).toEqual(Object.keys(expected).sort())
})

test.each(Object.entries(expected))(
  '%s: every role may do what is written down and nothing else',
  async (table, rights) => {
    const found = await Promise.all(roles.map((role) => rightsOf(role, table)))
    expect(Object.fromEntries(roles.map((role, n) => [role, found[n]]))).toEqual(
      Object.fromEntries(roles.map((role, n) => [role, rights[n]])),
    )
  },
)

test('the months of the ledger are reached through their tables only', async () => {
  const rows = await sql`
    select c.relname, r.role, has_schema_privilege(r.role, 'ledger', 'usage') as usage,
      has_table_privilege(r.role, c.oid, 'select, insert, update, delete, truncate') as rights
    from pg_class c cross join unnest(array['anon', 'authenticated', 'service_role']) r (role)
    where c.relnamespace = 'ledger'::regnamespace and c.relkind = 'r'`
  expect(rows.length).toBeGreaterThanOrEqual(12)
  expect(rows.filter((row) => row.usage || row.rights)).toEqual([])
})

test('row level security is on for every table', async () => {
  const open = await sql`select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'ledger') and c.relkind in ('r', 'p') and not c.relrowsecurity`
  expect(open).toEqual([])
})

test('what an anonymous visitor may not know of an item is refused, column by column', async () => {
  for (const column of ['stock', 'free', 'held', 'sold', 'withdrawn', 'next_position', 'version']) {
    expect(await as('anon', `select ${column} from public.sale_items`)).toBe('refused')
    expect(await as('member', `select ${column} from public.sale_items`)).toBe('refused')
  }
  expect(await as('anon', 'select id, price_cents, limit_per_shopper from public.sale_items')).not.toBe(
    'refused',
  )
})

test("a draft is its merchant's secret: sale, items, products, variants and pictures", async () => {
  const queries = {
    sales: `select 1 from public.sales where id = '${draft.saleId}'`,
    items: `select 1 from public.sale_items where sale_id = '${draft.saleId}'`,
    products: `select 1 from public.products where merchant_id = '${draft.merchantId}'`,
    variants: `select v.id from public.product_variants v join public.sale_items i on i.variant_id = v.id and i.sale_id = '${draft.saleId}'`,
  }
  for (const query of Object.values(queries)) {
    expect(await as('anon', query)).toEqual([])
    expect(await as('stranger', query)).toEqual([])
    expect(await as('member', query)).toHaveLength(1)
  }
})

test('my_sales shows counters to members of the merchant and nothing to others', async () => {
  expect(await as('anon', 'select * from public.my_sales()')).toBe('refused')
  expect(await as('stranger', 'select * from public.my_sales()')).toEqual([])
  const rows = (await as('member', 'select * from public.my_sales()')) as {
    items: Record<string, number>[]
  }[]
  expect(rows).toHaveLength(2)
  expect(rows.flatMap((row) => row.items).find((item) => item.sold === 1)).toMatchObject({
    stock: 10,
    free: 0,
    held: 9,
    paying: 0,
    waiting: 1,
  })
})

test('my_sales of one merchant has none of another one, also for who works for both', async () => {
  const [own] = await sql`select merchant_id from sales where id = ${draft.saleId}`
  const ofOne = (role: Role, merchantId: string) =>
    as(role, `select sale_id, merchant_id from public.my_sales('${merchantId}')`)
  expect(await ofOne('member', own?.merchant_id)).toEqual([
    { sale_id: draft.saleId, merchant_id: own?.merchant_id },
  ])
  expect(await ofOne('stranger', own?.merchant_id)).toEqual([])
})

test('every function is refused to the public, but for those written down', async () => {
  const rows = await sql`
    select p.proname, p.prosecdef, p.proconfig,
      has_function_privilege('anon', p.oid, 'execute') as anon,
      has_function_privilege('authenticated', p.oid, 'execute') as authenticated,
      has_function_privilege('service_role', p.oid, 'execute') as service_role
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' order by 1`
  const names = (filter: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(filter).map((row) => row.proname)
  expect(names((row) => row.anon)).toEqual(callable.anon)
  expect(names((row) => row.authenticated)).toEqual(callable.authenticated)
  expect(names((row) => row.prosecdef)).toEqual(definers)
  expect(names((row) => !row.proconfig?.includes('search_path=""'))).toEqual([])
  expect(names((row) => !row.service_role)).toEqual([])
})

test('the private channel of a merchant is heard by its members only', async () => {
  const topic = `merchant:${draft.merchantId}`
  await sql`select realtime.send(${sql.json({ hello: 1 })}, 'stock', ${topic}, true)`
  const heard = async (role: Role, asked: string) => {
    const rows = await as(role, `select id from realtime.messages where topic = '${asked}'`, asked)
    return rows === 'refused' ? 'refused' : rows.length
  }
  expect(await heard('member', topic)).toBe(1)
  expect(await heard('member', `merchant:${uuid()}`)).toBe(0)
  expect(await heard('stranger', topic)).toBe(0)
  expect(await heard('shopper', topic)).toBe(0)
  expect(await heard('anon', topic)).toBe(0)
})
