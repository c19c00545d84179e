import { claimOne, openBag } from './support/shopper.ts'
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

test('what is typed into the bag before its form’s code has come is kept as well', async ({
  page,
  makeSale,
}) => {
  const sale = await makeSale({ items: [{ name: 'Mug', stock: 4 }] })
  await claimOne(page, sale)
  // The code of the form waits until the browser is idle; here that is when the test says so.
  await page.addInitScript(() => {
    const waiting: IdleRequestCallback[] = []
    window.requestIdleCallback = (task) => waiting.push(task)
    Object.assign(window, {
      beIdle() {
        for (const task of waiting.splice(0)) task({ didTimeout: false, timeRemaining: () => 10 })
      },
    })
  })
  await openBag(page, sale)
  await page.getByLabel('Full name').fill('Ada, too quick')
  await expect(page.getByRole('button', { name: /^Pay/ })).toBeHidden()
  await expect
    .poll(async () => {
      await page.evaluate(() => Reflect.get(window, 'beIdle')())
      return page.getByRole('button', { name: /^Pay/ }).isVisible()
    })
    .toBe(true)
  await expect(page.getByLabel('Full name')).toHaveValue('Ada, too quick')
  await page.reload()
  await expect
    .poll(async () => {
      await page.evaluate(() => Reflect.get(window, 'beIdle')())
      return page.getByLabel('Full name').inputValue()
    })
    .toBe('Ada, too quick')
})
