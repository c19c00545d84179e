import { onWake } from './page-life.ts'
import { createServerClock, type ServerClock } from './server-clock.ts'

const TIMEOUT_MS = 4000
const AGAIN_EVERY_MS = 5 * 60_000

let clock: ServerClock | null = null

/**
 * The one server clock of this page, made at the first call and kept right from then on. Browser only.
 * `renderedAtMs` is the server's time at which the page was rendered: the first guess, counted from the page's first byte.
 */
export function getShopClock(renderedAtMs?: number): ServerClock {
  if (clock) return clock
  const saidMs = renderedAtMs ?? renderedAtOfPage()
  const made = createServerClock(
    { askServer, steadyNow: () => performance.now(), wallNow: () => Date.now() },
    saidMs === null ? null : saidMs + (performance.now() - firstByteMs()),
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

/** Whoever asks first may not know when the page was rendered; every countdown on it carries that. */
function renderedAtOfPage(): number | null {
  const text = document.querySelector<HTMLElement>('[data-rendered-at]')?.dataset.renderedAt
  return text === undefined ? null : Number(text)
}

function firstByteMs(): number {
  const [navigation] = performance.getEntriesByType('navigation')
  return navigation instanceof PerformanceNavigationTiming ? navigation.responseStart : 0
}

async function askServer(): Promise<number> {
  const response = await fetch('/api/time', { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!response.ok) throw new Error(`/api/time answered ${response.status}`)
  const body = (await response.json()) as { now: number }
  return body.now
}
