import { openSale } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

test('looking at a public page makes the shop render nothing else', async ({ page, makeSale }) => {
  const sale = await makeSale({ items: [{ name: 'Cup', stock: 5 }] })
  const rendered: string[] = []
  page.on('request', (request) => {
    const { searchParams, pathname } = new URL(request.url())
    if (searchParams.has('_rsc') || request.headers().rsc) rendered.push(pathname)
  })
  await openSale(page, sale)
  await page.getByRole('link', { name: 'Stampede, all sales' }).click()
  // Whichever sale is first there: with many of them, the newest is not.
  const card = page.getByRole('main').locator('a[href^="/sales/"]').first()
  await card.scrollIntoViewIfNeeded()
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => window.scrollTo(0, 0))
  await card.click()
  await expect(page).toHaveURL(/\/sales\/[^/]+$/)
  await page.waitForLoadState('networkidle')
  expect(rendered).toEqual([])
})
