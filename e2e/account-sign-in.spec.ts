import { askForCode, newEmail, readMail, signInByCode } from './support/code.ts'
import { ADA } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

test.setTimeout(120_000)

test('a wrong code is told plainly, and a pasted one with spaces works', async ({ page }) => {
  const email = newEmail()
  await askForCode(page, email)
  const code = page.getByLabel('Code')
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code')
  await expect(code).toHaveAttribute('inputmode', 'numeric')
  await expect(page.getByRole('button', { name: /^Another in 0:/ })).toBeDisabled()
  const mail = await readMail(page, email)
  const wrong = mail.code === '000000' ? '000001' : '000000'
  for (let n = 0; n < 4; n += 1) {
    await code.fill(wrong)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').filter({ hasText: 'That is not the code' })).toBeVisible()
    await expect(code).toHaveValue('')
  }
  await code.fill(` ${mail.code.slice(0, 3)} ${mail.code.slice(3)} `)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/account$/)
  await expect(page.getByText(`Signed in as ${email}`)).toBeVisible()
})

test('mails follow the language of whoever is signed in: when they change it, and when they sign in elsewhere in another', async ({
  page,
  openPhone,
  sql,
}) => {
  const email = newEmail()
  const languageOf = async () =>
    (
      await sql`select raw_user_meta_data ->> 'language' as language from auth.users where email = ${email}`
    )[0]?.language
  await signInByCode(page, email)
  expect(await languageOf()).toBe('en')
  await expect.poll(() => page.evaluate(() => localStorage.getItem('stampede.language'))).toBe('en')
  await page.getByRole('link', { name: 'Deutsch' }).first().click()
  await expect.poll(languageOf).toBe('de')

  const phone = await openPhone()
  await phone.goto('/ar/sign-in')
  await phone.locator('input[type=email]').fill(email)
  await phone.keyboard.press('Enter')
  await phone.locator('input[autocomplete=one-time-code]').fill((await readMail(phone, email)).code)
  await phone.keyboard.press('Enter')
  await expect(phone).toHaveURL(/\/account$/)
  await expect.poll(languageOf).toBe('ar')
})

test('after five tries a code needs a new one: even the right one is not asked any more', async ({
  page,
}) => {
  const email = newEmail()
  await askForCode(page, email)
  const { code } = await readMail(page, email)
  for (let n = 0; n < 5; n += 1) {
    await page.getByLabel('Code').fill(code === '000000' ? '000001' : '000000')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').filter({ hasText: 'That is not the code' })).toBeVisible()
    await expect(page.getByLabel('Code')).toHaveValue('')
  }
  await page.getByLabel('Code').fill(code)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Five tries' })).toBeVisible()
})

test('the link of the mail signs in where it is opened, once, and goes where one wanted', async ({
  page,
  openPhone,
}) => {
  const email = newEmail()
  await askForCode(page, email, '/orders')
  const { link } = await readMail(page, email)
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in here' }).click()
  await expect(page).toHaveURL(/\/orders$/)
  const phone = await openPhone()
  await phone.goto(link)
  await phone.getByRole('button', { name: 'Sign in here' }).click()
  await expect(phone.getByRole('alert').filter({ hasText: 'used already' })).toBeVisible()
})

test('signing in and keeping an address works with the keyboard alone', async ({ page }) => {
  const email = newEmail()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').focus()
  await page.keyboard.type(email)
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Code')).toBeFocused()
  await page.keyboard.type((await readMail(page, email)).code)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/account$/)
  await page.goto('/account/addresses')
  await page.getByRole('button', { name: 'Add an address' }).focus()
  await page.keyboard.press('Enter')
  for (const text of [ADA.name, ADA.line1, '', ADA.postalCode, ADA.city, 'Germany']) {
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await expect(page.getByRole('listitem').filter({ hasText: ADA.line1 })).toBeVisible()
})
