import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { expectNoFindings } from './support/looks.ts'
import { claimOne, expectPaid, pay, toBag } from './support/shopper.ts'
import { expect, requireEnv, test } from './support/test.ts'

test('the certificate of a sale: what it says is what the download recomputes to, on paper and on a phone', async ({
  page,
  openPhone,
  makeSale,
  sql,
}, testInfo) => {
  const sale = await makeSale({
    items: [
      { name: 'Certified cup', stock: 5, priceCents: 8_000 },
      { name: 'Other cup', stock: 70, priceCents: 3_000 },
    ],
  })
  const phone = await openPhone()
  await claimOne(phone, sale)
  await toBag(phone).click()
  await pay(phone)
  await expectPaid(phone)
  const other = await openPhone()
  await claimOne(other, sale)

  await page.goto(`/dashboard/sales/${sale.slug}/certificate`)
  await page.getByLabel('E-mail').fill(requireEnv('E2E_MERCHANT_EMAIL'))
  await page.getByLabel('Password').fill(requireEnv('E2E_MERCHANT_PASSWORD'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: sale.title })).toBeVisible()
  await expect(page.getByText('So far', { exact: true })).toBeVisible()
  await expect(page.getByText('5 = 1 sold + 1 held + 3 free')).toBeVisible()

  await sql`update claims set expires_at = clock_timestamp() where sale_id = ${sale.id} and status = 'held'`
  await sql`select close_sale(${sale.id}, 'sold enough', ${crypto.randomUUID()})`
  await expect
    .poll(async () => (await sql`select 1 from claims where sale_id = ${sale.id} and status = 'held'`).length)
    .toBe(0)
  await page.reload()
  await expect(page.getByText('Final', { exact: true })).toBeVisible()
  await expect(page.getByText('Every unit is accounted for, and every cent.')).toBeVisible()
  await expect(page.getByText('5 = 1 sold + 4 free')).toBeVisible()
  await expectNoFindings(page)

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download with all movements' }).click()
  const path = testInfo.outputPath('certificate.json')
  await (await download).saveAs(path)
  const verified = spawnSync(process.execPath, ['scripts/verify-certificate.ts', path], { encoding: 'utf8' })
  expect(verified.stdout + verified.stderr).toContain('✓ The certificate is true')
  expect(verified.status).toBe(0)
  const printed = await page.locator('code').last().innerText()
  expect(verified.stdout).toContain(printed)

  const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(width).toBeLessThanOrEqual(0)
  if (process.env.PICTURES) {
    await page.screenshot({ path: `${process.env.PICTURES}/certificate-phone.png`, fullPage: true })
    await page.setViewportSize({ width: 320, height: 640 })
    await page.screenshot({ path: `${process.env.PICTURES}/certificate-320.png`, fullPage: true })
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.screenshot({ path: `${process.env.PICTURES}/certificate-desk.png`, fullPage: true })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.screenshot({ path: `${process.env.PICTURES}/certificate-dark.png`, fullPage: true })
    await page.emulateMedia({ media: 'print', colorScheme: 'light' })
    await page.setViewportSize({ width: 680, height: 1017 })
    await page.screenshot({ path: `${process.env.PICTURES}/certificate-print.png`, fullPage: true })
    writeFileSync(`${process.env.PICTURES}/certificate.pdf`, await page.pdf({ preferCSSPageSize: true }))
  }
})

test('a certificate is for the people of its merchant: nobody else gets the page or the file', async ({
  page,
  makeSale,
  allowConsole,
}) => {
  allowConsole(/status of 401/)
  const sale = await makeSale({ items: [{ name: 'Private cup', stock: 5 }] })
  await claimOne(page, sale)
  await page.goto(`/dashboard/sales/${sale.slug}/certificate`)
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  expect((await page.request.get(`/dashboard/sales/${sale.slug}/certificate.json`)).status()).toBe(401)

  const email = `${crypto.randomUUID()}@example.com`
  const api = requireEnv('E2E_API_URL')
  await page.request.post(`${api}/auth/v1/signup`, {
    headers: { apikey: requireEnv('E2E_PUBLISHABLE_KEY') },
    data: { email, password: 'a long enough password' },
  })
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill('a long enough password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'No sales of yours' })).toBeVisible()
  expect((await page.request.get(`/dashboard/sales/${sale.slug}/certificate.json`)).status()).toBe(401)
})
