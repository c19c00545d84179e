import { type ActivationAnswer, isActivate } from '#lib/worker/messages.ts'
import { ifNobodyPays } from '#lib/worker/nobody-pays.ts'

/**
 * A new version takes over when the shopper tapped it, and not while somebody pays in any tab. The page is answered at once: the browser
 * exchanges the two when the old one has nothing left to do, which can take minutes, and neither page nor payments wait for that.
 */
export function hearPages(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('message', (event) => {
    if (!isActivate(event.data)) return
    const [port] = event.ports
    const begin = async () => void worker.skipWaiting()
    const answered = ifNobodyPays(worker.navigator.locks, begin).then((isActivating) =>
      port?.postMessage({ isActivating } satisfies ActivationAnswer),
    )
    event.waitUntil(answered)
  })
}
