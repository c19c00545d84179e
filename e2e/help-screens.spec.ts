import type { Page } from '@playwright/test'
import type { Sql } from 'postgres'
import { buyOne, messages, signInAsMerchant, write, writeTo } from './support/help.ts'
import { expectNoFindings, widest } from './support/looks.ts'
import { expect, test } from './support/test.ts'

/** The rows of threads that other tests have left. */
const OTHER_ROWS = 'main li:nth-of-type(n + 4)'
const ENDLESS = 'Überlangernamedernirgendsumbricht'.repeat(6)

async function expectGoodLooks(page: Page, repeats?: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expectNoFindings(page, { what: colorScheme, ...(repeats && { repeats }) })
  }
  await page.setViewportSize({ width: 320, height: 640 })
  await expect.poll(() => widest(page), { message: 'what is wider than the screen' }).toEqual([])
}

test('help of an order, empty, written, kept: nothing axe finds, nothing wider than 320 px', async ({
  page,
  context,
  makeSale,
  allowConsole,
}) => {
  allowConsole(/ERR_INTERNET_DISCONNECTED|Failed to fetch|WebSocket/)
  const orderId = await buyOne(page, makeSale)
  await page.goto(`/orders/${orderId}/help`)
  await expect(page.getByText('What is it about?', { exact: false })).toBeVisible()
  await expectNoFindings(page)
  await write(page, `Hello ${ENDLESS}`)
  await expect(messages(page).first()).toContainText('Sent')
  await context.setOffline(true)
  await write(page, 'From the tunnel')
  await expect(messages(page).last()).toContainText('Kept on this device')
  await expectGoodLooks(page)
})

/** An order of somebody whose name has no place to break, who writes like that, too. */
async function askEndlessly(phone: Page, makeSale: Parameters<typeof buyOne>[1], sql: Sql): Promise<string> {
  const orderId = await buyOne(phone, makeSale)
  await sql`update orders set name = ${ENDLESS.slice(0, 120)} where id = ${orderId}`
  await phone.goto(`/orders/${orderId}/help`)
  await write(phone, ENDLESS)
  await expect(messages(phone).first()).toContainText('Sent')
  return orderId
}

test('a thread and its canned answers: nothing axe finds, nothing wider than 320 px', async ({
  page,
  openPhone,
  makeSale,
  sql,
}) => {
  const orderId = await askEndlessly(await openPhone(), makeSale, sql)
  await signInAsMerchant(page, `/dashboard/help/${orderId}`)
  await expect(messages(page)).toHaveCount(1)
  await expectGoodLooks(page)
  await page.getByRole('button', { name: 'Canned answers' }).click()
  await expectNoFindings(page)
  await page.getByRole('button', { name: 'Write a new one' }).click()
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeVisible()
  await expectNoFindings(page)
  expect(await widest(page)).toEqual([])
})

test('the list of threads: nothing axe finds, nothing wider than 320 px', async ({
  page,
  openPhone,
  makeSale,
  sql,
}) => {
  await askEndlessly(await openPhone(), makeSale, sql)
  await signInAsMerchant(page, '/dashboard/help')
  await expect(page.getByRole('heading', { name: 'Help' })).toBeVisible()
  await expectGoodLooks(page, OTHER_ROWS)
})

test('a message that is too long, or one too many, says so and is not lost', async ({
  page,
  makeSale,
  sql,
}) => {
  const orderId = await buyOne(page, makeSale)
  await page.goto(`/orders/${orderId}/help`)
  await writeTo(page).fill('x'.repeat(4_001))
  await expect(page.getByText('Too long by 1:', { exact: false })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(messages(page)).toHaveCount(0)
  await write(page, 'The first')
  await expect(messages(page).first()).toContainText('Sent')
  await sql`insert into help_messages (order_id, author, author_id, body, request_id)
    select order_id, author, author_id, 'More', gen_random_uuid() from help_messages, generate_series(1, 19)
    where order_id = ${orderId}`
  await write(page, 'One too many')
  const refused = messages(page).filter({ hasText: 'One too many' })
  await expect(refused).toContainText('as many messages as one hour takes')
  await page.reload()
  await refused.getByRole('button', { name: 'Change it' }).click()
  await expect(writeTo(page)).toHaveValue('One too many')
})

test('by keyboard alone: from the order to the thread, a message sent, and back', async ({
  page,
  makeSale,
}) => {
  const orderId = await buyOne(page, makeSale)
  await page.getByRole('link', { name: 'Ask for help' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/help$/)
  await writeTo(page).focus()
  await page.keyboard.type('No hand free')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(messages(page).first()).toContainText('No hand free')
  await expect(writeTo(page)).toBeFocused()
  await page.getByRole('link', { name: 'Back to the order' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/orders/${orderId}$`))
})
