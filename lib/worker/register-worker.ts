import { onWake } from '#lib/time/page-life.ts'
import type { ActivationAnswer, WorkerMessage } from './messages.ts'

/** A page that stays open looks for a new version when it is looked at again, at most this often. */
const LOOK_EVERY_MS = 30 * 60_000
const ANSWER_TIMEOUT_MS = 5000

/**
 * Registers the service worker, or gives back one that lies here from a built shop while developing: it would answer with
 * that build's files. Null where there is none; the shop works without.
 */
export async function registerWorker(): Promise<ServiceWorkerRegistration | null> {
  if (!('serviceWorker' in navigator)) return null
  try {
    if (process.env.NODE_ENV !== 'production') {
      for (const old of await navigator.serviceWorker.getRegistrations()) void old.unregister()
      return null
    }
    return (await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })) ?? null
  } catch {
    // Refused by the browser (a private window, no space) or cut off: the next page tries again.
    return null
  }
}

/** Calls back with each new version that waits to take over; not with the first one, which replaces nothing. */
export function onNewVersion(
  registration: ServiceWorkerRegistration,
  listener: (waiting: ServiceWorker) => void,
): () => void {
  const look = () => {
    if (registration.waiting && navigator.serviceWorker.controller) listener(registration.waiting)
  }
  const found = () => registration.installing?.addEventListener('statechange', look)
  registration.addEventListener('updatefound', found)
  found()
  look()
  let lookedAtMs = performance.now()
  const stop = onWake(() => {
    if (performance.now() - lookedAtMs < LOOK_EVERY_MS) return
    lookedAtMs = performance.now()
    // Without a network there is no new version to be had.
    registration.update().catch(() => {})
  })
  return () => {
    registration.removeEventListener('updatefound', found)
    stop()
  }
}

/**
 * Lets a waiting version take over. Resolves true when it has, or when it is about to and the old one is busy: pages come from the network
 * whoever hands them on, so a page that is loaded again is of the new version. False when somebody pays, which goes first, or nobody answers.
 */
export function activate(waiting: ServiceWorker): Promise<boolean> {
  return new Promise((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true), { once: true })
    let isActivating = false
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }: MessageEvent<ActivationAnswer>) => {
      isActivating = data.isActivating
      if (!isActivating) resolve(false)
    }
    waiting.postMessage({ type: 'activate' } satisfies WorkerMessage, [port2])
    setTimeout(() => resolve(isActivating), ANSWER_TIMEOUT_MS)
  })
}
