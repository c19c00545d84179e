import { expectNoFindings, widest } from './support/looks.ts'
import { expect, test } from './support/test.ts'

const cards = '[href^="/sales/"]'

test.describe('without any script', () => {
  test.use({ javaScriptEnabled: false })

  test('a sale is found by a word, its category and its price, and what was asked for is taken away again', async ({
    page,
    makeSale,
    sql,
  }) => {
    const sale = await makeSale({ items: [{ name: 'Ölkanne', stock: 5, priceCents: 2_400 }] })
    const [cheaper, dearer] = [
      await makeSale({ items: [{ name: 'Ölkanne', stock: 5, priceCents: 1_100 }] }),
      await makeSale({ items: [{ name: 'Ölkanne', stock: 5, priceCents: 9_900 }] }),
    ]
    const word = `kannen${sale.slug.slice(-8)}`
    for (const each of [sale, cheaper, dearer])
      await sql`update sales set tagline = ${`Für ${word}`}, category = 'garden' where id = ${each.id}`
    await page.goto('/')
    await page.getByRole('link', { name: 'Find' }).click()
    await page.getByRole('searchbox', { name: 'Search sales' }).fill(`OLKANNE ${word}`)
    await page.getByRole('button', { name: 'Search' }).click()
    await expect(page).toHaveURL(/\?q=OLKANNE/)
    await expect(page.getByText('3 sales')).toBeVisible()

    await page.getByText('Sort and filter').click()
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Lowest price')
    await page.getByRole('combobox', { name: 'Price' }).selectOption('Up to €50')
    await page.getByRole('button', { name: 'Show sales' }).click()
    await expect(page.getByText('2 sales')).toBeVisible()
    const found = page.getByRole('main').getByRole('article').locator(cards)
    await expect(found).toHaveCount(2)
    expect(await found.evaluateAll((all) => all.map((each) => each.getAttribute('href')))).toEqual([
      `/sales/${cheaper.slug}`,
      `/sales/${sale.slug}`,
    ])

    await page.getByRole('link', { name: 'Remove: up to €50' }).click()
    await expect(page.getByText('3 sales')).toBeVisible()
    await page.getByRole('navigation', { name: 'Categories' }).getByRole('link', { name: 'Garden' }).click()
    await expect(page).toHaveURL(/category=garden/)
    await expect(page.getByText('3 sales')).toBeVisible()
    await page
      .getByRole('link', { name: /^All sales/ })
      .first()
      .click()
    await expect(page).toHaveURL(/\/$/)
  })
})

for (const language of ['en', 'de', 'ar'] as const) {
  test(`what is found, and nothing found, in ${language}: nothing axe finds in light or dark, nothing wider than 320 px`, async ({
    page,
    context,
    makeSale,
  }) => {
    await makeSale({ items: [{ name: 'Ölkanne', stock: 5, priceCents: 2_400 }] })
    await context.setExtraHTTPHeaders({ 'accept-language': language })
    for (const path of [
      '/?category=home&upto=50&sort=price',
      `/?q=${'xylophone'.repeat(8)}&show=soon&upto=25`,
    ]) {
      await page.goto(path)
      await page.locator('details summary').first().click()
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await expectNoFindings(page, {
          what: `${path}, ${colorScheme}`,
          repeats: 'article:nth-of-type(n + 3)',
        })
      }
      await page.setViewportSize({ width: 320, height: 640 })
      await expect.poll(() => widest(page), { message: 'what is wider than the screen' }).toEqual([])
    }
  })
}
