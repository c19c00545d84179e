import type { Page } from '@playwright/test'
import { signInShopper } from './support/account.ts'
import { disagreements } from './support/sale.ts'
import { chooseBankAnswer, claimOne, expectPaid, fillContact, payButton, toBag } from './support/shopper.ts'
import { expect, requireEnv, test } from './support/test.ts'

const ONE_CUP = { items: [{ name: 'Kept cup', stock: 5, priceCents: 7_410 }] }
const keepBox = (page: Page) => page.getByRole('checkbox', { name: 'Keep this card for next time' })
const savedCard = (page: Page) => page.getByRole('radio', { name: /^Visa ending in 4 2 4 2/ })

test('a kept card is the first choice next time, and one tap pays', async ({
  page,
  context,
  makeSale,
  sql,
}) => {
  await signInShopper(context, requireEnv('E2E_SHOP_URL'))
  const first = await makeSale(ONE_CUP)
  await claimOne(page, first)
  await toBag(page).click()
  await fillContact(page)
  await expect(keepBox(page)).not.toBeChecked()
  await keepBox(page).check()
  await payButton(page).click()
  await expectPaid(page)

  const second = await makeSale(ONE_CUP)
  await claimOne(page, second)
  await toBag(page).click()
  await expect(payButton(page)).toHaveText('Pay €79 with Visa ••4242')
  await expect(savedCard(page)).toBeChecked()
  await expect(keepBox(page)).toBeHidden()
  await payButton(page).click()
  await expectPaid(page)
  const orders = await sql`select status from orders where sale_id = ${second.id}`
  expect(orders.map(({ status }) => status)).toEqual(['paid'])
  expect(await disagreements(sql, second.id)).toEqual([])
})

test('another way to pay can be chosen instead, and the kept card can be removed', async ({
  page,
  context,
  makeSale,
}) => {
  await signInShopper(context, requireEnv('E2E_SHOP_URL'))
  await claimOne(page, await makeSale(ONE_CUP))
  await toBag(page).click()
  await fillContact(page)
  await keepBox(page).check()
  await payButton(page).click()
  await expectPaid(page)

  await claimOne(page, await makeSale(ONE_CUP))
  await toBag(page).click()
  await expect(savedCard(page)).toBeChecked()
  await chooseBankAnswer(page, 'Succeeds')
  await expect(payButton(page)).toHaveText('Pay €79')
  await page.getByRole('button', { name: 'Remove Visa ending in 4 2 4 2' }).click()
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(savedCard(page)).toBeVisible()
  await page.getByRole('button', { name: 'Remove Visa ending in 4 2 4 2' }).click()
  await page.getByRole('button', { name: 'Remove for good: Visa ending in 4 2 4 2' }).click()
  await expect(savedCard(page)).toBeHidden()
  await page.reload()
  await expect(page.getByRole('radio', { name: /^Succeeds/ })).toBeChecked()
  await payButton(page).click()
  await expectPaid(page)
})

test('nobody pays by a card they have not seen: the button waits for the ways to pay, and does without them in the end', async ({
  page,
  makeSale,
  allowConsole,
}) => {
  allowConsole(/status of 503/)
  let answer = () => {}
  const asked = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/api/me/ways-to-pay', async (route) => {
    await asked
    await route.fulfill({ status: 503, body: '' })
  })
  await claimOne(page, await makeSale(ONE_CUP))
  await toBag(page).click()
  await fillContact(page)
  const waiting = page.getByRole('button', { name: 'Getting your ways to pay…' })
  await expect(waiting).toBeDisabled()
  answer()
  await payButton(page).click()
  await expectPaid(page)
})

test('a guest is never asked to keep a card', async ({ page, makeSale, sql }) => {
  const sale = await makeSale(ONE_CUP)
  await claimOne(page, sale)
  await toBag(page).click()
  await expect(page.getByRole('radio', { name: /^Succeeds/ })).toBeVisible()
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await fillContact(page)
  await payButton(page).click()
  await expectPaid(page)
  const rows = await sql`
    select 1 from stripe_customers c join orders o on o.shopper_id = c.shopper_id where o.sale_id = ${sale.id}`
  expect(rows).toEqual([])
})
