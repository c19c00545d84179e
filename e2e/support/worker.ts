import { type BrowserContext, type CDPSession, expect, type Page, type Worker } from '@playwright/test'

/** Waits until the page is in the service worker's hands: what it keeps is kept by then. */
export async function untilControlled(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state ?? null), { timeout: 20_000 })
    .toBe('activated')
}

export async function workerOf(context: BrowserContext): Promise<Worker> {
  const [worker] = context.serviceWorkers()
  return worker ?? context.waitForEvent('serviceworker')
}

/** Everything any cache of this origin holds, as paths. */
export function cachedPaths(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = await caches.keys()
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname + new URL(url).search)
  })
}

/** Hands a push message to the worker, as a push service would: there is none within reach of a test browser. */
export async function deliverPush(page: Page, message: unknown): Promise<void> {
  const { origin } = new URL(page.url())
  await withRegistration(page, origin, (client, registrationId) =>
    client.send('ServiceWorker.deliverPushMessage', {
      origin,
      registrationId,
      data: typeof message === 'string' ? message : JSON.stringify(message),
    }),
  )
}

/** Has the browser tell the worker that there is a network again, as Background Sync does. `page` need not be one of the shop's. */
export async function dispatchSync(page: Page, origin: string, tag: string): Promise<void> {
  await withRegistration(page, origin, (client, registrationId) =>
    client.send('ServiceWorker.dispatchSyncEvent', { origin, registrationId, tag, lastChance: false }),
  )
}

async function withRegistration(
  page: Page,
  origin: string,
  work: (client: CDPSession, registrationId: string) => Promise<unknown>,
): Promise<void> {
  const client = await page.context().newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    client.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL, isDeleted }) => !isDeleted && scopeURL.startsWith(origin))
      if (own) resolve(own.registrationId)
    })
  })
  await client.send('ServiceWorker.enable')
  await work(client, await registered)
  await client.detach()
}

/** What the browser holds against the worker from now on, such as a picture that its policy forbids. */
export async function workerComplaints(page: Page): Promise<readonly string[]> {
  const complaints: string[] = []
  const client = await page.context().newCDPSession(page)
  client.on('ServiceWorker.workerErrorReported', ({ errorMessage }) => {
    complaints.push(errorMessage.errorMessage)
  })
  await client.send('ServiceWorker.enable')
  return complaints
}

/** Gives the device another push address, as a push service does when it likes; settles once the worker has dealt with it. */
export async function changeSubscription(context: BrowserContext, renewed: object): Promise<void> {
  const worker = await workerOf(context)
  await worker.evaluate(async (json) => {
    const scope = self as unknown as ServiceWorkerGlobal
    const event = Object.assign(new Event('pushsubscriptionchange'), {
      newSubscription: { toJSON: () => json },
      waitUntil: (work: Promise<unknown>) => {
        scope.waited = work
      },
    })
    scope.dispatchEvent(event)
    await scope.waited
  }, renewed)
}

export type Shown = { title: string; body: string; tag: string; lang: string; dir: string }

/** The notifications on the screen, oldest first. */
export function shownNotifications(page: Page): Promise<Shown[]> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    const shown = await registration.getNotifications()
    return shown.map(({ title, body, tag, lang, dir }) => ({ title, body, tag, lang, dir }))
  })
}

/** Taps the newest notification; answers the address of the window that was opened, or null when one was brought to the front. */
export async function tapNotification(context: BrowserContext): Promise<string | null> {
  const worker = await workerOf(context)
  return worker.evaluate(async () => {
    const scope = self as unknown as ServiceWorkerGlobal
    const shown = await scope.registration.getNotifications()
    let opened: string | null = null
    // A test browser has no finger on the notification, without which windows are not opened.
    scope.clients.openWindow = async (url) => {
      opened = url
      return null
    }
    const event = Object.assign(new Event('notificationclick'), {
      notification: shown.at(-1),
      waitUntil: (work: Promise<unknown>) => {
        scope.waited = work
      },
    })
    scope.dispatchEvent(event)
    await scope.waited?.catch(() => {})
    return opened
  })
}

/** What the test uses of a worker's global scope; pages' types know no workers. */
type ServiceWorkerGlobal = {
  registration: ServiceWorkerRegistration
  clients: { openWindow(url: string): Promise<null> }
  dispatchEvent(event: Event): boolean
  waited?: Promise<unknown>
}
