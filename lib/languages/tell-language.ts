import { deviceStorage } from '#lib/claims/device-storage.ts'
import type { Language } from './languages.ts'

const TIMEOUT_MS = 8000
const told = deviceStorage('stampede.language')

/**
 * Tells the shop when this device has changed its language, so that mails follow it. The first page of a device changes nothing:
 * signing in says the language of whoever signs in. What did not get there is told by the next page. Never rejects.
 */
export async function tellLanguage(language: Language): Promise<void> {
  const before = told.read()
  if (before === language) return
  if (before !== null) {
    const call = fetch('/api/me/language', { method: 'POST', signal: AbortSignal.timeout(TIMEOUT_MS) })
    const isTold = await call.then(
      (answer) => answer.ok,
      () => false,
    )
    if (!isTold) return
  }
  told.write(language)
}
