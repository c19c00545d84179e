import type { BrowserContext, Page } from '@playwright/test'
import { signInShopper } from './support/account.ts'
import { ADA, claimOne, expectPaid, fillContact, payButton, toBag } from './support/shopper.ts'
import { callsOf, serveStripeJs, type Wallet } from './support/stripe-js.ts'
import { type StripeShop, sandboxStripe, startStripeShop } from './support/stripe-shop.ts'
import { expect, test } from './support/test.ts'

const ONE_CUP = { items: [{ name: 'Card cup', stock: 5, priceCents: 8_000 }] }
/** Stripe.js of a test machine has no version of its own to be compared with. */
const STRIPE_WORDS = /stripe/i
const walletButton = (page: Page) => page.getByRole('button', { name: 'Pay with a wallet' })

test.describe('a shop with a Stripe account', () => {
  let shop: StripeShop | undefined
  let context: BrowserContext
  let wallet: Wallet

  test.beforeAll(async () => {
    shop = await startStripeShop({ reachesStripe: true })
  })
  test.afterAll(() => shop?.stop())
  test.beforeEach(async ({ browser, allowConsole }) => {
    allowConsole(STRIPE_WORDS)
    wallet = { paymentMethod: 'pm_card_visa' }
    context = await browser.newContext({ baseURL: shop?.url })
    await serveStripeJs(context, sandboxStripe(), wallet)
  })
  test.afterEach(() => context.close())

  test('loads Stripe.js on the page that pays and nowhere else, with the order’s own amount and no slow ways to pay', async ({
    makeSale,
  }) => {
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
    await expect(walletButton(page)).toBeVisible()
    await expect(page.getByText('Payment sandbox')).toBeHidden()
    expect(asked).toHaveLength(1)
    const calls = await callsOf(page)
    const options = calls.find((call) => 'elements' in call)?.elements
    expect(options).toMatchObject({ mode: 'payment', amount: 8_490, currency: 'eur' })
    expect(options).toMatchObject({
      excludedPaymentMethodTypes: expect.arrayContaining(['sepa_debit', 'us_bank_account', 'boleto']),
    })
    // What the account offers is Stripe's dashboard's to say; a guest has no customer session.
    expect(Object.keys(options ?? {})).not.toContain('paymentMethodTypes')
    expect(Object.keys(options ?? {})).not.toContain('customerSessionClientSecret')
    expect(calls.filter((call) => 'created' in call).map((call) => call.created)).toEqual([
      'expressCheckout',
      'payment',
    ])
  })

  test('the card fields pay: the token is made at the tap, and the order is paid', async ({ makeSale }) => {
    const page = await context.newPage()
    await claimOne(page, await makeSale(ONE_CUP))
    await toBag(page).click()
    await expect(page.getByText("Stripe's payment field")).toBeVisible()
    await fillContact(page)
    const bagUrl = page.url()
    expect(await callsOf(page)).not.toContainEqual({ submitted: true })
    await payButton(page).click()
    await expect(page).toHaveURL(/\/orders\//)
    const calls = await callsOf(page)
    expect(calls).toContainEqual({ submitted: true })
    expect(calls).toContainEqual({ createConfirmationToken: { return_url: bagUrl } })
    await expectPaid(page)
  })

  test('a wallet opens only when the address is there, and its yes pays', async ({ makeSale }) => {
    const page = await context.newPage()
    await claimOne(page, await makeSale(ONE_CUP))
    await toBag(page).click()
    await walletButton(page).click()
    expect(await callsOf(page)).toContainEqual({ walletRefused: true })
    await expect(page.getByLabel('E-mail')).toBeFocused()
    await fillContact(page)
    await walletButton(page).click()
    await expectPaid(page)
  })

  test('a wallet whose card is declined is told so, and the card fields pay after it', async ({
    makeSale,
  }) => {
    const page = await context.newPage()
    await claimOne(page, await makeSale(ONE_CUP))
    await toBag(page).click()
    await expect(walletButton(page)).toBeVisible()
    await fillContact(page)
    wallet.paymentMethod = 'pm_card_visa_chargeDeclined'
    await walletButton(page).click()
    await expect(page.getByRole('alert').filter({ hasText: 'Not paid' })).toContainText('declined')
    expect(await callsOf(page)).toContainEqual({ paymentFailed: { reason: 'fail' } })
    wallet.paymentMethod = 'pm_card_visa'
    await payButton(page).click()
    await expectPaid(page)
  })

  test('a challenge is shown in place by Stripe.js, and its answer pays', async ({ makeSale }) => {
    const page = await context.newPage()
    await claimOne(page, await makeSale(ONE_CUP))
    await toBag(page).click()
    await expect(page.getByText("Stripe's payment field")).toBeVisible()
    await fillContact(page)
    wallet.paymentMethod = 'pm_card_threeDSecure2Required'
    await payButton(page).click()
    await expect.poll(() => callsOf(page)).toContainEqual({ handleNextAction: true })
    await expectPaid(page)
  })

  test('somebody with an account gets a customer session, so that Elements keeps and shows their cards', async ({
    makeSale,
    sql,
  }) => {
    const shopperId = await signInShopper(context, shop?.url ?? '')
    const page = await context.newPage()
    await claimOne(page, await makeSale(ONE_CUP))
    await toBag(page).click()
    await expect(page.getByText("Stripe's payment field")).toBeVisible()
    expect(await callsOf(page)).toContainEqual({
      elements: expect.objectContaining({
        customerSessionClientSecret: expect.stringMatching(/^cuss_secret_/),
      }),
    })
    await fillContact(page)
    await payButton(page).click()
    await expectPaid(page)
    const [row] = await sql<{ customer_id: string }[]>`
      select customer_id from stripe_customers where shopper_id = ${shopperId}`
    const [intent] = (await sandboxStripe().paymentIntents.list({ customer: row?.customer_id ?? '' })).data
    expect(intent).toMatchObject({ status: 'succeeded', amount: 8_490, setup_future_usage: null })
  })

  test('when Stripe.js cannot be loaded the page says what to do, and the bag stays', async ({
    makeSale,
    allowConsole,
  }) => {
    allowConsole(/ERR_FAILED/)
    await context.route('https://js.stripe.com/**', (route) => route.abort())
    const page = await context.newPage()
    await claimOne(page, await makeSale(ONE_CUP))
    await toBag(page).click()
    await expect(page.getByText(/could not be loaded.*your bag stays/).first()).toBeVisible()
    await fillContact(page)
    await payButton(page).click()
    await expect(page.getByRole('alert').filter({ hasText: 'Not paid' })).toContainText('could not be loaded')
    await expect(payButton(page)).toBeEnabled()
    await expect(page.getByLabel('E-mail')).toHaveValue(ADA.email)
  })
})

test('while Stripe itself cannot be reached, nothing is charged and nothing is lost', async ({
  browser,
  makeSale,
  allowConsole,
}) => {
  allowConsole(STRIPE_WORDS)
  const shop = await startStripeShop()
  const context = await browser.newContext({ baseURL: shop.url })
  await serveStripeJs(context, sandboxStripe(), { paymentMethod: 'pm_card_visa' })
  const page = await context.newPage()
  await claimOne(page, await makeSale(ONE_CUP))
  await toBag(page).click()
  await expect(page.getByText("Stripe's payment field")).toBeVisible()
  await fillContact(page)
  await payButton(page).click()
  const notPaid = page.getByRole('alert').filter({ hasText: 'Not paid' })
  await expect(notPaid).toContainText('Nothing was charged', { timeout: 45_000 })
  await expect(payButton(page)).toBeEnabled()
  await expect(page.getByLabel('E-mail')).toHaveValue(ADA.email)
  await context.close()
  shop.stop()
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

test('the sandbox, its page and its switches are not reached by the shop’s port', async ({ request }) => {
  for (const path of ['/local/stripe', '/local/stripe/chaos', '/v1/events', '/local/inbox']) {
    expect((await request.get(path)).status(), path).toBe(404)
  }
  expect((await request.post('/local/stripe/chaos', { data: { drop: 1 } })).status()).not.toBe(200)
})
