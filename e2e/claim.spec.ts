import type { Page } from '@playwright/test'
import { stockOf } from './support/sale.ts'
import { claimButton, claimOne, expectPaid, inBag, openBag, openSale, pay, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

test('the countdown reaches zero and the button turns by itself, without a reload', async ({
  page,
  makeSale,
}) => {
  const sale = await makeSale({ opensInSeconds: 8, items: [{ name: 'Early cup', stock: 3 }] })
  await openSale(page, sale)
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))
  await expect(page.getByRole('button', { name: /^Opens in/ })).toBeDisabled()
  await expect(claimButton(page)).toBeEnabled()
  await claimButton(page).click()
  await expect(toBag(page)).toBeVisible()
  expect(await page.evaluate(() => Reflect.get(window, 'isSamePage'))).toBe(true)
})

test('two phones go for the last unit: one gets it and pays, the other reads the truth within two seconds', async ({
  page,
  openPhone,
  makeSale,
  allowConsole,
  sql,
}) => {
  // The refusal of the slower phone is an HTTP answer that the browser notes.
  allowConsole(/status of 409/)
  const sale = await makeSale({ items: [{ name: 'Last lamp', stock: 1, limitPerShopper: 1 }] })
  const other = await openPhone()
  await Promise.all([openSale(page, sale), openSale(other, sale)])
  await Promise.all([claimButton(page).click(), claimButton(other).click()])
  const winner = await Promise.race(
    [page, other].map((phone) =>
      toBag(phone)
        .waitFor()
        .then(() => phone),
    ),
  )
  const loser = winner === page ? other : page

  await expect(loser.getByRole('button', { name: 'All held' })).toBeVisible({ timeout: 2_000 })
  await expect(toBag(loser)).toBeHidden()
  const time = loser.getByRole('region', { name: 'Time' })
  await expect(time).toContainText('All held. Closes in')
  await expect(time.locator('.clock time')).toBeVisible()

  await toBag(winner).click()
  await pay(winner)
  await expectPaid(winner)
  await expect(loser.getByRole('button', { name: 'Sold out' })).toBeVisible({ timeout: 2_000 })
  await expectNothingToWaitFor(loser, sale.title)
  expect(await stockOf(sql, sale.items[0]?.id ?? '')).toEqual({ free: 0, held: 0, sold: 1 })
})

/** Nothing counts down to the end of what has none left: the page, its description and its card say that all is sold. */
async function expectNothingToWaitFor(page: Page, title: string): Promise<void> {
  const time = page.getByRole('region', { name: 'Time' })
  await expect(time).toContainText('Every unit is sold')
  await expect(time.locator('.clock')).toHaveText('Sold out')
  await expect(time.getByRole('time')).toHaveCount(0)
  await expect(page.locator('[data-bottom-bar]')).toContainText('More only if the maker adds some.')
  await page.reload()
  await expect(page.locator('meta[name=description]')).toHaveAttribute('content', /Sold out\.$/)
  await time.getByRole('link', { name: 'Other sales' }).click()
  await expect(page).toHaveURL(/\/$/)
  await page.goto(`/?q=${encodeURIComponent(title)}`)
  const card = page.getByRole('article')
  await expect(card).toContainText('Every unit is soldSold out')
  await expect(card.getByRole('time')).toHaveCount(0)
}

test('a second window sees the stock fall as it happens', async ({ page, openPhone, makeSale }) => {
  const sale = await makeSale({ items: [{ name: 'Falling cup', stock: 3 }] })
  const watcher = await openPhone()
  await openSale(watcher, sale)
  await expect(watcher.getByRole('radio', { name: /3 left/ })).toBeVisible()
  await claimOne(page, sale)
  await expect(watcher.getByRole('radio', { name: /2 left/ })).toBeVisible({ timeout: 2_000 })
})

test('a second tab shows the claim and its bag', async ({ page, context, makeSale }) => {
  const sale = await makeSale({ items: [{ name: 'Shared cup', stock: 3 }] })
  await claimOne(page, sale)
  const tab = await context.newPage()
  await tab.goto('/')
  await expect(tab.getByRole('link', { name: /1 unit in your bag/ })).toBeVisible()
  await openBag(tab, sale)
  await expect(inBag(tab).getByRole('heading', { name: 'Shared cup' })).toBeVisible()

  await tab.getByRole('button', { name: 'Give back Shared cup' }).click()
  await expect(tab.getByRole('heading', { name: 'Nothing in here' })).toBeVisible()
  await expect(toBag(page)).toBeHidden()
  await expect(claimButton(page)).toBeVisible()
})

test('a claim that runs out is free again within two seconds, and the other phone sees it', async ({
  page,
  openPhone,
  makeSale,
  sql,
}) => {
  const sale = await makeSale({
    holdSeconds: 12,
    items: [{ name: 'Brief cup', stock: 1, limitPerShopper: 1 }],
  })
  await claimOne(page, sale)
  const watcher = await openPhone()
  await openSale(watcher, sale)
  await expect(watcher.getByRole('button', { name: 'All held' })).toBeVisible()
  await openBag(page, sale)
  await page.getByLabel('Full name').fill('Ada in the middle of typing')

  await expect(claimButton(watcher)).toBeVisible({ timeout: 20_000 })
  // By the database's own clock, so that a slow browser neither hides nor invents a delay.
  const [claim] = await sql<{ lateMs: number }[]>`
    select extract(epoch from released_at - expires_at)::float8 * 1000 as "lateMs" from claims where sale_id = ${sale.id}`
  expect(claim?.lateMs).toBeGreaterThanOrEqual(0)
  expect(claim?.lateMs).toBeLessThan(2_000)

  await expect(page.getByRole('heading', { name: 'Your time ran out' })).toBeVisible()
  await page.getByRole('link', { name: `Back to ${sale.title}` }).click()
  await claimButton(page).click()
  await toBag(page).click()
  await expect(page.getByLabel('Full name')).toHaveValue('Ada in the middle of typing')
})
