import { openDesk, requireGuarded } from './support/desk.ts'
import { expectNoFindings } from './support/looks.ts'
import { claimOne, expectPaid, pay, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

test('the merchant sees the balance, a gap with a button, stuck work and a dispute, and mends them', async ({
  page,
  openPhone,
  makeSale,
  sql,
}, { project }) => {
  const sale = await makeSale({ items: [{ name: 'Mended cup', stock: 5 }] })
  const phone = await openPhone()
  await claimOne(phone, sale)
  await toBag(phone).click()
  await pay(phone)
  await expectPaid(phone)
  const [order] =
    await sql`select id, number, payment_intent_id as intent from orders where sale_id = ${sale.id}`
  await sql`select note_refund(null, 'test', ${order?.intent}, ${`re_${order?.id}`}, 500, null, 'failed', 'The card is closed.')`
  await sql`select record_dispute(null, 'test', ${order?.intent}, ${`du_${order?.id}`}, 'needs_response', 'fraudulent', 500, now())`
  await sql`select record_dispute(null, 'test', ${order?.intent}, ${`du_${order?.id}`}, 'won', 'fraudulent', 500, now())`
  const [work] = await sql`
    insert into outbox (kind, payload, parked_at, attempts, last_error)
    values ('look_up_payment', ${sql.json({ order_id: order?.id, payment_intent_id: order?.intent })}, now(), 10, 'Stripe did not answer.')
    returning id`

  await openDesk(page, '/dashboard/money', await requireGuarded(page, sql, 'owner'))
  const gap = page.getByRole('listitem').filter({ hasText: order?.number })
  await expect(gap).toContainText('A refund failed')
  const stuck = page
    .getByRole('region', { name: /Work that is stuck/ })
    .getByRole('listitem')
    .filter({ hasText: 'Stripe did not answer.' })
    .first()
  await expect(page.getByText('Dispute won').first()).toBeVisible()
  if (process.env.SHOTS)
    await page.screenshot({ path: `${process.env.SHOTS}/money-${project.name}.png`, fullPage: true })
  await expectNoFindings(page)
  const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(width).toBeLessThanOrEqual(0)

  await stuck.getByRole('button', { name: 'Try again' }).click()
  await expect
    .poll(async () => (await sql`select done_at from outbox where id = ${work?.id}`)[0]?.done_at)
    .not.toBeNull()
  await gap.getByRole('button', { name: 'Refund now' }).click()
  await expect
    .poll(
      async () =>
        (
          await sql`select sum(amount_cents)::int as cents from money_entries where order_id = ${order?.id} and kind = 'refunded'`
        )[0]?.cents,
    )
    .toBe(500)
  await page.reload()
  await expect(page.getByRole('listitem').filter({ hasText: order?.number })).toHaveCount(0)
  const log =
    await sql`select gap, repair, repaired_by is not null as is_named from money_repairs where order_id = ${order?.id} order by id`
  expect(log).toEqual([
    { gap: 'parked: look_up_payment', repair: 'retry', is_named: true },
    { gap: 'refund failed', repair: 'refund', is_named: true },
  ])
})
