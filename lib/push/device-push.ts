import { isInstalled, isIos } from '#lib/install/device.ts'
import type { Language } from '#lib/languages/languages.ts'
import { keepSetting } from '#lib/worker/settings.ts'
import { type Answer, removeSubscription, saveSubscription } from './calls.ts'
import type { Notifications, PushKind } from './notifications.ts'
import { type PushState, pushStateOf } from './push-state.ts'

/** The worker is registered when a page is idle; longer than this it does not take, so there is none. */
const READY_TIMEOUT_MS = 4000

/** Whether this device can be pushed to, and is. `publicKey` is the shop's. */
export async function readPushState(publicKey: string | null): Promise<PushState> {
  const subscription = await subscriptionOf(await readyRegistration())
  return pushStateOf({
    publicKey,
    hasPush: hasPush(),
    isIos: isIos(navigator),
    isInstalled: isInstalled(),
    permission: hasPush() ? Notification.permission : null,
    isSubscribed: subscription !== null,
  })
}

/**
 * Asks by the browser's own question and subscribes this device. To be called in the very tap: Safari asks for nothing else.
 * `denied` and `ask` say that the answer was no, or none.
 */
export async function turnOnPush(
  publicKey: string,
  language: Language,
  kinds: readonly PushKind[],
): Promise<Answer<Pick<Notifications, 'settings'>>> {
  const permission = await Notification.requestPermission()
  if (permission !== 'granted') return { ok: false, code: permission === 'denied' ? 'denied' : 'ask' }
  const registration = await readyRegistration()
  if (!registration) return { ok: false, code: 'unsupported' }
  const subscription = await subscribe(registration.pushManager, publicKey)
  if (!subscription) return { ok: false, code: 'no_answer' }
  const answer = await saveSubscription(subscription.toJSON(), language, kinds)
  if (answer.ok) await keepSetting('subscription', JSON.stringify(subscription.toJSON()))
  return answer
}

/** This device is pushed to no more: at signing out, and when it is turned off here. */
export async function turnOffPush(): Promise<void> {
  const subscription = await subscriptionOf(await readyRegistration())
  if (!subscription) return
  await removeSubscription(subscription.toJSON())
  await subscription.unsubscribe()
  await keepSetting('subscription', null)
}

/** One made with another key of the shop would never ring again: it is made anew. */
async function subscribe(pushManager: PushManager, publicKey: string): Promise<PushSubscription | null> {
  try {
    const existing = await pushManager.getSubscription()
    if (existing && isOfKey(existing, publicKey)) return existing
    await existing?.unsubscribe()
    return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
  } catch {
    // The browser's push service could not be reached, or refuses this profile.
    return null
  }
}

export function isOfKey({ options }: PushSubscription, publicKey: string): boolean {
  const key = options?.applicationServerKey
  if (!key) return true
  const text = btoa(String.fromCharCode(...new Uint8Array(key)))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') === publicKey
}

function hasPush(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
}

async function readyRegistration(): Promise<ServiceWorkerRegistration | null> {
  if (!hasPush()) return null
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), READY_TIMEOUT_MS))
  return Promise.race([navigator.serviceWorker.ready, late])
}

async function subscriptionOf(
  registration: ServiceWorkerRegistration | null,
): Promise<PushSubscription | null> {
  return (await registration?.pushManager.getSubscription()) ?? null
}
