import type { Page } from '@playwright/test'
import { newEmail, readMail, signInByCode } from './support/code.ts'
import { mailsFor } from './support/help.ts'
import { claimOne, expectPaid, pay, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

const alert = (page: Page, words: string) => page.getByRole('alert').filter({ hasText: words })

async function askForCode(page: Page, email: string): Promise<void> {
  await page.getByLabel('Another e-mail').fill(email)
  await page.getByRole('button', { name: 'Mail me a code' }).click()
}

test('another e-mail by the code that went there: the old one is told, orders and what is held stay, and the new one signs in', async ({
  page,
  makeSale,
  openPhone,
}) => {
  test.setTimeout(120_000)
  const [before, after] = [newEmail(), newEmail()]
  await signInByCode(page, before)
  await claimOne(page, await makeSale({ items: [{ name: 'Bought cup', stock: 5 }] }))
  await toBag(page).click()
  await pay(page)
  await expectPaid(page)
  await claimOne(page, await makeSale({ items: [{ name: 'Held cup', stock: 5 }] }))

  await page.goto('/account')
  await askForCode(page, before)
  await expect(alert(page, 'That is your e-mail already.')).toBeVisible()
  await askForCode(page, after)
  const code = page.getByLabel('Code')
  await expect(code).toBeFocused()
  await expect(page.getByText(`Signed in as ${before}`)).toBeVisible()
  const mail = await readMail(page, after)
  await code.fill(mail.code === '000000' ? '000001' : '000000')
  await page.getByRole('button', { name: 'Change the e-mail' }).click()
  await expect(alert(page, 'That is not the code')).toBeVisible()
  await expect(page.getByText(`Signed in as ${before}`)).toBeVisible()
  await code.fill(mail.code)
  await page.getByRole('button', { name: 'Change the e-mail' }).click()
  await expect(page.getByText(`Signed in as ${after}`)).toBeVisible()
  await expect(page.getByText(`From now on you sign in with ${after}`)).toBeVisible()

  const told = async () => (await mailsFor(page, before))[0]
  await expect.poll(async () => (await told())?.subject).toBe('Your Stampede e-mail has changed')
  expect((await told())?.text).toContain(`${after.slice(0, 1)}…@shopper.test`)
  await expect(page.getByRole('link', { name: /1 unit in your bag/ })).toBeVisible()

  const phone = await openPhone()
  await signInByCode(phone, after, '/orders')
  await expect(phone.getByText('Bought cup')).toBeVisible()
  await signInByCode(await openPhone(), before, '/account')
})

test('an e-mail of another account is not taken, and five tries are the limit for a code', async ({
  page,
  openPhone,
}) => {
  const [mine, theirs] = [newEmail(), newEmail()]
  await signInByCode(await openPhone(), theirs)
  await signInByCode(page, mine)
  await askForCode(page, theirs)
  await expect(alert(page, 'belongs to another account')).toBeVisible()
  const after = newEmail()
  await askForCode(page, after)
  const mail = await readMail(page, after)
  const code = page.getByLabel('Code')
  for (let n = 0; n < 5; n += 1) {
    await code.fill(mail.code === '000000' ? '000001' : '000000')
    await page.keyboard.press('Enter')
    await expect(alert(page, 'That is not the code')).toBeVisible()
    await expect(code).toHaveValue('')
  }
  await code.fill(mail.code)
  await page.keyboard.press('Enter')
  await expect(alert(page, 'Five tries')).toBeVisible()
  await page.reload()
  await expect(page.getByText(`Signed in as ${mine}`)).toBeVisible()
})
