import { type SentTap, sendKeptTaps } from '#lib/claims/send-kept-taps.ts'
import { TAPS_SYNC_TAG } from '#lib/claims/tap.ts'
import { workerWords } from './words.ts'

/** Of the Background Sync API, and not in TypeScript's types. */
type SyncEvent = ExtendableEvent & { tag: string }

/** Sends what was tapped without a network once there is one, when no page is left to do it. Rejects to be called again later. */
export function sendTapsOnSync(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('sync', (event) => {
    const { tag, waitUntil } = event as SyncEvent
    if (tag === TAPS_SYNC_TAG)
      waitUntil.call(
        event,
        sendKeptTaps().then((sent) => tell(worker, sent)),
      )
  })
}

/** Who looks at the shop sees it there; else a notification says what became of the tap, where that is allowed. */
async function tell(worker: ServiceWorkerGlobalScope, sent: readonly SentTap[]): Promise<void> {
  if (Notification.permission !== 'granted' || sent.length === 0) return
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (windows.some(({ visibilityState }) => visibilityState === 'visible')) return
  const words = await workerWords()
  for (const { tap, state } of sent) {
    const sale = `/sales/${tap.saleSlug}`
    const show = (title: string, body: string, path: string) =>
      worker.registration.showNotification(title, {
        body,
        tag: `tap:${tap.itemId}`,
        icon: '/icons/icon-192.png',
        badge: '/icons/badge-96.png',
        lang: words.language,
        dir: words.dir,
        data: { path },
      })
    if (state.name === 'claimed') {
      const until = words.timeOfDay(Date.parse(state.claim.expiresAt))
      await show(words.keptClaimed.replace('{time}', until), words.keptClaimedBody, `${sale}/bag`)
    } else if (state.name === 'in_line') {
      await show(words.keptInLine, words.keptInLineBody, sale)
    } else if (state.name === 'refused') {
      await show(words.keptRefused, words.keptRefusedBody, sale)
    }
  }
}
