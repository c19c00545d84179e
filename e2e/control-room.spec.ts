import type { Page } from '@playwright/test'
import { openDesk, requireMember } from './support/desk.ts'
import { expectNoFindings } from './support/looks.ts'
import { disagreements } from './support/sale.ts'
import { claimButton, claimOne, expectPaid, openSale, pay, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

const SCREENS = [
  { width: 320, height: 800, colorScheme: 'light' },
  { width: 412, height: 900, colorScheme: 'dark' },
  { width: 1600, height: 1000, colorScheme: 'light' },
  { width: 1600, height: 1000, colorScheme: 'dark' },
] as const

const figure = (page: Page, label: string) =>
  page.getByRole('region', { name: 'Right now' }).locator('div').filter({ hasText: label }).last()

async function move(page: Page, button: string, confirm: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: button }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Reason').fill(reason)
  await dialog.getByRole('button', { name: confirm }).click()
  await expect(dialog).toBeHidden()
}

async function expectSound(page: Page, what: string, project: string): Promise<void> {
  for (const { width, height, colorScheme } of SCREENS) {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    if (process.env.SHOTS)
      await page.screenshot({
        path: `${process.env.SHOTS}/${what}-${width}-${colorScheme}-${project}.png`,
        fullPage: true,
      })
    expect([what, width, wide]).toEqual([what, width, width])
    await expectNoFindings(page)
  }
}

test('a live sale is driven from the control room while three phones buy', async ({
  page,
  openPhone,
  makeSale,
  sql,
  allowConsole,
}, { project }) => {
  test.setTimeout(240_000)
  // Refusals are what a phone is told by a status.
  allowConsole(/status of 4\d\d/)
  const sale = await makeSale({
    items: [{ name: 'Watched cup', stock: 3, priceCents: 8_000, limitPerShopper: 1 }],
  })
  await openDesk(page, `/dashboard/sales/${sale.slug}/control`)
  const [ada, ben, cem] = [await openPhone(), await openPhone(), await openPhone()]

  await claimOne(ada, sale)
  await expect(figure(page, 'held')).toHaveText(/held1/)
  await toBag(ada).click()
  await pay(ada)
  await expectPaid(ada)
  await expect(figure(page, 'sold')).toHaveText(/sold1/)
  await expect(figure(page, 'paid')).toContainText('€84.90')

  await openSale(ben, sale)
  await openSale(cem, sale)
  await move(page, 'Pause', 'Pause it', 'A look at the packing table')
  await expect(page.getByText('Paused, closes in')).toBeVisible()
  await expect(claimButton(ben)).toBeHidden()
  await move(page, 'Resume', 'Resume it', 'All is well')
  await claimButton(ben).click()
  await expect(toBag(ben)).toBeVisible()

  await move(page, 'Withdraw Watched cup', 'Take them out', 'One is chipped')
  await expect(figure(page, 'free')).toHaveText(/free0/)
  await expect(claimButton(cem)).toBeHidden()
  const log = page.getByRole('region', { name: 'What was done' })
  await log
    .getByRole('listitem')
    .filter({ hasText: 'Withdrew 1' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Add the units' }).click()
  await expect(figure(page, 'free')).toHaveText(/free1/)
  await claimButton(cem).click()
  await expect(toBag(cem)).toBeVisible()
  await expect(figure(page, 'held')).toHaveText(/held2/)

  await move(page, 'Extend', 'Move the end', 'People asked for it')
  await expect(log.getByRole('listitem').first()).toContainText('Extended')
  await expect(page.locator('.uplot canvas')).toHaveCount(6)
  await expectSound(page, 'control-room', project.name)
  await page.getByText('As a table').first().click()
  await expect(page.getByRole('columnheader', { name: 'claims' })).toBeVisible()

  await move(page, 'Close now', 'Close it for good', 'Enough for today')
  await expect(page.getByText('Ended', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Pause' })).toBeHidden()
  await toBag(ben).click()
  await pay(ben)
  await expectPaid(ben)
  await expect(figure(page, 'sold')).toHaveText(/sold2/)
  expect(await disagreements(sql, sale.id)).toEqual([])
})

test('a packer watches and moves nothing; another merchant’s owner and a stranger see nothing', async ({
  browser,
  makeSale,
  page,
  sql,
  allowConsole,
}) => {
  test.setTimeout(120_000)
  allowConsole(/status of 40[14]/)
  const sale = await makeSale({ items: [{ name: 'Quiet cup', stock: 3 }] })
  const path = `/dashboard/sales/${sale.slug}/control`
  await openDesk(page, path, await requireMember(page, sql, 'packer'))
  await expect(figure(page, 'free')).toHaveText(/free3/)
  await expect(page.getByRole('button', { name: /Pause|Extend|Close|Cancel|Restock|Withdraw/ })).toHaveCount(
    0,
  )

  const stranger = await requireMember(page, sql, null)
  const other = await browser.newContext()
  const theirs = await other.newPage()
  await theirs.goto(`/sign-in?next=${encodeURIComponent(path)}`)
  await theirs.getByLabel('E-mail').fill(stranger.email)
  await theirs.getByLabel('Password').fill(stranger.password)
  await theirs.getByRole('button', { name: 'Sign in' }).click()
  await expect(theirs).not.toHaveURL(/\/sign-in/)
  await expect(theirs.getByText('Quiet cup')).toHaveCount(0)
  expect((await theirs.request.get(`/dashboard/control-room/${sale.id}`)).status()).toBe(404)
  await other.close()
  const nobody = await browser.newContext()
  expect((await nobody.request.get(`/dashboard/control-room/${sale.id}`)).status()).toBe(401)
  await nobody.close()
})

test('a sale that was scheduled too early is taken back, and its draft is ready to be scheduled again', async ({
  page,
  makeSale,
  sql,
  openPhone,
  allowConsole,
}, { project }) => {
  allowConsole(/status of 404/)
  const sale = await makeSale({
    items: [{ name: 'Early cup', stock: 3 }],
    opensInSeconds: 7200,
    closesInSeconds: 9000,
  })
  await openDesk(page, `/dashboard/sales/${sale.slug}/control`)
  await page.getByRole('button', { name: 'Take back to draft' }).click()
  await expect(page.getByText('Nobody has asked to be reminded of it.')).toBeVisible()
  await expectSound(page, 'take-back', project.name)
  await page.getByRole('button', { name: 'Take it back' }).click()
  await expect(page.getByLabel('Reason')).toBeFocused()
  await page.getByLabel('Reason').fill('The glaze is not dry.')
  await page.getByRole('button', { name: 'Take it back' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Draft of a sale' })).toBeVisible()
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue(sale.title)
  await expect(page.getByLabel('How many there are')).toHaveValue('3')
  const [log] = await sql`select move, reason from merchant_moves where sale_id = ${sale.id}`
  expect(log).toEqual({ move: 'take_back', reason: 'The glaze is not dry.' })

  const shopper = await openPhone()
  await expect(async () => {
    const answer = await shopper.goto(`/sales/${sale.slug}`)
    expect(answer?.status()).toBe(404)
  }).toPass()
})
