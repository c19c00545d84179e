import { keepSetting, readSetting } from '#lib/worker/settings.ts'

/** Of the Push API, and not in TypeScript's types. Browsers leave either out. */
type SubscriptionChange = ExtendableEvent & {
  oldSubscription?: PushSubscription | null
  newSubscription?: PushSubscription | null
}

/** When a push service gives this device another address, the shop is told at once: else it would push to nobody. */
export function renewSubscriptions(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('pushsubscriptionchange', (event) => {
    event.waitUntil(renew(worker.registration.pushManager, event as SubscriptionChange))
  })
}

async function renew(pushManager: PushManager, change: SubscriptionChange): Promise<void> {
  const kept = await readSetting('subscription')
  const old: unknown = kept === null ? change.oldSubscription?.toJSON() : JSON.parse(kept)
  // Never told to the shop, so there is nothing to replace: the next page that asks begins anew.
  if (!old) return
  const renewed = change.newSubscription ?? (await subscribe(pushManager, change))
  if (!renewed) return
  const response = await fetch('/api/push/subscriptions/renew', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ old, subscription: renewed.toJSON() }),
  })
  // Kept only when the shop has it: else the next page sees that what is kept is not what there is, and saves it.
  if (response.ok) await keepSetting('subscription', JSON.stringify(renewed.toJSON()))
}

async function subscribe(
  pushManager: PushManager,
  { oldSubscription }: SubscriptionChange,
): Promise<PushSubscription | null> {
  const options = oldSubscription?.options
  if (options?.applicationServerKey) return pushManager.subscribe(options)
  const response = await fetch('/api/push/key')
  const { publicKey } = (await response.json()) as { publicKey: string | null }
  if (publicKey === null) return null
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
}
