import { parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import { LANGUAGES, WRITING } from './languages.ts'
import { CATALOGUE, compiledMessages, textIn } from './messages.ts'

type Element = ReturnType<typeof parse>[number]

/** What a message asks to be given: its arguments and tags, however deep, and for plurals the forms it has. */
function askedFor(elements: readonly Element[], into = new Set<string>()): Set<string> {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue
    into.add(element.value)
    if (element.type === TYPE.tag) askedFor(element.children, into)
    if (element.type === TYPE.plural || element.type === TYPE.select)
      for (const option of Object.values(element.options)) askedFor(option.value, into)
  }
  return into
}

function pluralsOf(elements: readonly Element[]): string[][] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.tag) return pluralsOf(element.children)
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return []
    const inside = Object.values(element.options).flatMap((option) => pluralsOf(option.value))
    return element.type === TYPE.plural ? [Object.keys(element.options), ...inside] : inside
  })
}

const everyMessage = Object.entries(CATALOGUE.en).flatMap(([namespace, messages]) =>
  Object.entries(messages).map(([key, english]) => ({ namespace, key, english })),
)
type Catalogue = Record<string, Record<string, string>>
const messagesOf = (language: (typeof LANGUAGES)[number]): Catalogue => CATALOGUE[language]

describe.each(LANGUAGES)('the messages in %s', (language) => {
  it('are the same ones as in English, none missing and none left over', () => {
    const keys = Object.entries(messagesOf(language)).flatMap(([namespace, messages]) =>
      Object.keys(messages).map((key) => `${namespace}.${key}`),
    )
    expect(keys.toSorted()).toEqual(
      everyMessage.map(({ namespace, key }) => `${namespace}.${key}`).toSorted(),
    )
  })

  it('ask for the same values as the English ones, and are not empty', () => {
    const wrong = everyMessage.filter(({ namespace, key, english }) => {
      const message = messagesOf(language)[namespace]?.[key] ?? ''
      const asked = [...askedFor(parse(message))].toSorted().join()
      return message.trim() === '' || asked !== [...askedFor(parse(english))].toSorted().join()
    })
    expect(wrong.map(({ namespace, key }) => `${namespace}.${key}`)).toEqual([])
  })

  it('name only plural forms the language has, and always the one for everything else', () => {
    const { pluralCategories } = new Intl.PluralRules(WRITING[language].tag).resolvedOptions()
    const wrong = everyMessage.filter(({ namespace, key }) =>
      pluralsOf(parse(messagesOf(language)[namespace]?.[key] ?? '')).some((forms) => {
        const named = forms.filter((form) => !form.startsWith('='))
        return (
          !named.includes('other') ||
          named.some((form) => !pluralCategories.includes(form as Intl.LDMLPluralRule))
        )
      }),
    )
    expect(wrong.map(({ namespace, key }) => `${namespace}.${key}`)).toEqual([])
  })
})

it('a message that is not there is an error that says where to add it', () => {
  const t = textIn('de', 'layout') as unknown as (key: string) => string
  expect(() => t('nowhere')).toThrow('there is no message layout.nowhere here: add it to messages/')
})

it('a message is said in its language, with its values in it', () => {
  expect(textIn('de', 'layout')('allSales')).toBe('Alle Verkäufe')
})

it('compiled messages are plain data, which is all that React hands to the browser', () => {
  const isPlain = (value: unknown): boolean =>
    typeof value !== 'object' || value === null
      ? true
      : (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) &&
        Object.values(value).every(isPlain)
  expect(isPlain(compiledMessages('ar', ['bag', 'checkout']))).toBe(true)
})
