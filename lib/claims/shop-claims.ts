import { createPassKeeper, type PassKeeper } from '#lib/passes/keep-pass.ts'
import { onWake } from '#lib/time/page-life.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'
import { sendWait } from '#lib/waits/send-wait.ts'
import { type LineWatch, watchLine } from '#lib/waits/watch-line.ts'
import { type ClaimOutbox, createClaimOutbox, type OutboxSource } from './claim-outbox.ts'
import { deviceStorage } from './device-storage.ts'
import { createMyClaims, firstToExpire, type MyClaims } from './my-claims.ts'
import { newRequestId } from './new-request-id.ts'
import { sendClaim } from './send-claim.ts'

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
const OUTBOX_KEY = 'stampede.outbox'
const LINE_OUTBOX_KEY = 'stampede.line-outbox'
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
  const outboxOf = (key: string, send: OutboxSource['send']) =>
    createClaimOutbox({
      send,
      renewPass: (saleSlug) => passes.renew(saleSlug),
      storage: deviceStorage(key),
      newRequestId,
      wallNow: () => Date.now(),
      random: Math.random,
      schedule: (task, delayMs) => setTimeout(task, delayMs),
    })
  const outbox = outboxOf(OUTBOX_KEY, (tap) => sendClaim(tap, mine))
  const lineOutbox = outboxOf(LINE_OUTBOX_KEY, (tap) => sendWait(tap, mine))
  window.addEventListener('storage', (event) => {
    if (event.key === CLAIMS_KEY) mine.noticeOtherTab()
    if (event.key === OUTBOX_KEY) outbox.noticeOtherTab()
    if (event.key === LINE_OUTBOX_KEY) lineOutbox.noticeOtherTab()
  })
  onWake(() => {
    passes.wake()
    outbox.flush()
    lineOutbox.flush()
    // A device that was never anybody has nothing to ask for.
    if (mine.getState().isKnown) void mine.read()
  })
  readAtExpiry(mine)
  if (mine.getState().isKnown) void mine.read()
  outbox.flush()
  lineOutbox.flush()
  const line = watchLine({
    mine,
    random: Math.random,
    schedule: (task, delayMs) => window.setTimeout(task, delayMs),
    cancel: (timer) => window.clearTimeout(timer),
  })
  return { mine, outbox, lineOutbox, line, passes }
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
