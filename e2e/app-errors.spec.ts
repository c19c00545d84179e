import type { Page } from '@playwright/test'
import { expectSound } from './support/looks.ts'
import { claimOne, expectPaid, openBag, pay } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

const SECRET = 'connect ECONNREFUSED postgres://shop:secret@db'
const TECHNICAL = /ECONNREFUSED|postgres|secret|error|digest|undefined|\bat \w+\./i

const SAID = {
  en: { title: 'Our mistake', safe: 'What you hold is safe', again: 'Try again', back: 'See all sales' },
  de: {
    title: 'Unser Fehler',
    safe: 'Was du gesichert hast, bleibt deins',
    again: 'Noch mal versuchen',
    back: 'Alle Verkäufe ansehen',
  },
  ar: { title: 'خطأ منا', safe: 'ما حجزته محفوظ', again: 'أعد المحاولة', back: 'شاهد كل العروض' },
} as const
type Language = keyof typeof SAID

/** What must be true of a page that broke, wherever it broke. */
async function expectWaysOn(page: Page, language: Language, picture: string): Promise<void> {
  const main = page.getByRole('main')
  await expect(main.getByRole('heading', { level: 1 })).toHaveText(SAID[language].title)
  await expect(main).toContainText(SAID[language].safe)
  await expect(main.getByRole('link', { name: SAID[language].back })).toHaveAttribute('href', '/')
  await expect(main.getByRole('button', { name: SAID[language].again })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${language}`))
  await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr')
  expect(await page.locator('body').innerText()).not.toMatch(TECHNICAL)
  if (process.env.E2E_PICTURES)
    await page.screenshot({ path: `${process.env.E2E_PICTURES}/${picture}-${language}.png` })
  await expectSound(page, `${picture}, ${language}`)
}

/**
 * From `setBroken('far')` on whatever shows an instant far ahead throws in the browser, as the end of a sale; from 'any' on whatever shows
 * any, as the end of a claim in the header.
 */
async function makeBreakable(page: Page): Promise<(broken: 'far' | 'any' | 'nothing') => Promise<void>> {
  await page.addInitScript((secret) => {
    const real = Date.prototype.toISOString
    Date.prototype.toISOString = function () {
      const broken = sessionStorage.getItem('test.broken')
      if (broken === 'any' || (broken === 'far' && this.getTime() > Date.now() + 600_000))
        throw new Error(secret)
      return real.call(this)
    }
  }, SECRET)
  return (broken) => page.evaluate((value) => sessionStorage.setItem('test.broken', value), broken)
}

test('a page the server cannot make says so in three languages, inside the shop, and "try again" asks the server again', async ({
  page,
  makeSale,
  allowConsole,
  sql,
}) => {
  allowConsole(/Server Components render|status of 500|Minified React error/)
  const sale = await makeSale({ items: [{ name: 'Broken cup', stock: 3 }] })
  await claimOne(page, sale)
  await openBag(page, sale)
  await pay(page)
  await expectPaid(page)
  const { pathname } = new URL(page.url())
  // A time that is none: the server cannot read this order any more, which nobody else wants to.
  await sql`update orders set pay_expires_at = 'infinity' where sale_id = ${sale.id}`
  for (const language of ['en', 'de', 'ar'] as const) {
    await page.emulateMedia({ colorScheme: language === 'de' ? 'dark' : 'light' })
    await page.goto(`/${language}`)
    await page.goto(pathname)
    await expectWaysOn(page, language, 'broken-order')
    await expect(page.getByRole('banner').getByRole('link').first()).toBeVisible()
    await expect(page.getByRole('contentinfo')).toBeAttached()
  }
  await sql`update orders set pay_expires_at = null where sale_id = ${sale.id}`
  await page.getByRole('button', { name: SAID.ar.again }).click()
  await expect(page.getByRole('main')).toContainText('Broken cup')
})

test('a page that breaks in the browser keeps the shop around it and comes back', async ({
  page,
  makeSale,
  allowConsole,
}) => {
  allowConsole(/ECONNREFUSED|Minified React error/)
  const sale = await makeSale({ items: [{ name: 'Broken cup', stock: 3 }] })
  const setBroken = await makeBreakable(page)
  await page.goto('/en')
  await setBroken('far')
  await page.goto(`/sales/${sale.slug}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(SAID.en.title)
  await setBroken('nothing')
  await expectWaysOn(page, 'en', 'broken-sale')
  await expect(page.getByRole('banner').getByRole('link').first()).toBeVisible()
  await page.getByRole('button', { name: SAID.en.again }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(sale.title)
})

for (const language of ['en', 'de', 'ar'] as const)
  test(`when even the frame of the page breaks (${language}), the last page there is says the same`, async ({
    page,
    makeSale,
    allowConsole,
  }) => {
    allowConsole(/ECONNREFUSED|Minified React error/)
    const sale = await makeSale({ items: [{ name: 'Held cup', stock: 3 }] })
    const setBroken = await makeBreakable(page)
    await page.emulateMedia({ colorScheme: language === 'de' ? 'dark' : 'light' })
    await claimOne(page, sale)
    await page.goto(`/${language}`)
    // The header counts down what is held, on every page.
    await setBroken('any')
    await page.goto('/account')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(SAID[language].title)
    await setBroken('nothing')
    await expectWaysOn(page, language, 'broken-frame')
    await expect(page.getByRole('banner')).toHaveCount(0)
    await page.getByRole('button', { name: SAID[language].again }).click()
    await expect(page.getByRole('banner')).toBeVisible()
  })
