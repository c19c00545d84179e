import { ADA, claimOne, fillContact, payButton, toBag } from './support/shopper.ts'
import { type StripeShop, serveStripeJs, startStripeShop } from './support/stripe-shop.ts'
import { expect, test } from './support/test.ts'

const ONE_CUP = { items: [{ name: 'Card cup', stock: 5, priceCents: 8_000 }] }

test.describe('a shop with a Stripe account', () => {
  let shop: StripeShop | undefined

  test.beforeAll(async () => {
    shop = await startStripeShop()
  })
  test.afterAll(() => shop?.stop())

  test('loads Stripe.js on the page that pays and nowhere else; while Stripe cannot be reached nothing is lost', async ({
    browser,
    makeSale,
    allowConsole,
  }) => {
    // Stripe.js of a test machine has no version of its own to be compared with.
    allowConsole(/stripe/i)
    const context = await browser.newContext({ baseURL: shop?.url })
    await serveStripeJs(context)
    const asked: string[] = []
    context.on('request', (request) => {
      if (request.url().startsWith('https://js.stripe.com/')) asked.push(request.url())
    })
    const page = await context.newPage()
    const sale = await makeSale(ONE_CUP)
    await page.goto('/')
    await claimOne(page, sale)
    expect(asked).toEqual([])

    await toBag(page).click()
    await expect(page.getByText("Stripe's payment field")).toBeVisible()
    await expect(page.getByText("Stripe's expressCheckout field")).toBeVisible()
    await expect(page.getByText('Payment sandbox')).toBeHidden()
    expect(asked).toHaveLength(1)
    await fillContact(page)
    await payButton(page).click()
    await expect(page.getByRole('alert').filter({ hasText: 'Not paid' })).toContainText(
      'Nothing was charged',
      {
        timeout: 45_000,
      },
    )
    await expect(payButton(page)).toBeEnabled()
    await expect(page.getByLabel('E-mail')).toHaveValue(ADA.email)
    const calls: unknown = await page.evaluate(() => Reflect.get(window, 'stripeCalls'))
    expect(calls).toContainEqual({
      elements: expect.objectContaining({ mode: 'payment', amount: 8_490, currency: 'eur' }),
    })
    expect(calls).toContainEqual({ createConfirmationToken: { return_url: page.url() } })
    await context.close()
  })
})

test('a shop without a Stripe account never asks for Stripe.js', async ({ page, makeSale }) => {
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('stripe.com')) asked.push(request.url())
  })
  const sale = await makeSale(ONE_CUP)
  await claimOne(page, sale)
  await toBag(page).click()
  await expect(page.getByText('Payment sandbox — no card is charged')).toBeVisible()
  await expect(page.locator('input[autocomplete^="cc-"], iframe')).toHaveCount(0)
  await page.waitForLoadState('networkidle')
  expect(asked).toEqual([])
})
