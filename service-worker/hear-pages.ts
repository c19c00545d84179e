import { type ActivationAnswer, isActivate } from '#lib/worker/messages.ts'
import { ifNobodyPays } from '#lib/worker/paying-lock.ts'

/** A new version takes over when the shopper tapped it, and not while somebody pays in any tab. */
export function hearPages(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('message', (event) => {
    if (!isActivate(event.data)) return
    const [port] = event.ports
    const answered = ifNobodyPays(worker.navigator.locks, () => worker.skipWaiting()).then((isActivating) =>
      port?.postMessage({ isActivating } satisfies ActivationAnswer),
    )
    event.waitUntil(answered)
  })
}
