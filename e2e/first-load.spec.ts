import { baselineOf, firstLoadOf, loadWithoutIdle, rootFiles } from './support/first-load.ts'
import { claimOne, expectPaid, openBag, pay } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

/** "First-load JavaScript of a shopper's page ≤ an empty Next page + 20 kB", compressed. */
const BUDGET_BYTES = 20_000

test('no page a shopper meets loads more than 20 kB of scripts beyond an empty page before it is idle', async ({
  page,
  makeSale,
}) => {
  const sale = await makeSale({
    items: [
      { name: 'Light cup', stock: 30 },
      { name: 'Other cup', stock: 3 },
    ],
  })
  await claimOne(page, sale)
  await openBag(page, sale)
  await pay(page)
  await expectPaid(page)
  const orderPath = new URL(page.url()).pathname
  // A second claim, so that the bag that is measured is a full one.
  await claimOne(page, sale)

  for (const path of ['/', `/sales/${sale.slug}`, `/sales/${sale.slug}/bag`, orderPath]) {
    const fresh = await page.context().newPage()
    const scripts = await loadWithoutIdle(fresh, path)
    await fresh.close()
    expect(
      [...rootFiles()].filter((file) => !scripts.has(file)),
      'files of an empty page',
    ).toEqual([])
    const load = firstLoadOf(path, scripts)
    process.stdout.write(
      `${path.replace(sale.slug, 'x').replace(orderPath, '/orders/x')}: ${load.ownBytes} bytes beyond ${baselineOf(scripts)}\n`,
    )
    expect.soft(load.ownBytes, `${path}\n${load.scripts.join('\n')}`).toBeLessThanOrEqual(BUDGET_BYTES)
  }
})
