import type { Sql } from 'postgres'
import { expectSound, speak } from './support/looks.ts'
import { claimOne, expectPaid, openBag, pay, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

/** Nobody is called up until the bucket is filled again. It is everybody's, so these run one after the other. */
test.describe.configure({ mode: 'serial' })

const emptyBucket = (sql: Sql) => sql`
  update stripe_buckets set tokens = 0, per_second = 0.001, filled_at = clock_timestamp() where kind = 'payments'`
const fillBucket = (sql: Sql) => sql`
  update stripe_buckets set tokens = burst, per_second = 25, filled_at = clock_timestamp() where kind = 'payments'`

test.afterEach(({ sql }) => fillBucket(sql))

test('more pay than Stripe takes: the phone shows its place and no clock, a reload keeps the place, then it is paid', async ({
  page,
  makeSale,
  sql,
}, { project }) => {
  test.setTimeout(120_000)
  const sale = await makeSale({ items: [{ name: 'Queued cup', stock: 5 }] })
  await claimOne(page, sale)
  await toBag(page).click()
  await emptyBucket(sql)
  await pay(page)
  const place = page.getByRole('region', { name: /Your place in line to pay/ })
  await expect(place).toContainText('1')
  await expect(place).toContainText('no clock runs')
  await expect(page.getByText('Locked for you', { exact: true })).toBeVisible()
  await expect(page.getByText('Time left to pay')).toHaveCount(0)
  await expect(page.getByText(/^Number 1 in line to pay/)).toBeVisible()
  await expect(page.getByRole('banner')).toContainText('paying')
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/queue-${project.name}.png` })

  for (const language of ['de', 'ar', 'en'] as const) {
    await speak(page, language)
    await expectSound(page, `in line to pay, ${language}`)
  }
  await page.reload()
  await expect(place).toContainText('no clock runs')
  await expect(page.getByText('A payment is under way')).toHaveCount(0)
  if (process.env.SHOTS)
    await page.screenshot({ path: `${process.env.SHOTS}/queue-reload-${project.name}.png` })
  const [claim] = await sql`select status from claims where sale_id = ${sale.id}`
  expect(claim?.status).toBe('paying')
  await fillBucket(sql)
  await expectPaid(page)
  const [count] = await sql`select count(*)::int as orders from orders where sale_id = ${sale.id}`
  expect(count?.orders).toBe(1)
})

test('who leaves the line gets the bag back, with words that say so, and can pay again', async ({
  page,
  makeSale,
  sql,
}) => {
  const sale = await makeSale({ items: [{ name: 'Left cup', stock: 5 }] })
  await claimOne(page, sale)
  await toBag(page).click()
  await emptyBucket(sql)
  await pay(page)
  await expect(page.getByText('Locked for you', { exact: true })).toBeVisible()
  await page.goto('/')
  await sql`update payment_queue set seen_at = clock_timestamp() - interval '1 hour' where started_at is null`
  await expect
    .poll(async () => (await sql`select status from claims where sale_id = ${sale.id}`)[0]?.status)
    .toBe('held')
  await fillBucket(sql)
  await openBag(page, sale)
  await expect(page.getByText('You left the line to pay')).toBeVisible()
  await pay(page)
  await expectPaid(page)
})
