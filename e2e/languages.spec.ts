import { expectSound } from './support/looks.ts'
import type { SalePlan } from './support/sale.ts'
import { openSale } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

/** What a shopper does on the sale page, in the words they read. */
const SPEAKERS = {
  de: {
    locale: 'de-DE',
    dir: 'ltr',
    claim: /^1 für 80\s€ sichern$/,
    toBag: /^Deins für .*Zur Tasche$/,
    inBag: /^1 Stück in deiner Tasche/,
    tellMe: 'Sag mir, wenn eins frei wird',
    next: 'Niemand mehr vor dir',
    left: 'Letztes Stück',
    language: 'Deutsch',
  },
  ar: {
    locale: 'ar-EG',
    dir: 'rtl',
    claim: /^احجز 1 مقابل .*80/,
    toBag: /^لك لمدة .*إلى الحقيبة$/,
    inBag: /^1 قطعة في حقيبتك/,
    tellMe: 'أخبرني إن عادت قطعة',
    next: 'أنت التالي في الدور',
    left: 'القطعة الأخيرة',
    language: 'العربية',
  },
} as const

const ONE_CUP: SalePlan = {
  items: [{ name: 'A cup with a long name that has to wrap somewhere', stock: 1, limitPerShopper: 1 }],
}

for (const [language, words] of Object.entries(SPEAKERS)) {
  test.describe(`a phone that speaks ${language}`, () => {
    test.use({ locale: words.locale })

    test('finds, claims and waits in its language', async ({ page, makeSale, browser }) => {
      const sale = await makeSale(ONE_CUP)
      await page.goto('/')
      await expect(page.locator('html')).toHaveAttribute('dir', words.dir)
      await expectSound(page, 'home')

      await openSale(page, sale)
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      await expect(page.getByText(words.left).first()).toBeVisible()
      await expectSound(page, 'sale')
      await page.getByRole('button', { name: words.claim }).click()
      await expect(page.getByRole('link', { name: words.toBag })).toBeVisible()
      await expect(page.getByRole('link', { name: words.inBag })).toBeVisible()
      await expectSound(page, 'claimed')

      const second = await browser.newContext({ locale: words.locale })
      const other = await second.newPage()
      await openSale(other, sale)
      await other.getByRole('button', { name: words.tellMe }).click()
      await expect(other.getByText(words.next)).toBeVisible()
      await expectSound(other, 'in line')
      await second.close()
    })

    test('is told in its language that a page is not there', async ({ page, allowConsole }) => {
      allowConsole(/404/)
      await page.goto('/nowhere')
      await expect(page.locator('html')).toHaveAttribute('dir', words.dir)
      await expectSound(page, 'not here')
    })
  })
}

test('another language is chosen at the foot of the page, and page and claim stay', async ({
  page,
  makeSale,
}) => {
  const sale = await makeSale(ONE_CUP)
  await openSale(page, sale)
  await page.getByRole('button', { name: /^Claim 1 for/ }).click()
  await expect(page.getByRole('link', { name: /^Yours for/ })).toBeVisible()

  for (const [language, words] of Object.entries(SPEAKERS)) {
    await page.getByRole('link', { name: words.language, exact: true }).click()
    await expect(page).toHaveURL(new RegExp(`/${language}/sales/${sale.slug}$`))
    await expect(page.getByRole('heading', { level: 1, name: sale.title })).toBeVisible()
    await expect(page.getByRole('link', { name: words.toBag })).toBeVisible()
  }
  // The choice is kept: an address that names no language speaks the chosen one.
  await page.goto(`/sales/${sale.slug}`)
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.getByRole('link', { name: SPEAKERS.ar.toBag })).toBeVisible()
})
