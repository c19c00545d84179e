import {
  CacheableResponsePlugin,
  CacheFirst,
  ExpirationPlugin,
  NetworkOnly,
  type PrecacheEntry,
  Serwist,
  StaleWhileRevalidate,
} from 'serwist'
import { isBuildFile, isPicture, isShopperPage } from '#lib/worker/routes.ts'
import { hearPages } from './hear-pages.ts'
import { showNotifications } from './notifications.ts'
import { keepOfflinePages, offlinePage } from './offline-pages.ts'
import { renewSubscriptions } from './renew-subscription.ts'
import { sendTapsOnSync } from './send-kept-taps.ts'

declare const self: ServiceWorkerGlobalScope & { __SHELL: PrecacheEntry[] }

/** A page that has not begun to come by then does not come in a tunnel either. Far beyond what the shop takes at its busiest. */
const PAGE_TIMEOUT_SECONDS = 15
const DAY_SECONDS = 24 * 60 * 60

const isGood = new CacheableResponsePlugin({ statuses: [200] })

/**
 * Keeps the shell of the shop and nothing that must be of this moment: pages come from the network or, without one, the
 * offline page comes instead. `self.__SHELL` is written by scripts/build-worker.ts. A new version waits until the shopper
 * taps it (hear-pages.ts).
 */
const serwist = new Serwist({
  precacheEntries: self.__SHELL,
  precacheOptions: { cleanupOutdatedCaches: true },
  skipWaiting: false,
  clientsClaim: true,
  navigationPreload: true,
  runtimeCaching: [
    {
      matcher: isBuildFile,
      handler: new CacheFirst({
        cacheName: 'build-files',
        plugins: [isGood, new ExpirationPlugin({ maxEntries: 120, maxAgeSeconds: 30 * DAY_SECONDS })],
      }),
    },
    {
      matcher: isPicture,
      handler: new StaleWhileRevalidate({
        cacheName: 'pictures',
        plugins: [isGood, new ExpirationPlugin({ maxEntries: 60, maxAgeSeconds: 7 * DAY_SECONDS })],
      }),
    },
    {
      matcher: isShopperPage,
      handler: new NetworkOnly({
        networkTimeoutSeconds: PAGE_TIMEOUT_SECONDS,
        plugins: [{ handlerDidError: offlinePage }],
      }),
    },
  ],
})

serwist.addEventListeners()
keepOfflinePages(self)
hearPages(self)
showNotifications(self)
renewSubscriptions(self)
sendTapsOnSync(self)
