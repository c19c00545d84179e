import type { Page } from '@playwright/test'
import { devices } from '@playwright/test'
import { expectNoFindings, widest } from './support/looks.ts'
import { claimOne, expectPaid, openBag, pay } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

const offer = (page: Page) => page.getByRole('status').filter({ hasText: 'Put the shop on your home screen' })
const moment = (page: Page) =>
  page.evaluate(() => JSON.parse(localStorage.getItem('stampede.install') ?? '{}') as { momentAtMs?: number })

/** As if the visits so far had been yesterday's. */
async function comeBackTomorrow(page: Page): Promise<void> {
  await page.evaluate(() => {
    const memory = JSON.parse(localStorage.getItem('stampede.install') ?? '{}') as Record<string, unknown>
    localStorage.setItem('stampede.install', JSON.stringify({ ...memory, seenAtMs: 1 }))
  })
}

/** Until the page has counted this visit: from then on it knows what to offer. */
async function untilVisit(page: Page, number: number): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('stampede.install')))
    .toContain(`"visits":${number}`)
}

/** The browser hands over its question, as Chromium does when the shop can be installed. */
async function handOverQuestion(page: Page, outcome: 'accepted' | 'dismissed'): Promise<void> {
  await page.evaluate((answer) => {
    const prompt = () => {
      Reflect.set(window, 'wasAsked', true)
      return Promise.resolve({ outcome: answer })
    }
    window.dispatchEvent(Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt }))
  }, outcome)
}

test('the home screen is offered after an order, not on the first visit, and not again after a no', async ({
  page,
  makeSale,
}) => {
  const sale = await makeSale({ items: [{ name: 'Kept cup', stock: 3 }] })
  await claimOne(page, sale)
  await openBag(page, sale)
  await pay(page)
  await expectPaid(page)
  await expect.poll(async () => (await moment(page)).momentAtMs ?? null).not.toBeNull()
  await handOverQuestion(page, 'dismissed')
  await expect(offer(page)).toHaveCount(0)

  await comeBackTomorrow(page)
  await page.reload()
  await untilVisit(page, 2)
  await handOverQuestion(page, 'dismissed')
  await expect(offer(page)).toBeVisible()
  await expectNoFindings(page)
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await widest(page)).toEqual([])
  await offer(page).getByRole('button', { name: 'Add it' }).click()
  await expect(offer(page)).toHaveCount(0)
  expect(await page.evaluate(() => Reflect.get(window, 'wasAsked'))).toBe(true)

  await comeBackTomorrow(page)
  await page.reload()
  await untilVisit(page, 3)
  await handOverQuestion(page, 'accepted')
  await expect(offer(page)).toHaveCount(0)
})

test.describe('on an iPhone', () => {
  test.use({ userAgent: devices['iPhone 15'].userAgent })

  test('it is shown how to do it by hand, and nothing once it is done', async ({ page }) => {
    const remember = (visits: number) =>
      page.evaluate((count) => {
        const memory = { visits: count, seenAtMs: Date.now(), momentAtMs: Date.now() }
        localStorage.setItem('stampede.install', JSON.stringify(memory))
      }, visits)
    await page.goto('/')
    await remember(2)
    await page.reload()
    await offer(page).getByRole('button', { name: 'Show me how' }).click()
    const sheet = page.getByRole('dialog', { name: 'On your home screen' })
    await expect(sheet.getByText('Add to Home Screen')).toBeVisible()
    await expectNoFindings(page)
    await sheet.getByRole('button', { name: 'Understood' }).click()
    await expect(offer(page)).toHaveCount(0)

    await page.addInitScript(() => Object.defineProperty(navigator, 'standalone', { value: true }))
    await remember(2)
    await page.reload()
    await expect
      .poll(() => page.evaluate(() => localStorage.getItem('stampede.install')))
      .toContain('"isInstalled":true')
    await expect(offer(page)).toHaveCount(0)
  })
})
