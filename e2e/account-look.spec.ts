import type { Page } from '@playwright/test'
import { askForCode, newEmail, signInByCode } from './support/code.ts'
import { expectNoFindings, widest } from './support/looks.ts'
import { ADA, claimOne, expectPaid, pay, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

/** Nothing for axe to find in light and dark, nothing wider than the smallest phone, in English and from right to left. */
async function expectSound(page: Page, what: string): Promise<void> {
  await page.setViewportSize({ width: 412, height: 915 })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expectNoFindings(page, { what: `${what}, ${colorScheme}` })
    await picture(page, `${what}-${colorScheme}`)
  }
  await page.setViewportSize({ width: 320, height: 640 })
  await expect.poll(() => widest(page), { message: `what is wider than the screen: ${what}` }).toEqual([])
  await picture(page, `${what}-320`)
}

/** For looking at by eye: only where PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

test('what a guest sees of an account is sound on every screen', async ({ page, makeSale }) => {
  test.setTimeout(180_000)
  await page.goto('/orders')
  await expectSound(page, 'orders-empty')
  await claimOne(page, await makeSale({ items: [{ name: 'Cup', stock: 5 }] }))
  await page.goto('/account')
  await expectSound(page, 'account-guest')
  await page.goto('/account/data')
  await expectSound(page, 'data-guest')
  await askForCode(page, newEmail())
  await expectSound(page, 'sign-in-code')
  await page.getByLabel('Code').fill('1')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'six digits' })).toBeVisible()
  await expectSound(page, 'sign-in-wrong')
  await page.goto('/sign-in?token_hash=0123456789abcdef0123')
  await expectSound(page, 'sign-in-link')
})

test('an account is sound on every screen, with long names and from right to left', async ({
  page,
  makeSale,
}) => {
  test.setTimeout(240_000)
  const long = 'A cup with a long name that has to wrap somewhere and does'
  await signInByCode(page, newEmail())
  await claimOne(page, await makeSale({ items: [{ name: long, stock: 5 }] }))
  await toBag(page).click()
  await pay(page)
  await expectPaid(page)
  await page.goto('/orders')
  await expectSound(page, 'orders')
  await page.goto('/account')
  await expectSound(page, 'account')
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expectSound(page, 'sign-out')
  await page.goto('/account/addresses')
  await expectSound(page, 'addresses-empty')
  await page.getByRole('button', { name: 'Add an address' }).click()
  const form = page.getByRole('dialog')
  await expectSound(page, 'address-form')
  await form.getByLabel('Full name').fill(`${ADA.name} of ${long}`)
  await form.getByLabel('Street and number').fill('Donaudampfschifffahrtsgesellschaftsallee 1234567890')
  await form.getByLabel('Postal code').fill(ADA.postalCode)
  await form.getByLabel('City').fill(ADA.city)
  await form.getByLabel('Country').selectOption(ADA.country)
  await form.getByRole('button', { name: 'Save the address' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Donau' })).toBeVisible()
  await expectSound(page, 'addresses')
  await page.goto('/account/cards')
  await expectSound(page, 'cards')
  await page.goto('/account/data')
  await expectSound(page, 'data')
  await page.context().addCookies([{ name: 'stampede-language', value: 'ar', url: page.url() }])
  for (const path of ['/orders', '/account', '/account/addresses', '/account/data']) {
    await page.goto(path)
    await expectSound(page, `arabic${path.replaceAll('/', '-')}`)
  }
})
