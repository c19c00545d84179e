import { keptServerNowMs } from './kept-offset.ts'
import { onWake } from './page-life.ts'
import { createServerClock, type ServerClock } from './server-clock.ts'

const TIMEOUT_MS = 4000
const AGAIN_EVERY_MS = 5 * 60_000

let clock: ServerClock | null = null

/**
 * The one server clock of this page, made at the first call and kept right from then on. Browser only.
 * `renderedAtMs` is the server's time at which the page was rendered, which may be a while before it was sent.
 */
export function getShopClock(renderedAtMs?: number): ServerClock {
  if (clock) return clock
  const made = createServerClock(
    { askServer, steadyNow: () => performance.now(), wallNow: () => Date.now() },
    firstGuessMs(renderedAtMs ?? renderedAtOfPage(), servedAtOfPage(), performance.now() - firstByteMs()) ??
      keptServerNowMs(),
  )
  clock = made
  const again = () => {
    made.noticeSleep()
    void made.sample()
  }
  onWake(again)
  setInterval(() => {
    if (document.visibilityState === 'visible') again()
  }, AGAIN_EVERY_MS)
  void made.sample()
  return made
}

/**
 * What the server's clock says at least, all in milliseconds: never ahead of it, so that nothing opens early on a guess.
 *
 * A page may be kept for seconds, by the shop or by what stands in front of it, and one that came by a click within the shop was
 * rendered long after the first byte: so of the rendering only the instant itself is certain. The instant of sending is of this very
 * document, and time has passed since its first byte. Null when the page says neither.
 */
export function firstGuessMs(
  renderedAtMs: number | null,
  servedAtMs: number | null,
  sinceFirstByteMs: number,
): number | null {
  const least = [
    ...(renderedAtMs === null ? [] : [renderedAtMs]),
    ...(servedAtMs === null ? [] : [servedAtMs + sinceFirstByteMs]),
  ]
  return least.length > 0 ? Math.max(...least) : null
}

/** Whoever asks first may not know when the page was rendered; every countdown on it carries that. */
function renderedAtOfPage(): number | null {
  const text = document.querySelector<HTMLElement>('[data-rendered-at]')?.dataset.renderedAt
  return text === undefined ? null : Number(text)
}

/** From the header Server-Timing, which the shop's own server sends; browsers hand it to scripts on https and localhost. */
function servedAtOfPage(): number | null {
  return documentTiming()?.serverTiming?.find((entry) => entry.name === 'clock')?.duration ?? null
}

function firstByteMs(): number {
  return documentTiming()?.responseStart ?? 0
}

function documentTiming(): PerformanceNavigationTiming | null {
  const [navigation] = performance.getEntriesByType('navigation')
  return navigation instanceof PerformanceNavigationTiming ? navigation : null
}

async function askServer(): Promise<number> {
  const response = await fetch('/api/time', { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!response.ok) throw new Error(`/api/time answered ${response.status}`)
  const body = (await response.json()) as { now: number }
  return body.now
}
