/**
 * What pages and the service worker both need to know. The worker may be stopped at any moment and cannot read what pages keep, so it
 * lies in the one store both reach without asking the server: a cache, which nothing is answered from. Signing out empties it.
 */
const CACHE = 'stampede-own'

export type Setting =
  /** The language of the page last opened: of the offline page, and of buttons on notifications. */
  | 'language'
  /** The push subscription as the server has it, JSON: the proof that a new one replaces it. */
  | 'subscription'
  /** The id of the newest message shown, so that one sent twice does not ring twice. */
  | 'shown'

/** Null also where the device gives nothing back: a message that is pushed has to be shown all the same. */
export async function readSetting(name: Setting): Promise<string | null> {
  try {
    const cache = await caches.open(CACHE)
    const kept = await cache.match(`/${name}`)
    return kept ? await kept.text() : null
  } catch {
    // No room, or a browser that keeps nothing for this site.
    return null
  }
}

export async function keepSetting(name: Setting, text: string | null): Promise<void> {
  const cache = await caches.open(CACHE)
  if (text === null) await cache.delete(`/${name}`)
  else await cache.put(`/${name}`, new Response(text))
}
