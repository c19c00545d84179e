import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict'
import { parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { everyMail } from './all.ts'
import { renderMail } from './mail.ts'
import { offer } from './offer.ts'
import { paid } from './paid.ts'
import { OFFER, ORDER } from './samples.ts'
import { LANGUAGES, languageOf, MESSAGES, type MessageKey, WRITING } from './say.ts'

const SHOP = 'https://shop.example'
const KEYS = Object.keys(MESSAGES.en) as MessageKey[]
type Element = ReturnType<typeof parse>[number]

/** The values a message asks for, and the plural forms it names. */
function askedFor(elements: readonly Element[], values = new Set<string>(), forms = new Set<string>()) {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue
    values.add(element.value)
    if (element.type !== TYPE.plural) continue
    for (const [form, option] of Object.entries(element.options)) {
      forms.add(form)
      askedFor(option.value, values, forms)
    }
  }
  return { values: [...values].toSorted(), forms: [...forms] }
}

Deno.test('every language has every message of the mails, asking for the same values by forms it has', () => {
  for (const language of LANGUAGES) {
    deepEqual(Object.keys(MESSAGES[language]), KEYS, language)
    const { pluralCategories } = new Intl.PluralRules(WRITING[language].tag).resolvedOptions()
    for (const key of KEYS) {
      const { values, forms } = askedFor(parse(MESSAGES[language][key]))
      deepEqual(values, askedFor(parse(MESSAGES.en[key])).values, `${language} ${key}`)
      ok(forms.length === 0 || forms.includes('other'), `${language} ${key}`)
      for (const form of forms) ok(pluralCategories.includes(form as Intl.LDMLPluralRule), `${key}: ${form}`)
    }
  }
})

Deno.test('a mail to a shopper has no sentence left in English', () => {
  const english = everyMail(SHOP, 'en')
  for (const language of ['de', 'ar'] as const) {
    for (const [which, mail] of Object.entries(everyMail(SHOP, language))) {
      if (which === 'help, to the merchant') continue
      equal(mail.language, language, which)
      const said = new Set(
        renderMail(english[which] ?? mail)
          .text.split('\n')
          .filter((line) => /\p{L}{2} \p{L}{2}/u.test(line)),
      )
      // What is the same is what somebody else wrote: names, addresses, the message that is quoted, the sale's own words.
      const same = renderMail(mail)
        .text.split('\n')
        .filter((line) => said.has(line))
      for (const line of same)
        match(line, /Ada Lovelace|Kai 1|Hamburg|Moon jar|Tide clock|^> |Kiln|Forty pots/, which)
    }
  }
})

Deno.test('the receipt in German and in Arabic: money, date and country as they are written there', () => {
  const german = renderMail(paid({ ...ORDER, language: 'de' }, SHOP))
  equal(german.subject, 'Deine Bestellung 7K2M-9QPD ist bestätigt')
  const text = german.text.replaceAll('\u00a0', ' ')
  for (const part of ['Summe: 88,90 €', 'Bezahlt am 22. November 2026, 14:32 UTC.', 'Geht an', 'Deutschland'])
    ok(text.includes(part), part)
  const arabic = renderMail(paid({ ...ORDER, language: 'ar' }, SHOP))
  match(arabic.html, /<html lang="ar" dir="rtl">/)
  match(arabic.html, /text-align:right/)
  match(arabic.text, /14:32\u2069? UTC/)
  for (const part of ['88.90', 'ألمانيا']) ok(arabic.text.includes(part), part)
})

Deno.test('one, two, few and many have forms of their own in Arabic', () => {
  const subjects = [1, 2, 3, 11].map(
    (quantity) => offer({ ...OFFER, language: 'ar', quantity }, SHOP).subject,
  )
  equal(new Set(subjects.map((subject) => subject.replace(/\d+/g, ''))).size, 4)
})

Deno.test('a name keeps its own direction among Arabic words, and a link stays a link', () => {
  const { text, subject } = renderMail(paid({ ...ORDER, language: 'ar' }, SHOP))
  ok(text.includes('\u2068Kiln & Co\u2069'))
  doesNotMatch(subject, /[\u2068\u2069]/)
  match(text, /\nhttps:\/\/shop\.example\/orders\/[0-9a-f-]+\n/)
})

Deno.test('a language nobody knows reads English', () => {
  for (const word of ['xx', '', null, 7, 'DE']) equal(languageOf(word), 'en')
  equal(languageOf('ar'), 'ar')
})
