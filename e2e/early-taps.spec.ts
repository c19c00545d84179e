import type { Page } from '@playwright/test'
import { newEmail, signInByCode } from './support/code.ts'
import { openDesk } from './support/desk.ts'
import { makeMerchant, memberOf } from './support/merchants.ts'
import { claimButton, claimOne, inBag, openBag, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

/** A tap made again the moment the page lives may be sent before its pass has come: it is answered so, and sent again by itself. */
const BEFORE_ITS_PASS = /status of 401/

/** Opens a page whose scripts are on a slow line: it is painted and can be tapped. The answer lets them come. */
async function openPainted(page: Page, path: string): Promise<() => void> {
  let letCome = () => {}
  const held = new Promise<void>((resolve) => {
    letCome = resolve
  })
  await page.route('**/_next/static/**/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(path, { waitUntil: 'commit' })
  return letCome
}

test('how many, the claim and sharing tapped before any script has come are done once it has', async ({
  page,
  makeSale,
  allowConsole,
}) => {
  allowConsole(BEFORE_ITS_PASS)
  await page.addInitScript(() => {
    const share = async () => void Reflect.set(window, 'isShared', true)
    Object.defineProperty(navigator, 'share', { configurable: true, value: share })
  })
  const sale = await makeSale({ items: [{ name: 'Early mug', stock: 9 }] })
  const letCome = await openPainted(page, `/sales/${sale.slug}`)
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('button', { name: 'One more' }).click()
  await claimButton(page).click()
  await expect(claimButton(page)).toHaveAttribute('data-early', '')
  await expect(claimButton(page)).toHaveText('Claim 1 for €80')
  letCome()
  await expect(toBag(page)).toBeVisible()
  expect(await page.evaluate(() => Reflect.get(window, 'isShared'))).toBe(true)
  await expect(page.locator('[data-early]')).toHaveCount(0)
  await openBag(page, sale)
  await expect(inBag(page)).toContainText('Early mug2 units')
})

test('the thing chosen, a place in line and a claim from the home page are not lost either', async ({
  page,
  makeSale,
  openPhone,
  allowConsole,
}) => {
  allowConsole(BEFORE_ITS_PASS)
  const two = await makeSale({
    items: [
      { name: 'First thing', stock: 5 },
      { name: 'Second thing', stock: 5 },
    ],
  })
  let letCome = await openPainted(page, `/sales/${two.slug}`)
  await page.getByRole('radio', { name: /^Second thing/ }).click()
  letCome()
  await expect(page.locator('[data-bottom-bar]')).toContainText('Second thing')
  await expect(page.getByRole('radio', { name: /^Second thing/ })).toBeChecked()

  const last = await makeSale({ items: [{ name: 'Last mug', stock: 1, limitPerShopper: 1 }] })
  await claimOne(await openPhone(), last)
  const next = await openPhone()
  const line = next.getByRole('button', { name: /^All held: tell me/ })
  letCome = await openPainted(next, `/sales/${last.slug}`)
  // A page is kept for a second, and without scripts it stays as it came: it is opened again until it is one of after the claim.
  await expect(async () => {
    if (!(await line.isVisible())) await next.reload({ waitUntil: 'commit' })
    await expect(line).toBeVisible({ timeout: 1000 })
  }).toPass()
  await line.click()
  letCome()
  await expect(next.getByText('You are next in line')).toBeVisible()

  const card = await makeSale({ items: [{ name: 'Card mug', stock: 5 }] })
  const home = await openPhone()
  letCome = await openPainted(home, `/?q=${encodeURIComponent(card.title)}`)
  await claimButton(home).click()
  letCome()
  await expect(toBag(home)).toBeVisible()
})

test('a form sent before its script has come is sent once, and nothing that was typed gets into the address', async ({
  page,
}) => {
  await signInByCode(page, newEmail())
  const letCome = await openPainted(page, '/account')
  await page.getByLabel('What should we call you?').fill('Ada the Early')
  await page.getByRole('button', { name: 'Save the name' }).click()
  letCome()
  await expect(page.getByText('Saved.')).toBeVisible()
  expect(new URL(page.url()).search).toBe('')
  await page.reload()
  await expect(page.getByLabel('What should we call you?')).toHaveValue('Ada the Early')
})

test('in the dashboard too: what was typed and saved before any script came is saved, and not put into the address', async ({
  page,
  sql,
}) => {
  const merchant = await makeMerchant(sql, 'Before the scripts')
  await openDesk(page, '/dashboard', await memberOf(page, sql, [merchant], null))
  const letCome = await openPainted(page, '/dashboard/settings')
  await page.getByLabel('Story').fill('A story typed early')
  await page.getByRole('button', { name: 'Save settings' }).click()
  letCome()
  await expect(page.getByText('Saved.')).toBeVisible()
  expect(new URL(page.url()).search).toBe('')
  const [row] = await sql`select story from merchants where id = ${merchant.id}`
  expect(row?.story).toBe('A story typed early')
})
