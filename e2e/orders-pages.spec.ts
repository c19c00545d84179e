import { claimOne, expectPaid, pay, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

test('somebody with many orders turns their pages: each order is met once, and there is a way back', async ({
  page,
  makeSale,
  sql,
}) => {
  const sale = await makeSale({ items: [{ name: 'Many cup', stock: 3 }] })
  await claimOne(page, sale)
  await toBag(page).click()
  await pay(page)
  await expectPaid(page)
  // Cancelled and without a line: no money and no stock hangs on them, and nothing that the books would add up.
  await sql`
    insert into orders (number, sale_id, merchant_id, shopper_id, status, currency, items_cents, shipping_cents, email, name,
      address, created_at)
    select new_order_number(), sale_id, merchant_id, shopper_id, 'cancelled', currency, 0, 0, email, name, address,
      created_at - n * interval '1 hour'
    from orders, generate_series(1, 44) n where sale_id = ${sale.id}`
  const made = await sql<{ number: string }[]>`
    select number from orders where sale_id = ${sale.id} order by created_at desc`
  expect(made).toHaveLength(45)

  await page.goto('/orders')
  const rows = page.getByRole('main').getByRole('listitem')
  const pages = page.getByRole('navigation', { name: 'Pages' })
  const seen: string[] = []
  for (const count of [20, 20, 5]) {
    await expect(rows).toHaveCount(count)
    const hrefs = await rows
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
    seen.push(...hrefs.map(String))
    if (count === 20) {
      const before = page.url()
      await pages.getByRole('link', { name: 'Older orders' }).click()
      await expect(page).not.toHaveURL(before)
      await expect(rows.first().getByRole('link')).not.toHaveAttribute('href', String(hrefs[0]))
    }
  }
  const ids = await sql<
    { id: string }[]
  >`select id from orders where sale_id = ${sale.id} order by created_at desc`
  expect(seen).toEqual(ids.map(({ id }) => `/orders/${id}`))
  await expect(pages.getByRole('link', { name: 'Older orders' })).toHaveCount(0)
  await pages.getByRole('link', { name: 'Newest orders' }).click()
  await expect(rows).toHaveCount(20)
  await expect(rows.first()).toContainText('Paid')
})
