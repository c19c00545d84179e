import { openDesk, requireMember } from './support/desk.ts'
import { expectNoFindings } from './support/looks.ts'
import { claimOne, expectPaid, pay, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

const SCREENS = [
  { width: 320, colorScheme: 'light' },
  { width: 412, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const

test('what phones do in a sale is told by their pages and shown to the merchant, programs apart', async ({
  page,
  openPhone,
  makeSale,
  sql,
}, { project }) => {
  test.setTimeout(180_000)
  const sale = await makeSale({ items: [{ name: 'Counted cup', stock: 5 }] })
  const phone = await openPhone()
  await claimOne(phone, sale)
  await toBag(phone).click()
  await pay(phone)
  await expectPaid(phone)
  await phone.goto('/')
  const told = () =>
    sql`select kind, is_bot, device from page_events where sale_id = ${sale.id} order by kind`
  await expect.poll(async () => (await told()).map(({ kind }) => kind)).toEqual(['pay', 'try', 'view'])
  // Chromium sends what is sent while a page is left under its own name, "headless", whatever phone it plays: told apart as a program.
  const programs = (await told())[0]?.is_bot ? 1 : 0
  await sql`select record_page_events((select jsonb_agg(jsonb_build_object('sale', ${sale.slug}::text, 'visit', gen_random_uuid(),
    'kind', 'view', 'device', 'desk', 'source', 'direct', 'is_bot', true, 'weight', 1)) from generate_series(1, 7)))`
  await sql`select record_page_events((select jsonb_agg(jsonb_build_object('sale', ${sale.slug}::text, 'visit', gen_random_uuid(),
    'kind', k.kind, 'device', case when n % 4 = 0 then 'desk' else 'phone' end, 'source', case when n % 3 = 0 then 'news.example' else 'direct' end,
    'is_bot', false, 'weight', 1)) from generate_series(1, 120) n cross join (values ('view'), ('try')) k (kind) where k.kind = 'view' or n % 5 = 0))`

  await openDesk(page, `/dashboard/insight?sale=${sale.slug}`)
  const funnel = page.getByRole('region', { name: 'From seeing to paying' }).getByRole('listitem')
  await expect(funnel).toHaveText([
    new RegExp(`Seen${121 - programs}`),
    /Reminded0/,
    new RegExp(`Tried${25 - programs}`),
    /Claimed1/,
    /Paid1/,
  ])
  await expect(page.getByRole('region', { name: 'Where they came from' }).getByRole('row')).toHaveCount(3)
  await expect(page.getByText(`${7 + programs} visits were of programs that say so`)).toBeVisible()
  for (const { width, colorScheme } of SCREENS) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    if (process.env.SHOTS)
      await page.screenshot({
        path: `${process.env.SHOTS}/insight-${width}-${colorScheme}-${project.name}.png`,
        fullPage: true,
      })
    expect([width, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([width, width])
    await expectNoFindings(page)
  }
  const csv = await (await page.request.get(`/dashboard/insight/export?sale=${sale.slug}`)).text()
  expect(csv).toContain(`Seen,all,,${121 - programs},"visits, by pages"`)
})

test('a phone that asks not to be followed tells nothing', async ({ browser, makeSale, sql }) => {
  const sale = await makeSale({ items: [{ name: 'Private cup', stock: 5 }] })
  const context = await browser.newContext()
  await context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { value: true }),
  )
  const asked: string[] = []
  context.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const page = await context.newPage()
  await claimOne(page, sale)
  await page.goto('/')
  await context.close()
  expect(asked).toContain('/api/claims')
  expect(asked).not.toContain('/api/events')
  expect(await sql`select 1 from page_events where sale_id = ${sale.id}`).toHaveLength(0)
})

test('a browser that keeps nothing for anybody still shows the sale: counting is no reason to fail', async ({
  page,
  makeSale,
}) => {
  const sale = await makeSale({ items: [{ name: 'Kept cup', stock: 5 }] })
  await page.addInitScript(() =>
    Object.defineProperty(window, 'sessionStorage', {
      get: () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError')
      },
    }),
  )
  const told = page.waitForRequest('**/api/events')
  await page.goto(`/sales/${sale.slug}`)
  await told
  await expect(page.getByRole('heading', { level: 1, name: sale.title })).toBeVisible()
})

test('a packer, a stranger and nobody see no figures', async ({
  browser,
  page,
  makeSale,
  sql,
  allowConsole,
}) => {
  allowConsole(/status of 40[14]/)
  const sale = await makeSale({ items: [{ name: 'Quiet cup', stock: 5 }] })
  const file = `/dashboard/insight/export?sale=${sale.slug}`
  await openDesk(page, `/dashboard/insight?sale=${sale.slug}`, await requireMember(page, sql, 'packer'))
  await expect(page.getByRole('heading', { name: sale.title })).toHaveCount(0)
  expect((await page.request.get(file)).status()).toBe(403)
  const context = await browser.newContext()
  const theirs = await context.newPage()
  expect((await theirs.request.get(file)).status()).toBe(401)
  await openDesk(theirs, '/dashboard', await requireMember(page, sql, null))
  expect((await theirs.request.get(file)).status()).toBe(401)
  await context.close()
})
