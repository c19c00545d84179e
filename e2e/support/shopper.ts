import { expect, type Page } from '@playwright/test'
import type { TestSale } from './sale.ts'

export const ADA = {
  email: 'ada@example.com',
  name: 'Ada Byron',
  line1: 'Weserstr. 12',
  postalCode: '12045',
  city: 'Berlin',
  country: 'DE',
}

export type BankAnswer = 'Succeeds' | 'Asks for a challenge' | 'Declines' | 'Slow'

export const claimButton = (page: Page) => page.getByRole('button', { name: /^Claim \d/ })
export const payButton = (page: Page) => page.getByRole('button', { name: /^Pay €/ })
export const inBag = (page: Page) => page.getByRole('region', { name: 'Yours for now' })
export const toBag = (page: Page) => page.getByRole('link', { name: /^Yours for/ })

/** Opens the sale's page as a person does who means to claim: it is interactive and has its pass. */
export async function openSale(page: Page, sale: TestSale): Promise<void> {
  const pass = page.waitForResponse((response) => response.url().endsWith('/pass') && response.ok())
  await page.goto(`/sales/${sale.slug}`)
  await pass
}

/** Claims one of the chosen item and waits until it is there. */
export async function claimOne(page: Page, sale: TestSale): Promise<void> {
  await openSale(page, sale)
  await claimButton(page).click()
  await expect(toBag(page)).toBeVisible()
}

export async function openBag(page: Page, sale: TestSale): Promise<void> {
  await page.goto(`/sales/${sale.slug}/bag`)
  await expect(page.getByRole('heading', { name: 'Your bag' })).toBeVisible()
}

export async function fillContact(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill(ADA.email)
  await page.getByLabel('Full name').fill(ADA.name)
  await page.getByLabel('Street and number').fill(ADA.line1)
  await page.getByLabel('Postal code').fill(ADA.postalCode)
  await page.getByLabel('City').fill(ADA.city)
  await page.getByLabel('Country').selectOption(ADA.country)
}

export async function chooseBankAnswer(page: Page, answer: BankAnswer): Promise<void> {
  await page.getByRole('radio', { name: new RegExp(`^${answer}`) }).check()
}

/** From the bag to the order page: fills in what is needed, taps pay, and waits for the order's address. */
export async function pay(page: Page, answer: BankAnswer = 'Succeeds'): Promise<void> {
  await fillContact(page)
  await chooseBankAnswer(page, answer)
  await payButton(page).click()
}

export async function expectPaid(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/orders\//)
  await expect(page.getByRole('heading', { name: 'It is yours' })).toBeVisible()
}
