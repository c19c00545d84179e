import { describe, expect, test } from 'vitest'
import {
  CONTACT_FIELDS,
  checkContact,
  contactFrom,
  EMPTY_CONTACT,
  firstWrongField,
  mergeContacts,
} from './contact.ts'

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
    expect(checkContact(complete)).toEqual({})
  })

  test('names each field left empty, and only those a parcel needs', () => {
    const errors = checkContact(EMPTY_CONTACT)
    expect(Object.keys(errors).sort()).toEqual(CONTACT_FIELDS.filter((field) => field !== 'line2').sort())
    for (const sentence of Object.values(errors)) expect(sentence).toMatch(/^(Enter|Choose) .+\.$/)
  })

  test.each(['ada', 'ada@', '@example.com', 'ada@example', 'ada byron@example.com', 'ada@example.'])(
    'refuses %j as an e-mail',
    (email) => {
      expect(checkContact({ ...complete, email }).email).toContain('Check the e-mail')
    },
  )

  test('refuses a country outside the list and a value longer than the database takes', () => {
    expect(checkContact({ ...complete, country: 'XX' }).country).toBeDefined()
    expect(checkContact({ ...complete, name: 'x'.repeat(121) }).name).toContain('120')
  })

  test('puts the focus on the first wrong field in reading order', () => {
    expect(firstWrongField(checkContact({ ...complete, city: '', name: '' }))).toBe('name')
    expect(firstWrongField({})).toBeNull()
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
