import { type PushMessage, pathOf, readPushMessage } from '#lib/push/message.ts'
import { showBadge } from '#lib/worker/badge.ts'
import { keepSetting, readSetting } from '#lib/worker/settings.ts'
import { workerWords } from './words.ts'

/** Shows what is pushed, whatever it is, and opens the page it is about when it is tapped. */
export function showNotifications(worker: ServiceWorkerGlobalScope): void {
  const { origin } = worker.location
  worker.addEventListener('push', (event) => {
    event.waitUntil(show(worker, readPushMessage(event.data?.text() ?? null, origin)))
  })
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close()
    const data: unknown = event.notification.data
    const path = typeof data === 'object' && data !== null && 'path' in data ? data.path : null
    event.waitUntil(open(worker, pathOf(path, origin)))
  })
}

async function show(worker: ServiceWorkerGlobalScope, message: PushMessage): Promise<void> {
  const isRepeated = message.id !== null && message.id === (await readSetting('shown'))
  const { actionPay } = await workerWords(message.language)
  await worker.registration.showNotification(message.title, optionsFor(message, isRepeated, actionPay))
  await Promise.all([
    message.id === null ? null : keepSetting('shown', message.id),
    message.badge === null ? null : showBadge(worker.navigator, message.badge),
  ])
}

/** Of the Notifications API; TypeScript's types lack these. */
type Options = NotificationOptions & {
  renotify: boolean
  timestamp?: number
  actions?: { action: string; title: string }[]
}

/** One that replaces another of its tag rings again, unless it is the same message once more. */
function optionsFor(message: PushMessage, isRepeated: boolean, pay: string): Options {
  // What is held for a short time stays on the screen until it is seen.
  const isHeld = message.kind === 'offer' || message.kind === 'claim_ending'
  return {
    body: message.body,
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    dir: message.isRightToLeft ? 'rtl' : 'ltr',
    data: { path: message.path, kind: message.kind },
    renotify: message.tag !== null && !isRepeated,
    requireInteraction: isHeld,
    // Both lead where the whole message leads; the button says what for.
    ...(isHeld ? { actions: [{ action: 'pay', title: pay }] } : {}),
    ...(message.tag === null ? {} : { tag: message.tag }),
    ...(message.language === null ? {} : { lang: message.language }),
    ...(message.atMs === null ? {} : { timestamp: message.atMs }),
  }
}

/** To the front with the page if it is open anywhere; else a window of its own, so that no page is left that may be paying. */
async function open(worker: ServiceWorkerGlobalScope, path: string): Promise<void> {
  const url = new URL(path, worker.location.origin)
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const there = windows.find((window) => new URL(window.url).pathname === url.pathname)
  await (there ? there.focus() : worker.clients.openWindow(url.href))
}
