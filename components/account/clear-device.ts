/** Everything of ours that a browser keeps is kept under names that begin so. */
const PREFIX = 'stampede'

/**
 * Takes from this device what it kept of a person: claims, orders, the contact, unsent messages, the push subscription. A part the
 * browser refuses to give up must not keep the others, so each is tried by itself. Never rejects.
 */
export async function clearDevice(): Promise<void> {
  await Promise.allSettled([endPush(), clearStorage(), clearDatabases(), clearCaches()])
}

async function clearStorage(): Promise<void> {
  for (const storage of [localStorage, sessionStorage])
    for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key)
}

async function clearDatabases(): Promise<void> {
  for (const { name } of await indexedDB.databases())
    if (name?.startsWith(PREFIX)) indexedDB.deleteDatabase(name)
}

/** Pages with something personal on them; the shop's own files stay, they are everybody's. */
async function clearCaches(): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith(PREFIX) && /own|mine|personal|pages/.test(name)) await caches.delete(name)
}

/** The shop forgets this device's subscription: endpoint and key are the proof, no session is needed. */
async function endPush(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  const subscription = await registration?.pushManager?.getSubscription()
  if (!subscription) return
  await fetch('/api/push/subscriptions/remove', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ subscription }),
    signal: AbortSignal.timeout(4000),
  })
  await subscription.unsubscribe()
}
