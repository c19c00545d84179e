import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { openDesk, requireMember } from './support/desk.ts'
import { expectNoFindings } from './support/looks.ts'
import { makeMerchant, memberOf } from './support/merchants.ts'
import { expect, test } from './support/test.ts'

const SHOTS = process.env.E2E_SHOTS

async function look(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
}

async function photo(color: string) {
  const create = { width: 1800, height: 1200, channels: 3 as const, background: color }
  return { name: 'mug.jpg', mimeType: 'image/jpeg', buffer: await sharp({ create }).jpeg().toBuffer() }
}

async function expectSound(page: Page): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(wider).toBeLessThanOrEqual(0)
  await expectNoFindings(page)
}

/** "2026-11-27T19:00" on the wall of Berlin, so many days from now. */
function berlin(days: number, hour: number): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(
    Date.now() + days * 86_400_000,
  )
  return `${day}T${String(hour).padStart(2, '0')}:00`
}

for (const { name, size } of [
  { name: 'phone', size: { width: 320, height: 740 } },
  { name: 'desk', size: { width: 1280, height: 800 } },
]) {
  test(`from a product with a picture to a sale that a shopper sees: ${name}`, async ({
    page,
    sql,
    openPhone,
  }) => {
    test.setTimeout(120_000)
    await page.setViewportSize(size)
    const merchant = await makeMerchant(sql, 'Kiln & Co')
    await openDesk(page, '/dashboard/products/new', await memberOf(page, sql, [merchant], null))
    await page.getByLabel('Name').fill('Salt-glazed mug')
    await page.getByLabel('Choose a picture').setInputFiles(await photo('#146'))
    await page.getByLabel('What picture 1 shows').fill('A blue mug')
    await page.getByRole('button', { name: 'Save product' }).click()
    await expect(page.getByRole('link', { name: 'Salt-glazed mug' })).toBeVisible()

    await page.goto('/dashboard')
    await page.getByRole('link', { name: 'New sale' }).click()
    const title = `Midwinter ${name} ${merchant.id.slice(0, 6)}`
    await page.getByLabel('Title', { exact: true }).fill(title)
    await page.getByRole('button', { name: 'Schedule the sale' }).click()
    await expect(page.getByText('Not scheduled yet: the checklist says what is missing.')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Choose what is for sale.' })).toBeVisible()
    await expectSound(page)
    await look(page, `builder-${name}-gaps`)

    await page.getByRole('link', { name: 'Say what kind of thing it is' }).click()
    await page.getByLabel('Category').fill('ceramics')
    await page.getByLabel('Choose a picture').setInputFiles(await photo('#ff4d00'))
    await page.getByLabel('What picture 1 shows').fill('Mugs on a shelf')
    await page.getByLabel('Opens').fill(berlin(2, 19))
    await page.getByLabel('Closes').fill(berlin(2, 21))
    await expect(page.getByText('It opens in the same second for everybody')).toBeVisible()
    await page.getByRole('button', { name: 'Add Salt-glazed mug' }).click()
    await page.getByLabel('Price, EUR').fill('79,90')
    await page.getByLabel('How many there are').fill('40')
    await page.getByLabel('Shipping, EUR').fill('4.90')
    await page.getByLabel('Tax in the prices, %').fill('19')
    await page.getByLabel('About returns').fill('Thirty days.')
    await page.reload()
    await expect(page.getByText('These are the changes you made on this device earlier.')).toBeVisible()
    await page.getByRole('button', { name: 'Save the draft' }).click()
    await expect(page.getByText('Ready to schedule')).toBeVisible()
    await expectSound(page)
    await look(page, `builder-${name}-ready`)

    await page.getByRole('link', { name: 'Look at it as a phone shows it' }).click()
    // A window of a phone's width, on a desk too: what stands side by side there is stacked here.
    const shown = page.frameLocator('iframe[title="The sale on a phone"]')
    await expect(shown.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await expect(shown.getByText('€79.90')).toBeVisible()
    const width = await shown
      .locator('html')
      .evaluate((html) => html.ownerDocument.defaultView?.innerWidth ?? 0)
    expect(width).toBeGreaterThan(300)
    expect(width).toBeLessThanOrEqual(390)
    await expectSound(page)
    await look(page, `builder-${name}-preview`)
    await page.getByRole('link', { name: 'Back to the draft' }).click()
    await page.getByRole('button', { name: 'Schedule the sale' }).click()
    await expect(page.getByRole('heading', { name: 'My sales' })).toBeVisible()
    await expect(page.getByRole('link', { name: title })).toBeVisible()
    await look(page, `builder-${name}-sales`)

    const [sale] = await sql`select slug, opens_at from sales where title = ${title}`
    const zone = { timeZone: 'Europe/Berlin', hour: '2-digit', hourCycle: 'h23' } as const
    expect(new Intl.DateTimeFormat('en', zone).format(sale?.opens_at)).toBe('19')
    const phone = await openPhone()
    await phone.goto(`/sales/${sale?.slug}`)
    await expect(phone.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await expect(phone.getByRole('img', { name: 'Mugs on a shelf' })).toBeVisible()
    const picture = phone.getByRole('img', { name: 'A blue mug' })
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
    await look(phone, `builder-${name}-shop`)
  })
}

test('a packer builds nothing, and another merchant’s draft is not there', async ({
  page,
  sql,
  openPhone,
  allowConsole,
}) => {
  allowConsole(/404/)
  await openDesk(page, '/dashboard', await requireMember(page, sql, 'packer'))
  await expect(page.getByRole('link', { name: 'New sale' })).toHaveCount(0)
  await page.goto('/dashboard/drafts/new')
  await expect(page.getByRole('heading', { name: 'Not with your role' })).toBeVisible()
  const [mine, theirs] = [await makeMerchant(sql, 'Kiln & Co'), await makeMerchant(sql, 'Loom & Co')]
  const id = '0a0a0a0a-0000-4000-8000-0a0a0a0a0a0a'
  await sql`insert into sale_drafts (id, merchant_id, content) values (${id}, ${theirs.id}, '{"title": "Secret"}') on conflict do nothing`
  const stranger = await openPhone()
  await openDesk(stranger, '/dashboard', await memberOf(stranger, sql, [mine], null))
  await expect(stranger.getByText('Secret')).toHaveCount(0)
  for (const path of [`/dashboard/drafts/${id}/preview`, `/preview/${id}`])
    expect((await stranger.goto(path))?.status()).toBe(404)
  await stranger.goto(`/dashboard/drafts/${id}`)
  await expect(stranger.getByLabel('Title', { exact: true })).toHaveValue('')
})
