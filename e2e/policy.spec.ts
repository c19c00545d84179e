import type { BrowserContext, Page, Response } from '@playwright/test'
import { claimOne, expectPaid, pay, payButton, toBag } from './support/shopper.ts'
import { serveStripeJs } from './support/stripe-js.ts'
import { type StripeShop, sandboxStripe, startStripeShop } from './support/stripe-shop.ts'
import { expect, requireEnv, test } from './support/test.ts'

const ONE_CUP = { items: [{ name: 'Guarded cup', stock: 5, priceCents: 8_000 }] }

/** Every violation any page of the context reports, in words. Reported by the browser itself, whatever the page does. */
async function watchViolations(context: BrowserContext): Promise<string[]> {
  const found: string[] = []
  await context.exposeFunction('reportViolation', (text: string) => void found.push(text))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report: unknown = Reflect.get(window, 'reportViolation')
      if (typeof report === 'function')
        report(
          `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} on ${location.pathname}`,
        )
    })
  })
  return found
}

const policyOf = (answer: Response | null) => answer?.headers()['content-security-policy'] ?? ''
const nonceOf = (policy: string) => /'nonce-([^']+)'/.exec(policy)?.[1]

const INJECTED = [
  "<script>window.injected = 'script'</script>",
  '<img src="/missing.png" onerror="window.injected = \'handler\'">',
  '<script src="https://evil.example/steal.js"></script>',
  '<iframe srcdoc="<script>parent.injected = 1</script>"></iframe>',
].join('')

/** Opens a page into whose HTML somebody got scripts of theirs, as stored markup would be; what they could do. */
async function openInjected(page: Page, path: string): Promise<unknown> {
  const asked: string[] = []
  // Reached only by a request that leaves the browser: one the policy forbids does not.
  await page.route('https://evil.example/**', (route) => {
    asked.push(route.request().url())
    return route.abort()
  })
  await page.route(
    (url) => url.pathname === path,
    async (route) => {
      const answer = await route.fetch()
      const body = (await answer.text()).replace('</body>', `${INJECTED}</body>`)
      expect(body).toContain(INJECTED)
      await route.fulfill({ response: answer, body })
    },
    { times: 1 },
  )
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  return { ran: await page.evaluate(() => Reflect.get(window, 'injected') ?? null), asked }
}
const NOTHING = { ran: null, asked: [] }

test('from the home page to a paid order no page reports a violation, and every page has its policy', async ({
  page,
  context,
  makeSale,
}) => {
  const violations = await watchViolations(context)
  const policies = new Map<string, string>()
  page.on('response', (response) => {
    if (response.request().isNavigationRequest())
      policies.set(new URL(response.url()).pathname, policyOf(response))
  })
  const sale = await makeSale(ONE_CUP)
  await page.goto('/')
  await claimOne(page, sale)
  await toBag(page).click()
  await pay(page)
  await expectPaid(page)
  await page.reload()
  await expectPaid(page)
  expect(violations).toEqual([])

  const kept = [policies.get('/'), policies.get(`/sales/${sale.slug}`)]
  for (const policy of kept) expect(policy).toMatch(/script-src 'self' 'sha256-/)
  const own = [...policies].filter(([path]) => path.endsWith('/bag') || path.startsWith('/orders/'))
  expect(own).toHaveLength(2)
  for (const [, policy] of own) expect(policy).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic';/)
  for (const policy of policies.values())
    expect(policy).toContain("object-src 'none'; base-uri 'none'; frame-ancestors 'none'")
})

test('each answer has a nonce of its own', async ({ page, makeSale }) => {
  const sale = await makeSale(ONE_CUP)
  const nonces = new Set<string | undefined>()
  for (let time = 0; time < 3; time += 1)
    nonces.add(nonceOf(policyOf(await page.goto(`/sales/${sale.slug}/bag`))))
  expect(nonces.size).toBe(3)
  expect(nonces.has(undefined)).toBe(false)
})

test('a script that got into a page does not run: not on the sale, not on the bag, not on the order', async ({
  page,
  context,
  makeSale,
  allowConsole,
}) => {
  // The last: to the browser a page that a test answered for is from nowhere, and may not call this machine.
  allowConsole(/Content Security Policy|status of 404|LOCAL_NETWORK_ACCESS/)
  const violations = await watchViolations(context)
  const sale = await makeSale(ONE_CUP)
  expect(await openInjected(page, `/sales/${sale.slug}`)).toEqual(NOTHING)
  await claimOne(page, sale)
  expect(await openInjected(page, `/sales/${sale.slug}/bag`)).toEqual(NOTHING)
  await expect(payButton(page)).toBeVisible()
  await pay(page)
  await expectPaid(page)
  expect(await openInjected(page, new URL(page.url()).pathname)).toEqual(NOTHING)
  for (const directive of ['script-src-elem inline', 'script-src-elem https', 'script-src-attr'])
    expect(violations.filter((text) => text.startsWith(directive)).length).toBeGreaterThanOrEqual(3)
})

test('a page that does not exist, the sign-in and the dashboard work under the policy too', async ({
  page,
  context,
  allowConsole,
}) => {
  allowConsole(/status of 404/)
  const violations = await watchViolations(context)
  await page.goto('/no-such-page')
  await expect(page.getByRole('heading', { name: 'Not here' })).toBeVisible()
  await page.goto('/sales/no-such-sale')
  await expect(page.getByRole('heading', { name: 'Not here' })).toBeVisible()
  await page.goto('/dashboard')
  await page.getByLabel('E-mail').fill(requireEnv('E2E_MERCHANT_EMAIL'))
  await page.getByLabel('Password').fill(requireEnv('E2E_MERCHANT_PASSWORD'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'My sales' })).toBeVisible()
  await page.getByRole('link', { name: 'Certificate' }).first().click()
  await expect(page.getByRole('heading', { name: 'Check it yourself' })).toBeVisible()
  await page.goto('/')
  await expect(page.getByRole('heading').first()).toBeVisible()
  expect(violations).toEqual([])
})

test.describe('with a Stripe account', () => {
  let shop: StripeShop | undefined
  test.beforeAll(async () => {
    shop = await startStripeShop()
  })
  test.afterAll(() => shop?.stop())

  test('Stripe.js loads on the bag, however one got there, and nothing violates the policy', async ({
    browser,
    makeSale,
    allowConsole,
  }) => {
    allowConsole(/stripe\.js/i)
    const context = await browser.newContext({ baseURL: shop?.url })
    const violations = await watchViolations(context)
    await serveStripeJs(context, sandboxStripe(), { paymentMethod: 'pm_card_visa' })
    const page = await context.newPage()
    const sale = await makeSale(ONE_CUP)
    await claimOne(page, sale)
    const answer = page.waitForResponse((response) => response.url().endsWith('/bag'))
    await toBag(page).click()
    const headers = (await answer).headers()
    expect(headers['content-security-policy']).toContain("'strict-dynamic' https://js.stripe.com")
    expect(headers['content-security-policy']).toContain(
      'frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com',
    )
    expect(headers['permissions-policy']).toContain('payment=(self "https://js.stripe.com")')
    await expect(page.getByText("Stripe's payment field")).toBeVisible()
    expect(violations).toEqual([])
    await context.close()
  })
})
