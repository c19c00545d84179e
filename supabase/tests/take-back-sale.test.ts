import { expect, test } from 'vitest'
import { claimOne, makeSale, sql, type TestSale, uuid } from './fixtures.ts'
import { asRole, logOf } from './moves.ts'

type On = typeof sql

/** A sale of a store with an owner, opening in so many minutes; its picture is one that was there before uploads. */
async function makeUpcoming(minutes = 60, role = 'owner') {
  const sale = await makeSale({ stock: 5, opensIn: minutes * 60, closesIn: minutes * 60 + 3600 })
  const user = uuid()
  await sql`insert into merchant_members (merchant_id, user_id, role) values (${sale.merchantId}, ${user}, ${role})`
  await sql`update sales set hero_url = '/demo/hero.svg', hero_alt = 'A kiln', category = 'ceramics', returns_note = 'Thirty days.', hold_seconds = 300
    where id = ${sale.saleId}`
  return { sale, user }
}

const takeBack = (user: string, sale: TestSale, id: string, reason = 'Too early') =>
  asRole('authenticated', user, async (on: On) =>
    String((await on`select take_back_sale(${sale.saleId}, ${id}, ${reason}) as outcome`)[0]?.outcome),
  )
const remind = async (sale: string, user = uuid()) => {
  await sql`insert into auth.users (id, email) values (${user}, ${`${user}@example.com`})`
  await sql`insert into reminders (sale_id, user_id) values (${sale}, ${user})`
  return user
}
const slugOf = async (id: string) => (await sql`select slug, status from sales where id = ${id}`)[0]

test('a sale that has not opened is a draft again: shoppers see nothing of it, and its reminders go with what is scheduled next', async () => {
  const { sale, user } = await makeUpcoming()
  const [before] = await sql`select slug, title, opens_at from sales where id = ${sale.saleId}`
  const person = await remind(sale.saleId)
  const count = (who: string) =>
    asRole('authenticated', who, async (on: On) =>
      String((await on`select count_reminders(${sale.saleId}) as n`)[0]?.n),
    )
  expect(await count(user)).toBe('1')
  expect(await count(uuid())).toBe('null')
  const id = uuid()
  expect(await Promise.all([takeBack(user, sale, id), takeBack(user, sale, id)])).toEqual(
    expect.arrayContaining(['taken_back', 'repeated']),
  )
  expect(await slugOf(sale.saleId)).toEqual({ slug: `taken-back-${sale.saleId}`, status: 'draft' })
  const seen = async (role: 'anon' | 'authenticated', who: string | null, question: string) =>
    asRole(role, who, async (on: On) => String((await on.unsafe(question))[0]?.n))
  expect(await seen('anon', null, `select count(*) as n from sales where id = '${sale.saleId}'`)).toBe('0')
  expect(
    await seen(
      'authenticated',
      user,
      `select count(*) as n from my_sales() where sale_id = '${sale.saleId}'`,
    ),
  ).toBe('0')
  expect(await logOf(sale)).toMatchObject([
    { move: 'take_back', reason: 'Too early', moved_by: user, detail: { reminders: 1 } },
  ])
  const [draft] =
    await sql`select content, version::int, sale_id, taken_back_from from sale_drafts where id = ${id}`
  expect(draft).toMatchObject({
    sale_id: null,
    taken_back_from: sale.saleId,
    content: { title: before?.title, opensAt: before?.opens_at.toISOString(), items: [{ stock: 5 }] },
  })
  const again = await asRole('authenticated', user, async (on: On) => {
    const [row] = await on`select outcome, sale_id, gaps from schedule_sale(${id}, ${draft?.version})`
    return JSON.stringify(row)
  })
  const scheduled = JSON.parse(again)
  expect(scheduled).toMatchObject({ outcome: 'scheduled', gaps: [] })
  expect(scheduled.sale_id).not.toBe(sale.saleId)
  expect(await sql`select user_id from reminders where sale_id = ${scheduled.sale_id}`).toEqual([
    { user_id: person },
  ])
  expect(await sql`select 1 from audit_stock(${sale.saleId})`).toHaveLength(0)
  expect(await sql`select 1 from audit_stock(${scheduled.sale_id})`).toHaveLength(0)
})

test('what was promised stays: no sale is taken back that has opened, opens at once, or that anybody has claimed of', async () => {
  const open = await makeUpcoming()
  await sql`update sales set opens_at = now() - interval '1 minute' where id = ${open.sale.saleId}`
  expect(await takeBack(open.user, open.sale, uuid())).toBe('opened')
  const soon = await makeUpcoming(14)
  expect(await takeBack(soon.user, soon.sale, uuid())).toBe('too_late')
  // It was open, somebody had something, and its opening was moved by hand.
  const claimed = await makeUpcoming()
  await sql`update sales set opens_at = now() - interval '1 minute' where id = ${claimed.sale.saleId}`
  expect((await claimOne({ item: claimed.sale.itemId })).outcome).toBe('claimed')
  await sql`update sales set opens_at = now() + interval '1 hour' where id = ${claimed.sale.saleId}`
  expect(await takeBack(claimed.user, claimed.sale, uuid())).toBe('claimed')
  for (const { sale } of [open, soon, claimed]) {
    expect(await slugOf(sale.saleId)).toMatchObject({ status: 'scheduled' })
    expect(await logOf(sale)).toEqual([])
  }
})

test('only who runs and builds sales takes one back, and says why', async () => {
  const { sale, user } = await makeUpcoming(60, 'manager')
  const packer = uuid()
  await sql`insert into merchant_members (merchant_id, user_id, role) values (${sale.merchantId}, ${packer}, 'packer')`
  expect(await takeBack(packer, sale, uuid())).toBe('not_allowed')
  expect(await takeBack(uuid(), sale, uuid())).toBe('not_allowed')
  expect(await takeBack(user, sale, uuid(), ' ')).toBe('invalid')
  const theirs = (await makeUpcoming()).sale
  const id = uuid()
  await sql`insert into sale_drafts (id, merchant_id, content) values (${id}, ${theirs.merchantId}, '{}')`
  expect(await takeBack(user, sale, id)).toBe('invalid')
  expect(await takeBack(user, sale, uuid())).toBe('taken_back')
})

test('a draft that is thrown away forgets who waited for its sale', async () => {
  const { sale, user } = await makeUpcoming()
  await remind(sale.saleId)
  const id = uuid()
  expect(await takeBack(user, sale, id)).toBe('taken_back')
  expect(await sql`select 1 from reminders where sale_id = ${sale.saleId}`).toHaveLength(1)
  const remove = await asRole('authenticated', user, async (on: On) =>
    String((await on`select remove_sale_draft(${sale.merchantId}, ${id}) as outcome`)[0]?.outcome),
  )
  expect(remove).toBe('removed')
  expect(await sql`select 1 from reminders where sale_id = ${sale.saleId}`).toHaveLength(0)
})
