import type { Page } from '@playwright/test'

/** Request ids of the claims a page sends, in order. */
export function sentRequestIds(page: Page): string[] {
  const ids: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/api/claims')) return
    ids.push((request.postDataJSON() as { requestId: string }).requestId)
  })
  return ids
}

/** Request ids of the taps this device keeps, read from its IndexedDB past all code of ours. */
export function keptRequestIds(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('stampede', 1)
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const database = opening.result
          if (!database.objectStoreNames.contains('taps')) return resolve([])
          const reading = database.transaction('taps').objectStore('taps').getAllKeys()
          reading.onerror = () => reject(reading.error)
          reading.onsuccess = () => {
            database.close()
            resolve(reading.result.map(String))
          }
        }
      }),
  )
}

/**
 * Lets a test put this page to sleep as a phone does: nobody sees it, and its steady counter stands still while the clock
 * on the wall goes on. Call before the page is opened; then `sleep` and `wakeUp`.
 */
export async function makeSleepy(page: Page): Promise<{ sleep(): Promise<void>; wakeUp(): Promise<void> }> {
  await page.addInitScript(() => {
    const realNow = performance.now.bind(performance)
    let stoodStillMs = 0
    let fellAsleepAtMs: number | null = null
    performance.now = () => (fellAsleepAtMs ?? realNow()) - stoodStillMs
    Object.defineProperty(document, 'visibilityState', {
      get: () => (fellAsleepAtMs === null ? 'visible' : 'hidden'),
    })
    Object.assign(window, {
      fallAsleep() {
        fellAsleepAtMs = realNow()
        document.dispatchEvent(new Event('visibilitychange'))
      },
      wakeUp() {
        stoodStillMs += realNow() - (fellAsleepAtMs ?? realNow())
        fellAsleepAtMs = null
        document.dispatchEvent(new Event('visibilitychange'))
      },
    })
  })
  const call = (name: string) => page.evaluate((which) => Reflect.get(window, which)(), name)
  return { sleep: () => call('fallAsleep'), wakeUp: () => call('wakeUp') }
}
