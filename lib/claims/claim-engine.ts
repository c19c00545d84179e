import type { PassKeeper } from '#lib/passes/keep-pass.ts'
import { onHide, onWake } from '#lib/time/page-life.ts'
import { type LineWatch, watchLine } from '#lib/waits/watch-line.ts'
import { alone } from './alone.ts'
import { type ClaimOutbox, createClaimOutbox } from './claim-outbox.ts'
import { createKeptTaps } from './kept-taps.ts'
import type { MyClaims } from './my-claims.ts'
import { newRequestId } from './new-request-id.ts'
import { readAtExpiry } from './read-at-expiry.ts'
import { sendOwnTap } from './send-own-tap.ts'
import { TAPS_SYNC_TAG, type TapKind } from './tap.ts'
import { openTapNews } from './tap-news.ts'

export type ClaimEngine = { outbox: ClaimOutbox; lineOutbox: ClaimOutbox; line: LineWatch }

/**
 * What makes claims and places in line out of taps, and looks after them: in a file of its own, because nothing of it is on
 * the screen. It comes when the browser is idle, or with the first tap; before the pass has come no tap could be answered.
 */
export function startClaimEngine(mine: MyClaims, passes: PassKeeper): ClaimEngine {
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
  const flush = () => {
    for (const each of outboxes) void each.flush()
  }
  news.listen((told) => {
    for (const each of outboxes) each.hear(told)
  })
  onWake(flush)
  onHide(() => {
    if (outboxes.some((each) => each.isWaiting())) void askForSync()
  })
  flush()
  readAtExpiry(mine)
  const line = watchLine({
    mine,
    random: Math.random,
    schedule: (task, delayMs) => window.setTimeout(task, delayMs),
    cancel: (timer) => window.clearTimeout(timer),
  })
  return { outbox, lineOutbox, line }
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
