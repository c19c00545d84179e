import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#lib/languages/languages.ts'
import { textIn } from '#lib/languages/messages.ts'
import {
  CONTACT_FIELDS,
  checkContact,
  contactFrom,
  EMPTY_CONTACT,
  firstWrongField,
  mergeContacts,
} from './contact.ts'
import { countryName, listCountries } from './countries.ts'

const t = textIn('en', 'contact')

const complete = {
  email: 'ada@example.com',
  name: 'Ada Byron',
  line1: 'Weserstr. 12',
  line2: '',
  postalCode: '12045',
  city: 'Berlin',
  country: 'DE',
}

describe('the address form', () => {
  test('can be sent when everything but the second line is filled in', () => {
    expect(checkContact(complete, t)).toEqual({})
  })

  test('names each field left empty, and only those a parcel needs', () => {
    const errors = checkContact(EMPTY_CONTACT, t)
    expect(Object.keys(errors).sort()).toEqual(CONTACT_FIELDS.filter((field) => field !== 'line2').sort())
    for (const sentence of Object.values(errors)) expect(sentence).toMatch(/^(Enter|Choose) .+\.$/)
  })

  test.each(['ada', 'ada@', '@example.com', 'ada@example', 'ada byron@example.com', 'ada@example.'])(
    'refuses %j as an e-mail',
    (email) => {
      expect(checkContact({ ...complete, email }, t).email).toContain('Check the e-mail')
    },
  )

  test('refuses a country outside the list and a value longer than the database takes', () => {
    expect(checkContact({ ...complete, country: 'XX' }, t).country).toBeDefined()
    expect(checkContact({ ...complete, name: 'x'.repeat(121) }, t).name).toContain('120')
  })

  test('puts the focus on the first wrong field in reading order', () => {
    expect(firstWrongField(checkContact({ ...complete, city: '', name: '' }, t))).toBe('name')
    expect(firstWrongField({})).toBeNull()
  })
})

describe('the countries', () => {
  test.each(LANGUAGES)('are all there in %s, each by a name and no name twice', (language) => {
    const countries = listCountries(language)
    expect(countries.map(([code]) => code).toSorted()).toHaveLength(34)
    expect(new Set(countries.map(([, name]) => name)).size).toBe(34)
    for (const [code, name] of countries) expect(name).not.toBe(code)
  })

  test('stand in the order of the reader, and an old order may name another', () => {
    expect(
      listCountries('de')
        .map(([code]) => code)
        .slice(0, 3),
    ).toEqual(['BE', 'BG', 'DK'])
    expect(listCountries('de').at(-2)?.[1]).toBe('Vereinigtes Königreich')
    expect(countryName('BR', 'en')).toBe('Brazil')
    expect(countryName('Narnia', 'en')).toBe('Narnia')
  })
})

describe('what is remembered', () => {
  test('survives any shape found in storage', () => {
    for (const odd of [null, undefined, 7, 'text', [], { email: 3, name: null }])
      expect(contactFrom(odd)).toEqual(EMPTY_CONTACT)
    expect(contactFrom({ ...complete, extra: 'x' })).toEqual(complete)
  })

  test('is completed by the last order, never overwritten by it', () => {
    const typed = { ...EMPTY_CONTACT, email: 'new@example.com' }
    expect(mergeContacts(typed, complete)).toEqual({ ...complete, email: 'new@example.com' })
  })
})
