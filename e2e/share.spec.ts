import type { Page } from '@playwright/test'
import { claimButton } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

const TWO = {
  items: [
    { name: 'First thing', stock: 5 },
    { name: 'Second thing', stock: 5 },
  ],
}

/** A phone's own share sheet, as far as a page knows it; what was passed to it. */
async function giveShareSheet(
  page: Page,
  outcome: 'shares' | 'is closed' | 'is missing',
): Promise<() => Promise<unknown>> {
  await page.addInitScript((how) => {
    const share =
      how === 'is missing'
        ? undefined
        : async (data: unknown) => {
            Reflect.set(window, 'passedOn', data)
            if (how === 'is closed') throw new DOMException('closed', 'AbortError')
          }
    Object.defineProperty(navigator, 'share', { configurable: true, value: share })
  }, outcome)
  return () => page.evaluate(() => Reflect.get(window, 'passedOn') ?? null)
}

test('a link to one thing chooses it, however it is written, and keeps choosing it when tracked', async ({
  page,
  makeSale,
}) => {
  const sale = await makeSale(TWO)
  const [, second] = sale.items
  for (const rest of [
    `#item-${second?.id}`,
    `?item=${second?.id}&utm_source=letter`,
    `?fbclid=1#item-${second?.id}`,
  ]) {
    await page.goto('about:blank')
    await page.goto(`/sales/${sale.slug}${rest}`)
    await expect(page.getByRole('radio', { name: /^Second thing/ })).toBeChecked()
    await expect(page.getByRole('radio', { name: /^Second thing/ })).toBeInViewport()
  }
  await page.goto(`/sales/${sale.slug}?item=not-an-item`)
  await expect(page.getByRole('radio', { name: /^First thing/ })).toBeChecked()
  await expect(claimButton(page)).toBeVisible()
})

test('the share sheet gets the sale in words and an address without language and tracking', async ({
  page,
  makeSale,
}) => {
  const sale = await makeSale(TWO)
  const passedOn = await giveShareSheet(page, 'shares')
  await page.goto(`/de/sales/${sale.slug}?utm_source=letter`)
  await page.getByRole('button', { name: 'Teilen' }).click()
  const url = new URL(page.url()).origin
  await expect.poll(passedOn).toMatchObject({
    title: `${sale.title} von Tidewater Goods`,
    text: expect.stringMatching(new RegExp(`^${sale.title} von Tidewater Goods ist offen bis .+\\.$`)),
    url: `${url}/sales/${sale.slug}`,
  })
})

test('a sheet that is closed says nothing; where there is none the link is copied, and the button says so', async ({
  page,
  context,
  makeSale,
}) => {
  const sale = await makeSale(TWO)
  const passedOn = await giveShareSheet(page, 'is closed')
  await page.goto(`/sales/${sale.slug}`)
  await page.getByRole('button', { name: 'Share' }).click()
  await expect.poll(passedOn).not.toBeNull()
  await expect(page.getByRole('button', { name: 'Share' })).toBeVisible()

  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await giveShareSheet(page, 'is missing')
  await page.reload()
  await page.getByRole('button', { name: 'Share' }).click()
  await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible()
  const address = page.url()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address)
})

test('where nothing may be copied the link is there to be copied by hand', async ({ page, makeSale }) => {
  const sale = await makeSale(TWO)
  await giveShareSheet(page, 'is missing')
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined })
  })
  await page.goto(`/sales/${sale.slug}`)
  await expect(page.getByRole('button', { name: /^Claim/ })).toBeEnabled()
  await expect(async () => {
    // Nothing says when a button that needs its script has it.
    await page.getByRole('button', { name: 'Share' }).click()
    await expect(page.getByLabel('Copy this link')).toHaveValue(page.url(), { timeout: 1000 })
  }).toPass()
})
