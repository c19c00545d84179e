import { alone } from './alone.ts'
import { nextStep } from './claim-attempt.ts'
import { createKeptTaps, type KeptTaps } from './kept-taps.ts'
import { sendTap } from './send-tap.ts'
import { isTooOld, type Tap } from './tap.ts'
import { openTapNews } from './tap-news.ts'
import type { TapState } from './tap-state.ts'

/** What the service worker was answered, to tell a person who is not looking. */
export type SentTap = { tap: Tap; state: TapState }

const ATTEMPTS_MAX = 4
/** The browser ends a background sync that takes long; what cannot be had soon is left to its next one. */
const LONGEST_WAIT_MS = 6000

/**
 * Sends every tap this device keeps, from the service worker: the second way, for when no page is there to do it. Resolves
 * with what was answered; rejects when one is still without an answer, so that the browser calls again. Safe beside pages
 * that do the same: they take turns (alone.ts), and one request id is one claim.
 */
export async function sendKeptTaps(): Promise<SentTap[]> {
  const kept = createKeptTaps()
  const news = openTapNews()
  const sent: SentTap[] = []
  let left = 0
  for (const { answer, ...tap } of await kept.list()) {
    if (answer) continue
    if (isTooOld(tap, Date.now())) {
      await kept.remove(tap.requestId)
      continue
    }
    const state = await alone(tap.requestId, () => sendUntilClear(tap, kept))
    if (state === 'unclear') left += 1
    else if (state !== null) {
      news.tell({ about: 'answered', tap, state })
      sent.push({ tap, state })
    }
  }
  news.close()
  if (left > 0) throw new Error(`Taps without an answer: ${left}. The next sync sends them again.`)
  return sent
}

/** Null when a page had the answer meanwhile. */
async function sendUntilClear(tap: Tap, kept: KeptTaps): Promise<TapState | 'unclear' | null> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const found = await kept.get(tap.requestId)
    if (!found || found.answer) return null
    const step = nextStep(await sendTap(tap), attempt, false, Math.random())
    if (step.kind === 'done') {
      if (!step.isClear) return 'unclear'
      // Kept with its answer for the page that is opened next; one that is open takes it out when it hears of it.
      await kept.put({ ...tap, answer: step.state })
      return step.state
    }
    if (step.why === 'no_network' || step.inMs > LONGEST_WAIT_MS) return 'unclear'
    if (step.why === 'renewing_pass') await renewPass(tap.saleSlug)
    await new Promise((resolve) => setTimeout(resolve, step.inMs))
  }
  return 'unclear'
}

/** Passes live in HttpOnly cookies, which the browser sends and keeps for the service worker as it does for a page. */
async function renewPass(saleSlug: string): Promise<void> {
  await fetch(`/api/sales/${encodeURIComponent(saleSlug)}/pass`, { method: 'POST' }).catch(() => undefined)
}
