import type { Page } from '@playwright/test'
import { ADA, claimOne, expectPaid, pay, toBag } from './support/shopper.ts'
import { expect, requireEnv, test } from './support/test.ts'

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

const signInAsMerchant = (page: Page) =>
  signIn(page, requireEnv('E2E_MERCHANT_EMAIL'), requireEnv('E2E_MERCHANT_PASSWORD'))

test('the merchant sees free, held and sold change as phones claim and pay, without a reload', async ({
  page,
  openPhone,
  makeSale,
}) => {
  const sale = await makeSale({ items: [{ name: 'Watched cup', stock: 5, priceCents: 8_000 }] })
  await page.goto('/dashboard')
  await signInAsMerchant(page)
  const card = page.getByRole('article', { name: sale.title })
  const figures = (text: RegExp) => expect(card.getByRole('listitem')).toHaveText(text, { timeout: 3_500 })
  await figures(/free\s*5.*held\s*0.*paying\s*0.*sold\s*0/s)

  const phone = await openPhone()
  await claimOne(phone, sale)
  await figures(/free\s*4.*held\s*1.*paying\s*0.*sold\s*0/s)
  await toBag(phone).click()
  await pay(phone)
  await expectPaid(phone)
  await figures(/free\s*4.*held\s*0.*paying\s*0.*sold\s*1/s)
  await expect(card).toContainText('€84.90')
  await expect(card).toContainText('paid in 1 order')
})

test('a hint on the private channel is enough: the figures change in a browser that never polls', async ({
  page,
  openPhone,
  makeSale,
}) => {
  const sale = await makeSale({ items: [{ name: 'Hinted cup', stock: 5 }] })
  await page.addInitScript(() => {
    const realSetInterval = window.setInterval
    Object.assign(window, {
      setInterval: (task: () => void, everyMs: number) =>
        everyMs === 3_000 ? 0 : realSetInterval(task, everyMs),
    })
  })
  await page.goto('/dashboard')
  // Joining is followed by a read of its own; what comes after that is due to a hint.
  const firstRead = page.waitForResponse('**/dashboard/my-sales')
  await signInAsMerchant(page)
  await firstRead
  const figures = page.getByRole('article', { name: sale.title }).getByRole('listitem')
  await expect(figures).toHaveText(/free\s*5/)
  const phone = await openPhone()
  await claimOne(phone, sale)
  await expect(figures).toHaveText(/free\s*4/, { timeout: 3_000 })
})

test('who is not signed in is asked to, and told plainly when it does not match', async ({
  page,
  allowConsole,
}) => {
  // A poll may be on its way while somebody signs out.
  allowConsole(/status of 401/)
  await page.goto('/dashboard')
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await signIn(page, requireEnv('E2E_MERCHANT_EMAIL'), 'not the password')
  await expect(page.getByRole('alert').filter({ hasText: 'do not match' })).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue(requireEnv('E2E_MERCHANT_EMAIL'))
  await signInAsMerchant(page)
  await expect(page.getByRole('heading', { name: 'My sales' })).toBeVisible()
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto('/dashboard')
  await expect(page).toHaveURL(/\/sign-in/)
})

test('signing in to the dashboard leaves the bag on the same device alone: it is paid afterwards', async ({
  page,
  makeSale,
}) => {
  const sale = await makeSale({ items: [{ name: 'Own cup', stock: 5 }] })
  await claimOne(page, sale)
  await page.goto('/sign-in?next=/dashboard')
  await signInAsMerchant(page)
  await expect(page.getByRole('heading', { name: 'My sales' })).toBeVisible()
  await page.goto(`/sales/${sale.slug}/bag`)
  await pay(page)
  await expectPaid(page)
  await page.goto('/dashboard')
  await expect(page.getByRole('article', { name: sale.title })).toContainText('paid in 1 order')
})

test('a shopper is nobody at the dashboard: no page, no figures, no token', async ({
  page,
  makeSale,
  allowConsole,
}) => {
  allowConsole(/status of 40[13]/)
  const sale = await makeSale({ items: [{ name: 'Private cup', stock: 5 }] })
  await claimOne(page, sale)
  await page.goto('/dashboard')
  await expect(page).toHaveURL(/\/sign-in/)
  for (const path of ['/dashboard/my-sales', '/dashboard/access-token'])
    expect((await page.request.get(path)).status(), path).toBe(401)
})

test('somebody signed in who works for no merchant gets a clear page and no figures', async ({
  page,
  sql,
}) => {
  const email = `${crypto.randomUUID()}@example.com`
  const api = requireEnv('E2E_API_URL')
  const answer = await page.request.post(`${api}/auth/v1/signup`, {
    headers: { apikey: requireEnv('E2E_PUBLISHABLE_KEY') },
    data: { email, password: 'a long enough password', data: { name: ADA.name } },
  })
  expect(answer.ok()).toBe(true)
  await page.goto('/sign-in?next=/dashboard')
  await signIn(page, email, 'a long enough password')
  await expect(page.getByRole('heading', { name: 'No sales of yours' })).toBeVisible()
  await expect(page.getByText(`${email} belongs to no merchant`)).toBeVisible()
  expect(await (await page.request.get('/dashboard/my-sales')).json()).toEqual({ sales: [] })
  expect(
    await sql`select 1 from merchant_members m join auth.users u on u.id = m.user_id where u.email = ${email}`,
  ).toEqual([])
})
