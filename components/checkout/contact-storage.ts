import { type Contact, contactFrom } from '#lib/bags/contact.ts'
import { deviceStorage } from '#lib/claims/device-storage.ts'

const kept = deviceStorage('stampede.contact')

/** What was typed on this device before; empty where nothing was, or where the browser keeps nothing. */
export function rememberedContact(): Contact {
  try {
    return contactFrom(JSON.parse(kept.read() ?? 'null'))
  } catch {
    // Damaged by hand or by another program: the form starts empty, which loses nothing new.
    return contactFrom(null)
  }
}

/** Keeps what is typed, letter by letter, so that a reload or an empty battery loses none of it. */
export function rememberContact(contact: Contact): void {
  kept.write(JSON.stringify(contact))
}
