import { expectNoFindings, widest } from './support/looks.ts'
import { startStripeShop } from './support/stripe-shop.ts'
import { expect, test } from './support/test.ts'

test('the kit shows every primitive in both themes, with nothing axe finds and nothing wider than 320 px', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect((await page.goto('/local/kit'))?.status()).toBe(200)
  for (const title of ['Paper and ink', 'The stock strip', 'Clocks', 'Claims', 'Forms and dialogs'])
    await expect(page.getByRole('heading', { name: title })).toBeVisible()
  await expect(page.getByText('Yours for').first()).toBeVisible()
  const [light, dark] = await page
    .locator('.kit-light, .kit-dark')
    .evaluateAll((panes) => panes.slice(0, 2).map((pane) => getComputedStyle(pane).backgroundColor))
  expect([light, dark]).toEqual(['rgb(251, 247, 240)', 'rgb(20, 17, 14)'])
  await expectNoFindings(page)
  await page.setViewportSize({ width: 320, height: 640 })
  await expect.poll(() => widest(page)).toEqual([])
})

test('a shop without the local cloud has no kit', async ({ page, allowConsole }) => {
  test.setTimeout(60_000)
  allowConsole(/status of 404/)
  const shop = await startStripeShop()
  try {
    expect((await page.goto(`${shop.url}/local/kit`))?.status()).toBe(404)
    await expect(page.getByRole('heading', { name: 'Not here' })).toBeVisible()
  } finally {
    shop.stop()
  }
})
