import type { Contact } from '#lib/bags/contact.ts'

/** As many as an account keeps; the database has the same rule. */
export const ADDRESSES_MAX = 10

export type AddressFields = Omit<Contact, 'email'>
export type KeptAddress = AddressFields & { id: string; isDefault: boolean }
