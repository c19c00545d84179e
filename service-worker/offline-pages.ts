import { OFFLINE_PATH, offlineCopy, offlineCopyUrl, pickLanguage } from '#lib/worker/offline-copies.ts'
import { readSetting } from '#lib/worker/settings.ts'

/** Written by scripts/build-worker.ts: the build this worker belongs to, and the shop's languages. */
declare const self: ServiceWorkerGlobalScope & { __BUILD: string; __LANGUAGES: readonly string[] }

const PREFIX = 'offline-pages-'
/** A copy runs the scripts of its own build, so a waiting worker's copies and the active one's lie apart. */
const cacheName = () => PREFIX + self.__BUILD

/** Keeps the offline page of each language, as anybody gets it: nothing of the shopper is in it, the page reads that from the device. */
export function keepOfflinePages(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('install', (event) => event.waitUntil(keepAll()))
  worker.addEventListener('activate', (event) => event.waitUntil(dropOthers()))
}

async function keepAll(): Promise<void> {
  const cache = await caches.open(cacheName())
  await Promise.all(
    self.__LANGUAGES.map(async (language) => {
      const answer = await fetch(OFFLINE_PATH, {
        cache: 'no-store',
        credentials: 'omit',
        headers: { 'accept-language': language },
      })
      // A worker without its offline page is not installed: the next visit tries again.
      if (!answer.ok || answer.redirected) throw new Error(`${OFFLINE_PATH} answered ${answer.status}`)
      await cache.put(offlineCopyUrl(language), await offlineCopy(answer))
    }),
  )
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== cacheName())
  await Promise.all(old.map((name) => caches.delete(name)))
}

/** The offline page in the shopper's language; nothing when the browser has thrown the copies away. */
export async function offlinePage(): Promise<Response | undefined> {
  const chosen = await readSetting('language')
  const wanted = chosen === null ? navigator.languages : [chosen, ...navigator.languages]
  const language = pickLanguage(wanted, self.__LANGUAGES)
  const cache = await caches.open(cacheName())
  return language === null ? undefined : cache.match(offlineCopyUrl(language))
}
