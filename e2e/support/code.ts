import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { mailsFor } from './help.ts'

export const newEmail = () => `${randomUUID()}@shopper.test`

/** How many mails each address has had that were read: the next one is a new one. */
const seen = new Map<string, number>()

/** The code that went to an address since the last look, and the link beside it. */
export async function readMail(page: Page, email: string): Promise<{ code: string; link: string }> {
  const before = seen.get(email) ?? 0
  await expect.poll(async () => (await mailsFor(page, email)).length).toBeGreaterThan(before)
  seen.set(email, before + 1)
  const mail = (await mailsFor(page, email))[0]
  const code = /\b(\d{6})\b/.exec(mail?.text ?? '')?.[1] ?? ''
  const link = /href="([^"]+token_hash=[^"]+)"/.exec(mail?.html ?? '')?.[1] ?? ''
  return { code, link: link.replaceAll('&amp;', '&') }
}

export async function askForCode(page: Page, email: string, next = '/account'): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Mail me a code' }).click()
  await expect(page.getByLabel('Code')).toBeFocused()
}

/** From nothing to an account, as a person does. */
export async function signInByCode(page: Page, email: string, next = '/account'): Promise<void> {
  await askForCode(page, email, next)
  await page.getByLabel('Code').fill((await readMail(page, email)).code)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(new RegExp(`${next}$`))
}
