import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { openDesk, requireMember } from './support/desk.ts'
import { expectNoFindings } from './support/looks.ts'
import { makeMerchant, memberOf } from './support/merchants.ts'
import { expect, test } from './support/test.ts'

const SHOTS = process.env.E2E_SHOTS

const photo = async (color: string) => ({
  name: 'mug.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 1800, height: 1200, channels: 3, background: color } })
    .jpeg()
    .toBuffer(),
})

async function look(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
}

/** No sideways scrolling, and nothing for axe to find. */
async function expectSound(page: Page): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(wider).toBeLessThanOrEqual(0)
  await expectNoFindings(page)
}

for (const { name, size } of [
  { name: 'phone', size: { width: 320, height: 740 } },
  { name: 'desk', size: { width: 1280, height: 800 } },
]) {
  test(`a product with pictures is made, lost to a reload and brought back, saved and changed: ${name}`, async ({
    page,
    sql,
    allowConsole,
  }) => {
    allowConsole(/422/)
    await page.setViewportSize(size)
    const merchant = await makeMerchant(sql, 'Kiln & Co')
    await openDesk(page, '/dashboard/products', await memberOf(page, sql, [merchant], null))
    await expect(page.getByText('Nothing here yet.')).toBeVisible()
    await look(page, `${name}-empty`)
    await page.getByRole('link', { name: 'Add the first product' }).click()
    await page.getByLabel('Name').fill('Salt-glazed mug')
    await page.getByLabel('Story').fill('Thrown by hand.')

    const chooser = page.getByLabel(/Choose a picture|Add a picture/)
    await chooser.setInputFiles({
      name: 'notes.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('not a picture'),
    })
    await expect(page.getByText('This is not a picture the shop can show.')).toBeVisible()
    await look(page, `${name}-refused`)
    await page.getByRole('button', { name: 'Leave it' }).click()
    for (const color of ['#ff4d00', '#146']) await chooser.setInputFiles(await photo(color))
    await expect(page.getByLabel('What picture 2 shows')).toBeVisible()

    await page.getByRole('button', { name: 'Save product' }).click()
    await expect(page.getByText('Write what the picture shows.')).toHaveCount(2)
    await expect(page.getByLabel('What picture 1 shows')).toBeFocused()
    await expectSound(page)
    await look(page, `${name}-errors`)
    await page.getByLabel('What picture 1 shows').fill('An orange mug')
    await page.getByLabel('What picture 2 shows').fill('A blue mug')
    await page.getByRole('button', { name: 'Move picture 2 earlier' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('What picture 1 shows')).toHaveValue('A blue mug')
    await page.getByRole('button', { name: 'Add a choice' }).click()
    await page.getByRole('textbox', { name: 'Choice 2' }).fill('Large')

    await page.reload()
    await expect(page.getByText('These are the changes you made on this device earlier.')).toBeVisible()
    await expect(page.getByLabel('Name')).toHaveValue('Salt-glazed mug')
    await look(page, `${name}-form`)
    await page.getByRole('button', { name: 'Save product' }).click()
    await expect(page.getByRole('heading', { name: 'Products' })).toBeVisible()
    const link = page.getByRole('link', { name: 'Salt-glazed mug' })
    await expect(link).toBeVisible()
    await expect(page.getByText('2 choices: One size, Large')).toBeVisible()
    const shown = page.getByRole('img', { name: 'A blue mug' })
    await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
    await expect(shown).toHaveAttribute('srcset', /400\.webp 400w,.*800\.webp 800w,.*1600\.webp 1600w/)
    await expectSound(page)
    await look(page, `${name}-list`)

    const files = () =>
      sql`select name from storage.objects where bucket_id = 'pictures' and name like ${`${merchant.id}/%`}`
    expect(await files()).toHaveLength(6)
    await link.click()
    await page.getByRole('button', { name: 'Remove picture 1' }).click()
    await page.getByRole('button', { name: 'Save product' }).click()
    await expect(page.getByRole('heading', { name: 'Products' })).toBeVisible()
    await expect(page.getByRole('img', { name: 'An orange mug' })).toBeVisible()
    expect(await files()).toHaveLength(3)
  })
}

test('two people who change one product are told, and nothing is lost', async ({ page, sql, openPhone }) => {
  const merchant = await makeMerchant(sql, 'Kiln & Co')
  const account = await memberOf(page, sql, [merchant], null)
  await sql`
    with made as (insert into products (merchant_id, slug, name) values (${merchant.id}, 'mug', 'Mug') returning id)
    insert into product_variants (product_id, name) select id, 'One size' from made`
  const other = await openPhone()
  for (const one of [page, other]) {
    await openDesk(one, '/dashboard/products', account)
    await one.getByRole('link', { name: 'Mug' }).click()
    await expect(one.getByLabel('Name')).toHaveValue('Mug')
  }
  await page.getByLabel('Name').fill('Mug, blue')
  await page.getByRole('button', { name: 'Save product' }).click()
  await expect(page.getByRole('link', { name: 'Mug, blue' })).toBeVisible()
  await other.getByLabel('Story').fill('Mine')
  await other.getByRole('button', { name: 'Save product' }).click()
  await expect(other.getByText('Somebody else has saved this product')).toBeVisible()
  await expect(other.getByLabel('Story')).toHaveValue('Mine')
})

test('a packer looks and does not change; another merchant sees nothing of it', async ({
  page,
  sql,
  openPhone,
  allowConsole,
}) => {
  allowConsole(/404/)
  const account = await requireMember(page, sql, 'packer')
  await openDesk(page, '/dashboard/products', account)
  await expect(page.getByRole('table', { name: 'Products' }).getByRole('row').nth(1)).toBeVisible()
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'New product' })).toHaveCount(0)
  await page.goto('/dashboard/products/new')
  await expect(page.getByRole('heading', { name: 'Not with your role' })).toBeVisible()

  const [theirs] =
    await sql`select p.id, p.name from products p join merchants m on m.id = p.merchant_id where m.slug = 'tidewater' limit 1`
  const merchant = await makeMerchant(sql, 'Kiln & Co')
  const stranger = await openPhone()
  await openDesk(stranger, '/dashboard/products', await memberOf(stranger, sql, [merchant], null))
  await expect(stranger.getByText(theirs?.name)).toHaveCount(0)
  const answer = await stranger.goto(`/dashboard/products/${theirs?.id}`)
  expect(answer?.status()).toBe(404)
})
