import type { Page } from '@playwright/test'
import { openDesk, paidOrder } from './support/desk.ts'
import { expectNoFindings } from './support/looks.ts'
import { expect, test } from './support/test.ts'

const WIDTHS = [
  { width: 320, colorScheme: 'light' },
  { width: 412, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const

/** Nothing for axe to find and nothing to scroll sideways, on the smallest phone, in the dark and on a desk. */
async function expectSound(page: Page, what: string): Promise<void> {
  for (const { width, colorScheme } of WIDTHS) {
    await page.setViewportSize({ width, height: 800 })
    // Without motion, or colours are looked at on their way from one scheme to the other.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect([what, width, wide]).toEqual([what, width, width])
    await expectNoFindings(page, { what: `${what}, ${width}` })
  }
}

const LONG = { name: 'A cup with a long name that has to wrap somewhere', stock: 9, limitPerShopper: 5 }

test('the list of orders is sound on every screen, with some chosen, shipped together or none found', async ({
  page,
  sql,
  makeSale,
}) => {
  test.setTimeout(120_000)
  const sale = await makeSale({ items: [LONG] })
  const order = await paidOrder(sql, sale, { quantity: 2 })
  await openDesk(page, `/dashboard/orders?sale=${sale.id}&from=2026-01-01`)
  await page.getByText('Ship by file').click()
  await page.getByLabel(`Choose order ${order.number}`).check()
  await expectSound(page, 'list')
  await page.getByRole('button', { name: 'Ship 1', exact: true }).click()
  await expectSound(page, 'ship many')
  await page.goto('/dashboard/orders?q=nobody-is-called-this')
  await expect(page.getByText('No order is like that.')).toBeVisible()
  await expectSound(page, 'nothing found')
})

test('the page of an order is sound on every screen, and what is asked on it', async ({
  page,
  sql,
  makeSale,
}) => {
  test.setTimeout(180_000)
  const order = await paidOrder(sql, await makeSale({ items: [LONG] }), { quantity: 2 })
  await openDesk(page, `/dashboard/orders/${order.id}`)
  for (const button of ['Ship 2 units', 'Refund', 'Cancel order']) {
    await page.getByRole('button', { name: button, exact: true }).click()
    await expectSound(page, button)
    await page.keyboard.press('Escape')
  }
  await sql`select ship_order(${order.id}, 'DHL', 'JD00014600', 'https://www.dhl.com/JD00014600', null, gen_random_uuid())`
  await page.reload()
  await expectSound(page, 'order')
  await page.getByRole('button', { name: 'It came back' }).click()
  await expectSound(page, 'return')
})

test('packing slips are sound on every screen', async ({ page, sql, makeSale }) => {
  test.setTimeout(120_000)
  const sale = await makeSale({ items: [LONG] })
  const [order, other] = [await paidOrder(sql, sale, { quantity: 2 }), await paidOrder(sql, sale)]
  await openDesk(page, `/dashboard/orders/packing-slips?ids=${order.id},${other.id}`)
  await expectSound(page, 'packing slips')
})

test('a packing slip is one page an order when it is printed', async ({ page, sql, makeSale }) => {
  const sale = await makeSale({ items: [{ name: 'Printed cup', stock: 9 }] })
  const orders = [await paidOrder(sql, sale), await paidOrder(sql, sale), await paidOrder(sql, sale)]
  await openDesk(page, `/dashboard/orders/packing-slips?ids=${orders.map((order) => order.id).join(',')}`)
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(3)
})

test('an order is shipped with the keyboard alone', async ({ page, sql, makeSale }) => {
  const sale = await makeSale({ items: [{ name: 'Keyed cup', stock: 9 }] })
  const order = await paidOrder(sql, sale)
  await openDesk(page, `/dashboard/orders/${order.id}`)
  await page.getByRole('button', { name: 'Ship 1 unit' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Keyed cup, One size')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.type('Bike courier')
  await page.keyboard.press('Enter')
  await expect(page.getByText('On its way')).toBeVisible()
})
