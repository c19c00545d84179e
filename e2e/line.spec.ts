import type { Page } from '@playwright/test'
import { stockOf, type TestSale } from './support/sale.ts'
import { claimButton, claimOne, expectPaid, inBag, openBag, openSale, pay, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

const NO_NETWORK = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket/

const tellMe = (page: Page) => page.getByRole('button', { name: 'All held: tell me if one comes back' })
const leaveButton = (page: Page) => page.getByRole('button', { name: /^Leave the line for/ })

/** Gets in line for the only item of a sale, whose units others hold. */
async function waitInLine(page: Page, sale: TestSale): Promise<void> {
  await openSale(page, sale)
  await tellMe(page).click()
  await expect(leaveButton(page)).toBeVisible()
}

async function giveBack(page: Page, sale: TestSale): Promise<void> {
  await openBag(page, sale)
  await page.getByRole('button', { name: /^Give back/ }).click()
  await expect(page.getByRole('heading', { name: 'Nothing in here' })).toBeVisible()
}

const oneUnit = (name: string) => ({ items: [{ name, stock: 1, limitPerShopper: 1 }] })

test('who waits gets what is given back without touching anything, and pays for it', async ({
  page,
  openPhone,
  makeSale,
  sql,
}) => {
  const sale = await makeSale(oneUnit('Patient cup'))
  const holder = await openPhone()
  await claimOne(holder, sale)
  await waitInLine(page, sale)
  await expect(page.getByText('You are next in line')).toBeVisible()

  const later = await openPhone()
  await waitInLine(later, sale)
  await expect(later.getByText('At most 1 ahead of you')).toBeVisible()

  await giveBack(holder, sale)
  await expect(toBag(page)).toBeVisible()
  await expect(
    page.getByRole('status').filter({ hasText: 'One came back: it is yours. Pay before' }),
  ).toBeVisible()
  await expect(page).toHaveTitle(/^Yours until \d\d:\d\d · /)
  await expect(later.getByText('You are next in line')).toBeVisible()
  await expect(later.getByRole('button', { name: /^Claim/ })).toBeHidden()

  await toBag(page).click()
  await expect(inBag(page).getByRole('heading', { name: 'Patient cup' })).toBeVisible()
  await expect(page.getByText('Patient cup: one came back: it is yours.')).toBeVisible()
  await pay(page)
  await expectPaid(page)
  expect(await stockOf(sql, sale.items[0]?.id ?? '')).toEqual({ free: 0, held: 0, sold: 1 })
})

test('an offer nobody pays goes to the next in line, and both are told', async ({
  page,
  openPhone,
  makeSale,
  sql,
}) => {
  const sale = await makeSale(oneUnit('Slow cup'))
  await sql`update sales set offer_seconds = 6 where id = ${sale.id}`
  const [holder, next] = [await openPhone(), await openPhone()]
  await claimOne(holder, sale)
  await waitInLine(page, sale)
  await waitInLine(next, sale)
  await giveBack(holder, sale)
  await expect(toBag(page)).toBeVisible()
  await expect(toBag(page)).toBeHidden({ timeout: 15_000 })
  await expect(page.getByText(/^Your time ran out.* it was passed on\. You can wait again\.$/)).toBeVisible()
  await expect(toBag(next)).toBeVisible()
  await tellMe(page).click()
  await expect(page.getByText('You are next in line')).toBeVisible()
})

test('a place in line survives a reload, a second tab and the way to another page, and is given up on request', async ({
  page,
  context,
  openPhone,
  makeSale,
}) => {
  const sale = await makeSale({
    items: [
      { name: 'Other cup', stock: 5 },
      { name: 'Kept cup', stock: 1, limitPerShopper: 1 },
    ],
  })
  const holder = await openPhone()
  await openSale(holder, sale)
  await holder.getByRole('radio', { name: /Kept cup/ }).check({ force: true })
  await claimButton(holder).click()
  await expect(toBag(holder)).toBeVisible()

  await openSale(page, sale)
  await page.getByRole('radio', { name: /Kept cup/ }).check({ force: true })
  await tellMe(page).click()
  await expect(page.getByText('You are next in line')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Kept cup: All held, you are in line' })).toBeChecked()
  await expect(page.getByText('You are next in line')).toBeVisible()

  const tab = await context.newPage()
  await openBag(tab, sale)
  await expect(tab.getByText('Kept cup: you are next in line')).toBeVisible()

  await leaveButton(page).click()
  await page.getByRole('button', { name: 'Stay' }).click()
  await expect(page.getByText('You are next in line')).toBeVisible()
  await leaveButton(page).click()
  await page.getByRole('button', { name: 'Leave the line', exact: true }).click()
  await expect(tellMe(page)).toBeVisible()
  await expect(tab.getByText('Kept cup: you are next in line')).toBeHidden()
})

test('a tap on "tell me" with no network is kept, survives a reload and is one place', async ({
  page,
  context,
  openPhone,
  makeSale,
  allowConsole,
  sql,
}) => {
  allowConsole(NO_NETWORK)
  const sale = await makeSale(oneUnit('Tunnel cup'))
  await claimOne(await openPhone(), sale)
  await openSale(page, sale)
  // Only the tap cannot get out, so that the reload happens before it could.
  await context.route('**/api/waits', (route) => route.abort('internetdisconnected'))
  await tellMe(page).click()
  await expect(page.getByText('Your tap is kept and sent when you are back online')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Your tap is kept and sent when you are back online')).toBeVisible()
  expect(await sql`select 1 from waits where sale_id = ${sale.id}`).toHaveLength(0)
  await context.unroute('**/api/waits')
  await expect(page.getByText('You are next in line')).toBeVisible()
  expect(await sql`select 1 from waits where sale_id = ${sale.id}`).toHaveLength(1)
})

test('fewer than asked for is said, and the line is joined with the keyboard alone', async ({
  page,
  openPhone,
  makeSale,
}) => {
  const sale = await makeSale({ items: [{ name: 'Pair of cups', stock: 1, limitPerShopper: 2 }] })
  const holder = await openPhone()
  await claimOne(holder, sale)
  await openSale(page, sale)
  await page.getByRole('button', { name: 'One more' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'All held: tell me if some come back' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(leaveButton(page)).toBeFocused()

  await giveBack(holder, sale)
  await expect(page.getByText('1 of 2 came back: it is yours.')).toBeVisible()
  await expect(toBag(page)).toBeFocused()
})

test('who lets too many claims run out is told from when on they can hold again', async ({
  page,
  makeSale,
  allowConsole,
  sql,
}) => {
  allowConsole(/status of 403/)
  const sale = await makeSale(oneUnit('Forgotten cup'))
  await sql`update sales set lapses_forgiven = 0, lapse_window_seconds = 8 where id = ${sale.id}`
  await sql`update sales set hold_seconds = 2 where id = ${sale.id}`
  await claimOne(page, sale)
  await expect(claimButton(page)).toBeVisible()
  await claimButton(page).click()
  await expect(page.getByText(/ran out unpaid\. You can hold again at \d\d:\d\d\.$/)).toBeVisible()
  await expect(page.getByRole('button', { name: /^Again in/ })).toBeDisabled()
  await expect(claimButton(page)).toBeEnabled({ timeout: 15_000 })
  await expect(page.getByText('ran out unpaid')).toBeHidden()
})
