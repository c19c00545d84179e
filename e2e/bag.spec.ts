import { claimOne } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

test('what is held is in the page itself: there before any script has run, with its clock and its total', async ({
  page,
  browser,
  makeSale,
}) => {
  const sale = await makeSale({ items: [{ name: 'Mug', stock: 4, priceCents: 2400 }] })
  await claimOne(page, sale)
  const bare = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  })
  const bag = await bare.newPage()
  await bag.goto(`/sales/${sale.slug}/bag`)
  await expect(bag.getByRole('region', { name: 'Yours for now' })).toContainText('Mug')
  await expect(bag.getByText('Time left to pay:')).toBeAttached()
  await expect(bag.getByText('Looking into your bag…')).toHaveCount(0)
  await bare.close()

  const stranger = await browser.newContext({ javaScriptEnabled: false })
  const empty = await stranger.newPage()
  await empty.goto(`/sales/${sale.slug}/bag`)
  await expect(empty.getByRole('region', { name: 'Yours for now' })).toHaveCount(0)
  await stranger.close()
})
