import type { Page } from '@playwright/test'
import { expectSound } from './support/looks.ts'
import { ADA } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

/** The way from a claim to a paid order, in the words one reads there. */
const SHOPPERS = {
  de: {
    locale: 'de-DE',
    dir: 'ltr',
    claim: /^1 für 80\s€ sichern$/,
    toBag: /Zur Tasche$/,
    bag: 'Deine Tasche',
    give: 'Zurückgeben',
    fields: ['E-Mail', 'Vor- und Nachname', 'Straße und Hausnummer', 'Postleitzahl', 'Ort', 'Land'],
    germany: 'Deutschland',
    missing: 'Gib deine E-Mail an, dorthin geht die Quittung.',
    declines: /^Lehnt ab/,
    succeeds: /^Klappt/,
    pay: /^84,90\s€ bezahlen$/,
    declined: /Deine Karte wurde abgelehnt\. Es wurde nichts abgebucht/,
    paid: 'Es gehört dir',
    receipt: 'Quittung',
    help: 'Hilfe holen',
    write: /^Schreib an/,
    subject: /^Deine Bestellung .* ist bestätigt$/,
  },
  ar: {
    locale: 'ar-EG',
    dir: 'rtl',
    claim: /^احجز 1 مقابل .*80/,
    toBag: /إلى الحقيبة$/,
    bag: 'حقيبتك',
    give: 'أعِدها',
    fields: ['البريد الإلكتروني', 'الاسم الكامل', 'الشارع والرقم', 'الرمز البريدي', 'المدينة', 'البلد'],
    germany: 'ألمانيا',
    missing: 'اكتب بريدك الإلكتروني، فإليه يُرسل الإيصال.',
    declines: /^تُرفض/,
    succeeds: /^تنجح/,
    pay: /^ادفع .*84\.90/,
    declined: /رُفضت بطاقتك\. لم يُخصم شيء/,
    paid: 'صارت لك',
    receipt: 'الإيصال',
    help: 'اطلب المساعدة',
    write: /^اكتب إلى/,
    subject: /^تم تأكيد طلبك/,
  },
} as const

/** Words of ours that would be on one of these screens if they had been forgotten there. */
const ENGLISH =
  /\b(your|the|and|pay|paid|held|claim|left|order|give|back|choose|shipping|total|items|optional|country|street|card|units?)\b/i

/** What can be read or heard on the page; what a merchant wrote, addresses and names of companies are nobody's to translate. */
async function englishOn(page: Page, sale: { title: string }): Promise<string[]> {
  const lines = await page.evaluate(() => {
    const said = [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap((element) =>
      ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
    )
    return [document.title, ...document.body.innerText.split('\n'), ...said]
  })
  const theirs = [sale.title, 'Paid cup', 'E2E', 'Stampede', 'Stripe', ADA.email, ADA.name]
  const ours = lines.map((line) => theirs.reduce((rest, words) => rest.replaceAll(words, ''), line))
  return ours.filter((line) => ENGLISH.test(line))
}

/** In this language whole, on a phone of 320 px as well, by day and by night, and axe finds nothing. */
async function expectGood(page: Page, sale: { title: string }, state: string): Promise<void> {
  expect(await englishOn(page, sale), `${state}: no English`).toEqual([])
  await expectSound(page, state)
}

for (const [language, words] of Object.entries(SHOPPERS)) {
  test.describe(`a phone that speaks ${language}`, () => {
    test.use({ locale: words.locale })

    test('pays, asks for help and gets the receipt in its language', async ({ page, makeSale, sql }) => {
      test.slow()
      const sale = await makeSale({ items: [{ name: 'Paid cup', stock: 5, priceCents: 8_000 }] })
      await page.goto(`/sales/${sale.slug}`)
      await page.getByRole('button', { name: words.claim }).click()
      await page.getByRole('link', { name: words.toBag }).click()

      await expect(page.getByRole('heading', { name: words.bag })).toBeVisible()
      await expect(page.locator('html')).toHaveAttribute('dir', words.dir)
      await expect(page.getByRole('button', { name: words.give }).first()).toBeVisible()
      await expect(page.getByRole('button', { name: words.pay })).toBeEnabled()
      await page.getByRole('button', { name: words.pay }).click()
      await expect(page.getByText(words.missing)).toBeVisible()
      await expectGood(page, sale, 'bag')

      const [email, name, line1, postalCode, city, country] = words.fields
      const typed = [
        [email, ADA.email],
        [name, ADA.name],
        [line1, ADA.line1],
        [postalCode, ADA.postalCode],
        [city, ADA.city],
      ] as const
      for (const [label, value] of typed) await page.getByLabel(label, { exact: true }).fill(value)
      await page.getByLabel(country, { exact: true }).selectOption({ label: words.germany })
      await page.getByRole('radio', { name: words.declines }).check()
      await page.getByRole('button', { name: words.pay }).click()
      await expect(page.getByText(words.declined).first()).toBeVisible()
      await expectGood(page, sale, 'declined')

      await page.getByRole('radio', { name: words.succeeds }).check()
      await page.getByRole('button', { name: words.pay }).click()
      await expect(page).toHaveURL(/\/orders\//)
      await expect(page.getByRole('heading', { name: words.paid })).toBeVisible()
      await expect(page.getByRole('heading', { name: words.receipt })).toBeVisible()
      await expect(page.getByText(words.germany)).toBeVisible()
      await expectGood(page, sale, 'order')

      const [order] = await sql`select language from orders where sale_id = ${sale.id}`
      expect(order?.language).toBe(language)
      await page.getByRole('link', { name: words.help }).click()
      await expect(page.getByRole('textbox', { name: words.write })).toBeVisible()
      await expectGood(page, sale, 'help')
    })

    test('signs in in its language', async ({ page }) => {
      await page.goto('/sign-in')
      await expect(page.getByLabel(words.fields[0], { exact: true })).toBeVisible()
      await expectGood(page, { title: '' }, 'sign-in')
    })
  })
}
