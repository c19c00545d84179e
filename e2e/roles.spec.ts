import { openDesk, paidOrder, requireMember } from './support/desk.ts'
import { makeMerchant, memberOf } from './support/merchants.ts'
import { expect, test } from './support/test.ts'

test('a packer is offered the places they can open, and told no sum of money anywhere', async ({
  page,
  sql,
  makeSale,
  allowConsole,
}) => {
  test.setTimeout(120_000)
  allowConsole(/status of 403/)
  const sale = await makeSale({ items: [{ name: 'Secret cup', stock: 5, priceCents: 12_300 }] })
  await paidOrder(sql, sale)
  await page.setViewportSize({ width: 1280, height: 800 })
  await openDesk(page, '/dashboard', await requireMember(page, sql, 'packer'))
  const places = page.getByRole('navigation', { name: 'Dashboard' })
  await expect(places.getByRole('link', { name: 'Orders' })).toBeVisible()
  for (const name of ['Money', 'Insight', 'Log', 'Settings'])
    await expect(places.getByRole('link', { name })).toHaveCount(0)
  const card = page.getByRole('article', { name: sale.title })
  await expect(card).toContainText('1 order')
  await expect(card).not.toContainText('paid in')
  await expect(card.getByRole('link', { name: 'Certificate' })).toHaveCount(0)
  const { sales } = await (await page.request.get('/dashboard/my-sales')).json()
  expect(new Set(sales.map(({ paidCents }: { paidCents: number | null }) => paidCents))).toEqual(
    new Set([null]),
  )
  await page.goto(`/dashboard/sales/${sale.slug}/certificate`)
  await expect(page.getByRole('heading', { name: 'Not with your role' })).toBeVisible()
  expect((await page.request.get(`/dashboard/sales/${sale.slug}/certificate.json`)).status()).toBe(403)
  await page.goto(`/dashboard/sales/${sale.slug}/control`)
  const now = page.getByRole('region', { name: 'Right now' })
  await expect(now).toContainText('sold')
  await expect(now).not.toContainText('€')
  await expect(page.getByText('Paid, EUR')).toHaveCount(0)
  const room = await (await page.request.get(`/dashboard/control-room/${sale.id}`)).text()
  expect(room).toContain('"paidCents":null')
  expect(room).not.toMatch(/"paidCents":\d/)
})

test('the certificate and the control room are those of the chosen merchant; another one’s are one step away', async ({
  page,
  sql,
  makeSale,
  allowConsole,
}) => {
  test.setTimeout(120_000)
  allowConsole(/status of 404/)
  const sale = await makeSale({ items: [{ name: 'Other cup', stock: 5 }] })
  const mine = await makeMerchant(sql, 'Aardvark Press')
  await openDesk(page, '/dashboard', await memberOf(page, sql, [mine], 'owner'))
  const certificate = `/dashboard/sales/${sale.slug}/certificate`
  await page.goto(certificate)
  await expect(page.getByRole('heading', { name: /The certificate of a sale of/ })).toBeVisible()
  expect((await page.request.get(`${certificate}.json`)).status()).toBe(404)
  await page.goto(`/dashboard/sales/${sale.slug}/control`)
  await expect(page.getByRole('heading', { name: /The control room of a sale of/ })).toBeVisible()
  await page.goto(certificate)
  await page.getByRole('button', { name: /^Go over to/ }).click()
  await expect(page.getByRole('heading', { name: sale.title })).toBeVisible()
  expect((await page.request.get(`${certificate}.json`)).status()).toBe(200)
})

test('where one cannot look for words, a phone shows no button to find before there is something to choose', async ({
  page,
  sql,
  makeSale,
}) => {
  const sale = await makeSale({ items: [{ name: 'Moved cup', stock: 5 }] })
  await paidOrder(sql, sale)
  await openDesk(page, '/dashboard/movements')
  await expect(page.getByRole('table', { name: 'Movements' })).toBeVisible()
  const show = page.getByRole('button', { name: 'Show', exact: true })
  await expect(page.getByRole('button', { name: 'Find' })).toHaveCount(0)
  await expect(show).toBeHidden()
  await page.getByText('Filters and order').click()
  await page.getByLabel('Sale').selectOption({ label: sale.title })
  await page.getByLabel('Show').selectOption('Sold')
  await show.click()
  await expect(page.getByRole('table', { name: 'Movements' }).getByRole('row')).toHaveCount(2)
})
