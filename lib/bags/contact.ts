import type { MessageKey, Text } from '#lib/languages/translator.ts'
import { isCountry } from './countries.ts'

/** Who pays and where the parcel goes, as the form holds it: every field a string, empty when not typed yet. */
export type Contact = {
  email: string
  name: string
  line1: string
  line2: string
  postalCode: string
  city: string
  country: string
}

export type ContactField = keyof Contact
export type ContactErrors = Partial<Record<ContactField, string>>

export const CONTACT_FIELDS: readonly ContactField[] = [
  'email',
  'name',
  'line1',
  'line2',
  'postalCode',
  'city',
  'country',
]

export const EMPTY_CONTACT: Contact = {
  email: '',
  name: '',
  line1: '',
  line2: '',
  postalCode: '',
  city: '',
  country: '',
}

/** Longest value taken for each field, in characters; e-mail's 254 is the limit of RFC 5321. */
export const CONTACT_MAX: Record<ContactField, number> = {
  email: 254,
  name: 120,
  line1: 120,
  line2: 120,
  postalCode: 16,
  city: 80,
  country: 2,
}

const MISSING: Partial<Record<ContactField, MessageKey<'contact'>>> = {
  email: 'missingEmail',
  name: 'missingName',
  line1: 'missingLine1',
  postalCode: 'missingPostalCode',
  city: 'missingCity',
  country: 'missingCountry',
}

/** Something before the at, something after it with a dot: the receipt finds out the rest. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/

/** One sentence that says what to do for each field that cannot be sent; empty when the form can go. */
export function checkContact(contact: Contact, t: Text<'contact'>): ContactErrors {
  const errors: ContactErrors = {}
  for (const field of CONTACT_FIELDS) {
    const value = contact[field].trim()
    const missing = MISSING[field]
    if (value === '' && missing) errors[field] = t(missing)
    else if (value.length > CONTACT_MAX[field]) errors[field] = t('tooLong', { max: CONTACT_MAX[field] })
  }
  if (!errors.email && !EMAIL.test(contact.email.trim())) errors.email = t('wrongEmail')
  if (!errors.country && !isCountry(contact.country.trim())) errors.country = t('wrongCountry')
  return errors
}

/** The first field with something to mend, in the order of the form: where the focus goes. */
export function firstWrongField(errors: ContactErrors): ContactField | null {
  return CONTACT_FIELDS.find((field) => errors[field]) ?? null
}

/** Values of any shape (old storage, a past order) made a contact: strings kept and cut, the rest empty. */
export function contactFrom(value: unknown): Contact {
  const contact = { ...EMPTY_CONTACT }
  if (typeof value !== 'object' || value === null) return contact
  for (const field of CONTACT_FIELDS) {
    const given: unknown = Reflect.get(value, field)
    if (typeof given === 'string') contact[field] = given.slice(0, CONTACT_MAX[field])
  }
  return contact
}

/** The first of several contacts that has anything typed in it, field by field. */
export function mergeContacts(...contacts: readonly Contact[]): Contact {
  const merged = { ...EMPTY_CONTACT }
  for (const field of CONTACT_FIELDS)
    merged[field] = contacts.map((contact) => contact[field]).find((value) => value !== '') ?? ''
  return merged
}
