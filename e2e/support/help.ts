import { expect, type Page } from '@playwright/test'
import type { Sql } from 'postgres'
import type { SalePlan, TestSale } from './sale.ts'
import { claimOne, expectPaid, pay, toBag } from './shopper.ts'
import { requireEnv } from './test.ts'

/** A paid order on this phone; leaves the page on it. Gives its id. */
export async function buyOne(page: Page, makeSale: (plan: SalePlan) => Promise<TestSale>): Promise<string> {
  const sale = await makeSale({ items: [{ name: 'Cracked cup', stock: 3 }] })
  await claimOne(page, sale)
  await toBag(page).click()
  await pay(page)
  await expectPaid(page)
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}

export async function signInAsMerchant(page: Page, path = '/dashboard'): Promise<void> {
  await page.goto(path)
  await page.getByLabel('E-mail').fill(requireEnv('E2E_MERCHANT_EMAIL'))
  await page.getByLabel('Password').fill(requireEnv('E2E_MERCHANT_PASSWORD'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

export const messages = (page: Page) => page.getByRole('log', { name: 'Messages' }).getByRole('listitem')
export const writeTo = (page: Page) => page.getByRole('textbox', { name: /^(Write to|Answer) / })

export async function write(page: Page, text: string): Promise<void> {
  await writeTo(page).fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

/** The mails about an order's thread are due now, not in two minutes. */
export async function hurryHelpMail(sql: Sql, orderId: string): Promise<void> {
  await sql`update outbox set run_after = clock_timestamp() where kind = 'help_mail' and payload ->> 'order_id' = ${orderId}`
}

export type Mail = { subject: string; text: string; html: string; to: string[] }

/** What has come for an address to the catch-all, newest first. */
export async function mailsFor(page: Page, address: string): Promise<Mail[]> {
  const inbox = new URL('/local/inbox.json', requireEnv('E2E_LOCAL_URL'))
  inbox.searchParams.set('to', address)
  const answer = await page.request.get(String(inbox))
  return ((await answer.json()) as { messages: Mail[] }).messages
}
