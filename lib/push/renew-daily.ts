import { deviceStorage } from '#lib/claims/device-storage.ts'
import type { Language } from '#lib/languages/languages.ts'
import { keepSetting, readSetting } from '#lib/worker/settings.ts'
import { saveSubscription } from './calls.ts'

const DAY_MS = 24 * 60 * 60_000
const savedAt = deviceStorage('stampede.push-saved')
const savedIn = deviceStorage('stampede.push-language')

/**
 * Tells the shop that this device's subscription still lives, at most once a day, and at once when it is not the one the shop has
 * (browsers do change them without a word) or the device speaks another language. Asks nobody for anything.
 */
export async function renewDaily(registration: ServiceWorkerRegistration, language: Language): Promise<void> {
  const subscription = await registration.pushManager?.getSubscription()
  if (!subscription) return
  const text = JSON.stringify(subscription.toJSON())
  const isKnown = (await readSetting('subscription')) === text
  const isSame = isKnown && savedIn.read() === language
  if (isSame && Date.now() - Number(savedAt.read()) < DAY_MS) return
  const answer = await saveSubscription(subscription.toJSON(), language, [])
  if (!answer.ok) return
  savedAt.write(String(Date.now()))
  savedIn.write(language)
  await keepSetting('subscription', text)
}
