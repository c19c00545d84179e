import type { Locator, Page } from '@playwright/test'
import { ADA, claimButton, expectPaid, payButton, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

/** As far as somebody presses Tab for something on one screen before they give up. */
const PRESSES = 40

/**
 * Presses Tab until what a screen reader would read out is `target`, found by its role and name. On the way every stop has a name,
 * and can be seen to be the one.
 */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let press = 0; press < PRESSES; press += 1) {
    await page.keyboard.press('Tab')
    const stop = page.locator(':focus')
    if ((await stop.count()) === 0) continue
    // axe's rules are about every element; this is about those one can come to.
    await expect(stop).toHaveAccessibleName(/\S/)
    const outline = await stop.evaluate((element) => {
      // A radio of ours is drawn by what stands beside it, or around it.
      const drawn = [element, element.nextElementSibling, element.closest('label'), element.parentElement]
      return drawn.some((each) => {
        if (!each) return false
        const { outlineStyle, outlineWidth } = getComputedStyle(each)
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
      })
    })
    expect(outline, `where the keyboard is can be seen: ${await stop.getAttribute('aria-label')}`).toBe(true)
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`Tab did not lead to ${target} within ${PRESSES} presses.`)
}

test('from the home page to a paid order by keyboard alone, every stop named and seen, every turn told', async ({
  page,
  makeSale,
}) => {
  test.setTimeout(120_000)
  const sale = await makeSale({
    items: [
      { name: 'First cup', stock: 3, limitPerShopper: 2, priceCents: 8_000 },
      { name: 'Second cup', stock: 3, limitPerShopper: 2, priceCents: 5_000 },
    ],
  })
  await page.goto('/')
  await page.keyboard.press('Tab')
  await expect(page.locator(':focus')).toHaveAccessibleName(/skip/i)
  await tabTo(page, page.getByRole('link', { name: 'Find' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('searchbox', { name: 'Search sales' }))
  await page.keyboard.type(sale.title)
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 sale', { exact: true })).toBeVisible()
  await tabTo(page, page.getByRole('main').getByRole('link', { name: sale.title }).first())
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/sales/${sale.slug}`))
  await expect(page.getByRole('heading', { level: 1, name: sale.title })).toBeVisible()

  await tabTo(page, page.getByRole('radio', { name: /First cup/ }))
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /Second cup/ })).toBeChecked()
  await tabTo(page, page.getByRole('button', { name: 'One more' }))
  await page.keyboard.press('Enter')
  await tabTo(page, claimButton(page))
  await expect(page.locator(':focus')).toHaveAccessibleName('Claim 2 for €100')
  await page.keyboard.press('Enter')
  await expect(toBag(page)).toBeVisible()
  await expect(
    page
      .getByRole('status')
      .filter({ hasText: /yours|held/i })
      .first(),
  ).toBeVisible()

  await tabTo(page, toBag(page))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Your bag' })).toBeVisible()
  await tabTo(page, page.getByLabel('E-mail'))
  await page.keyboard.type(ADA.email)
  for (const [field, text] of [
    ['Full name', ADA.name],
    ['Street and number', ADA.line1],
    ['Postal code', ADA.postalCode],
    ['City', ADA.city],
    ['Country', 'Germany'],
  ] as const) {
    await tabTo(page, page.getByLabel(field))
    await page.keyboard.type(text)
  }
  await tabTo(page, page.getByRole('radio', { name: /^Succeeds/ }))
  await tabTo(page, payButton(page))
  await page.keyboard.press('Enter')
  await expectPaid(page)
  await expect(page.getByRole('status').filter({ hasText: 'It is yours' })).toBeVisible()
})
