import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { newEmail, signInByCode } from './support/code.ts'
import {
  ADA,
  claimOne,
  expectPaid,
  fillContact,
  inBag,
  openBag,
  pay,
  payButton,
  toBag,
} from './support/shopper.ts'
import { expect, test } from './support/test.ts'

const CUPS = { items: [{ name: 'Own cup', stock: 9, priceCents: 7_410, limitPerShopper: 5 }] }
test.setTimeout(120_000)

const orderRows = (page: Page) => page.getByRole('main').getByRole('listitem').filter({ hasText: 'Own cup' })

async function addAddress(page: Page, line1 = ADA.line1): Promise<void> {
  await page.goto('/account/addresses')
  await page.getByRole('button', { name: 'Add an address' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Full name').fill(ADA.name)
  await form.getByLabel('Street and number').fill(line1)
  await form.getByLabel('Postal code').fill(ADA.postalCode)
  await form.getByLabel('City').fill(ADA.city)
  await form.getByLabel('Country').selectOption(ADA.country)
  await form.getByRole('button', { name: 'Save the address' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: line1 })).toBeVisible()
}

test('a guest buys and holds, signs in by code, and has the order and the bag; a second device has the order too', async ({
  page,
  openPhone,
  makeSale,
}) => {
  const sale = await makeSale(CUPS)
  await claimOne(page, sale)
  await toBag(page).click()
  await pay(page)
  await expectPaid(page)
  await page.goto('/orders')
  await expect(orderRows(page)).toHaveCount(1)
  await claimOne(page, sale)

  const email = newEmail()
  await signInByCode(page, email, '/orders')
  await expect(orderRows(page)).toContainText('Paid, being packed')
  await expect(page.getByText('Ordered on another device?')).toBeHidden()
  await openBag(page, sale)
  await expect(inBag(page)).toContainText('Own cup')
  await inBag(page)
    .getByRole('button', { name: /^Give back/ })
    .first()
    .click()
  await expect(inBag(page)).toBeHidden()

  const phone = await openPhone()
  await phone.goto('/orders')
  await expect(phone.getByText('No orders yet')).toBeVisible()
  await signInByCode(phone, email, '/orders')
  await orderRows(phone).getByRole('link').click()
  await expect(phone.getByRole('heading', { name: 'It is yours' })).toBeVisible()
})

test('an order made as a guest with this e-mail is found on another device; with another e-mail it is not', async ({
  page,
  openPhone,
  makeSale,
  sql,
}) => {
  const sale = await makeSale(CUPS)
  await claimOne(page, sale)
  await toBag(page).click()
  await pay(page)
  await expectPaid(page)
  const email = newEmail()
  await sql`update orders set email = ${email} where sale_id = ${sale.id}`
  const stranger = await openPhone()
  await signInByCode(stranger, newEmail(), '/orders')
  await expect(stranger.getByText('No orders yet')).toBeVisible()
  const owner = await openPhone()
  await signInByCode(owner, email, '/orders')
  await expect(orderRows(owner)).toHaveCount(1)
})

test('a kept address is filled in at checkout on every device; the default goes first', async ({
  page,
  openPhone,
  makeSale,
}) => {
  const email = newEmail()
  await signInByCode(page, email)
  await addAddress(page)
  await addAddress(page, 'Second street 2')
  await page.getByRole('button', { name: 'Use first: Second street 2' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Second street 2' })).toContainText('Default')
  await page.getByRole('button', { name: `Remove ${ADA.line1}` }).click()
  await page.getByRole('button', { name: 'Remove for good' }).click()
  await expect(page.getByText(ADA.line1)).toBeHidden()

  const phone = await openPhone()
  await signInByCode(phone, email)
  await claimOne(phone, await makeSale(CUPS))
  await toBag(phone).click()
  await expect(phone.getByLabel('Street and number')).toHaveValue('Second street 2')
  await expect(phone.getByLabel('E-mail')).toHaveValue(email)
  await payButton(phone).click()
  await expectPaid(phone)
})

test('a kept card is listed and removed', async ({ page, makeSale }) => {
  await signInByCode(page, newEmail())
  await claimOne(page, await makeSale(CUPS))
  await toBag(page).click()
  await fillContact(page)
  await page.getByRole('checkbox', { name: 'Keep this card for next time' }).check()
  await payButton(page).click()
  await expectPaid(page)
  await page.goto('/account/cards')
  await expect(page.getByText('Visa ••4242')).toBeVisible()
  await page.getByRole('button', { name: 'Remove Visa ending in 4 2 4 2' }).click()
  await page.getByRole('button', { name: 'Remove for good: Visa ending in 4 2 4 2' }).click()
  await expect(page.getByText('No cards kept')).toBeVisible()
  await page.reload()
  await expect(page.getByText('No cards kept')).toBeVisible()
})

test('the export holds the order; deleting ends everything, here and on the other device', async ({
  page,
  openPhone,
  makeSale,
  sql,
}) => {
  const sale = await makeSale(CUPS)
  const email = newEmail()
  await signInByCode(page, email)
  await claimOne(page, sale)
  await toBag(page).click()
  await pay(page)
  await expectPaid(page)
  await claimOne(page, sale)
  const [order] = await sql`select id, number from orders where sale_id = ${sale.id}`

  await page.goto('/account/data')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download my data' }).click()
  const data = JSON.parse(readFileSync(await (await download).path(), 'utf8'))
  expect(data.orders).toMatchObject([
    { number: order?.number, name: ADA.name, lines: [{ product: 'Own cup' }] },
  ])

  await page.getByLabel('Type your e-mail to confirm').fill('other@shopper.test')
  await page.getByRole('button', { name: 'Delete my account for good' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'not the e-mail' })).toBeVisible()
  await page.getByLabel('Type your e-mail to confirm').fill(email)
  await page.getByRole('button', { name: 'Delete my account for good' }).click()
  await expect(page.getByRole('heading', { name: 'Your account is gone' })).toBeVisible()

  expect(
    await page.evaluate(() =>
      Object.keys(localStorage).filter((key) =>
        /^stampede\.(claims|contact|orders|names|payment|place|help)/.test(key),
      ),
    ),
  ).toEqual([])
  expect(await sql`select 1 from auth.users where email = ${email}`).toEqual([])
  expect(await sql`select status from claims where sale_id = ${sale.id} and status = 'held'`).toEqual([])
  expect(await sql`select name from orders where id = ${order?.id}`).toEqual([{ name: ADA.name }])
  await page.goto('/orders')
  await expect(page.getByText('No orders yet')).toBeVisible()
  const phone = await openPhone()
  await phone.goto('/account')
  await expect(phone).toHaveURL(/\/sign-in/)
})

test('signing out asks while something is held, and leaves nothing on the device', async ({
  page,
  makeSale,
}) => {
  const sale = await makeSale(CUPS)
  await signInByCode(page, newEmail())
  await claimOne(page, sale)
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('You hold 1 unit')
  await dialog.getByRole('button', { name: 'Stay signed in' }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await dialog.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page).toHaveURL(/\/$/)
  const kept = await page.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.startsWith('stampede.contact')),
  )
  expect(kept).toEqual([])
  await page.goto('/account')
  await expect(page).toHaveURL(/\/sign-in/)
})
