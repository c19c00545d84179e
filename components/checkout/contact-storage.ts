import { type Contact, contactFrom, EMPTY_CONTACT } from '#lib/bags/contact.ts'

const KEY = 'stampede.contact'

/** What was typed on this device before; empty where nothing was, or where the browser keeps nothing. */
export function rememberedContact(): Contact {
  try {
    return contactFrom(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
  } catch {
    // Storage can be switched off or hold something damaged: the form then starts empty, which loses nothing new.
    return EMPTY_CONTACT
  }
}

/** Keeps what is typed, letter by letter, so that a reload or an empty battery loses none of it. */
export function rememberContact(contact: Contact): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(contact))
  } catch {
    // Private windows may refuse storage: paying works all the same, only the next visit starts empty.
  }
}
