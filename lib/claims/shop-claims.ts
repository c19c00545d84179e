import { createPassKeeper, type PassKeeper } from '#lib/passes/keep-pass.ts'
import { onHide, onWake } from '#lib/time/page-life.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'
import { announceOffers } from '#lib/waits/announce-offer.ts'
import { type LineWatch, watchLine } from '#lib/waits/watch-line.ts'
import { alone } from './alone.ts'
import { type ClaimOutbox, createClaimOutbox } from './claim-outbox.ts'
import { deviceStorage } from './device-storage.ts'
import { createKeptTaps } from './kept-taps.ts'
import { createMyClaims, firstToExpire, type MyClaims } from './my-claims.ts'
import { newRequestId } from './new-request-id.ts'
import { sendOwnTap } from './send-own-tap.ts'
import { TAPS_SYNC_TAG, type TapKind } from './tap.ts'
import { openTapNews } from './tap-news.ts'

/**
 * What the pages of this shop share in one browser tab: what I hold and wait for, what I have tapped (to claim, and to
 * get in line), and who I am. Browser only.
 */
export type ShopClaims = {
  mine: MyClaims
  outbox: ClaimOutbox
  lineOutbox: ClaimOutbox
  line: LineWatch
  passes: PassKeeper
}

let shop: ShopClaims | null = null

const CLAIMS_KEY = 'stampede.claims'
/** Asked again this long after a claim's time is up, so that the answer no longer has it. */
const AFTER_EXPIRY_MS = 400

export function getShopClaims(): ShopClaims {
  shop ??= createShopClaims()
  return shop
}

function createShopClaims(): ShopClaims {
  const claimsStorage = deviceStorage(CLAIMS_KEY)
  const mine = createMyClaims({ fetch: (path, init) => fetch(path, init), storage: claimsStorage })
  const passes = createPassKeeper({
    fetch: (path, init) => fetch(path, init),
    serverNow: () => getShopClock().now(),
    random: Math.random,
    schedule: (task, delayMs) => setTimeout(task, delayMs),
    onPass: () => void mine.read(),
  })
  const kept = createKeptTaps()
  const news = openTapNews()
  const outboxOf = (kind: TapKind) =>
    createClaimOutbox({
      kind,
      send: (tap) => sendOwnTap(tap, mine),
      renewPass: (saleSlug) => passes.renew(saleSlug),
      kept,
      alone,
      tell: news.tell,
      askForHelp: () => void askForSync(),
      lookAgain: () => void mine.read(),
      newRequestId,
      wallNow: () => Date.now(),
      random: Math.random,
      schedule: (task, delayMs) => setTimeout(task, delayMs),
    })
  const outbox = outboxOf('claim')
  const lineOutbox = outboxOf('place')
  const outboxes = [outbox, lineOutbox]
  news.listen((told) => {
    for (const each of outboxes) each.hear(told)
  })
  window.addEventListener('storage', (event) => {
    if (event.key === CLAIMS_KEY) mine.noticeOtherTab()
  })
  onWake(() => {
    passes.wake()
    for (const each of outboxes) void each.flush()
    // A device that was never anybody has nothing to ask for.
    if (mine.getState().isKnown) void mine.read()
  })
  onHide(() => {
    if (outboxes.some((each) => each.isWaiting())) void askForSync()
  })
  readAtExpiry(mine)
  if (mine.getState().isKnown) void mine.read()
  for (const each of outboxes) void each.flush()
  announceOffers(mine)
  const line = watchLine({
    mine,
    random: Math.random,
    schedule: (task, delayMs) => window.setTimeout(task, delayMs),
    cancel: (timer) => window.clearTimeout(timer),
  })
  return { mine, outbox, lineOutbox, line, passes }
}

/** Background Sync, as far as TypeScript's own library does not know it. */
type WithSync = { sync?: { register(tag: string): Promise<void> } }

/** Has the service worker send what is kept once there is a network, also when this page is gone by then. */
async function askForSync(): Promise<void> {
  try {
    const worker: (ServiceWorkerRegistration & WithSync) | undefined =
      await navigator.serviceWorker?.getRegistration()
    await worker?.sync?.register(TAPS_SYNC_TAG)
  } catch {
    // No worker, or a browser that will not: this page sends it when it can, and the next one that is opened does, too.
  }
}

/** Reads again when the next claim runs out: the server says whether it was paid, is being paid, or went back. */
function readAtExpiry(mine: MyClaims): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const plan = () => {
    clearTimeout(timer)
    const nowMs = getShopClock().now()
    const coming = mine
      .getState()
      .claims.filter((claim) => claim.status === 'held' && Date.parse(claim.expiresAt) > nowMs)
    const first = firstToExpire(coming)
    if (!first) return
    timer = setTimeout(() => void mine.read(), Date.parse(first.expiresAt) - nowMs + AFTER_EXPIRY_MS)
  }
  mine.subscribe(plan)
  plan()
}
