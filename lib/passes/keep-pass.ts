export type PassKeeper = {
  /** Makes sure a pass for the sale is there and stays there while the page is open. Never rejects. */
  keep(saleSlug: string): Promise<void>
  /** Gets a new one now; shares a call that is under way. Never rejects. */
  renew(saleSlug: string): Promise<void>
  /** The page can be seen again, or the network is back: renew what has run out meanwhile. */
  wake(): void
}

export type PassSource = {
  fetch(path: string, init: RequestInit): Promise<Response>
  /** The server's clock, milliseconds since 1970. */
  serverNow(): number
  random(): number
  schedule(task: () => void, delayMs: number): void
  /** Called after each pass: from now on this device is somebody. */
  onPass(saleSlug: string): void
}

const TIMEOUT_MS = 8000
const ATTEMPTS_MAX = 6
/** Renewed with this much of its life left, so that at zero nobody is without. */
const SPARE_MS = 3 * 60_000
const SPACING_MIN_MS = 20_000

/**
 * Passes live in HttpOnly cookies and never pass through this code: it only asks for one when a sale page opens, before zero, so
 * that the claim itself needs no look-up, and asks again before it runs out.
 */
export function createPassKeeper(source: PassSource): PassKeeper {
  const expiresAtMs = new Map<string, number>()
  const asking = new Map<string, Promise<void>>()

  async function ask(saleSlug: string): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const waitMs = await askOnce(saleSlug, attempt)
      if (waitMs === null) return
      await new Promise<void>((resolve) => source.schedule(resolve, waitMs))
    }
  }

  /** Null when there is nothing more to do, else the milliseconds to wait before asking again. */
  async function askOnce(saleSlug: string, attempt: number): Promise<number | null> {
    const backoffMs = Math.min(8000, 500 * 2 ** (attempt - 1)) * (0.5 + source.random())
    try {
      const path = `/api/sales/${encodeURIComponent(saleSlug)}/pass`
      const response = await source.fetch(path, { method: 'POST', signal: AbortSignal.timeout(TIMEOUT_MS) })
      if (response.ok) {
        const body = (await response.json()) as { expiresAt: string }
        remember(saleSlug, Date.parse(body.expiresAt))
        return null
      }
      const retryAfterMs = Number(response.headers.get('retry-after') ?? 0) * 1000
      if (response.status === 429 || response.status >= 500)
        return Math.max(backoffMs, retryAfterMs * (1 + source.random() / 2))
      return null
    } catch {
      // No network or no answer in time: asked again below, and by whoever hears the network come back.
      return backoffMs
    }
  }

  function remember(saleSlug: string, untilMs: number): void {
    expiresAtMs.set(saleSlug, untilMs)
    source.onPass(saleSlug)
    const inMs = Math.max(SPACING_MIN_MS, untilMs - source.serverNow() - SPARE_MS)
    source.schedule(() => renewIfShort(saleSlug), inMs)
  }

  function renewIfShort(saleSlug: string): void {
    const untilMs = expiresAtMs.get(saleSlug) ?? 0
    if (untilMs - source.serverNow() <= SPARE_MS + 1000) void renew(saleSlug)
  }

  function renew(saleSlug: string): Promise<void> {
    const underWay = asking.get(saleSlug)
    if (underWay) return underWay
    const work = ask(saleSlug).finally(() => asking.delete(saleSlug))
    asking.set(saleSlug, work)
    return work
  }

  return {
    async keep(saleSlug) {
      if (!expiresAtMs.has(saleSlug)) await renew(saleSlug)
    },
    renew,
    wake() {
      for (const saleSlug of expiresAtMs.keys()) renewIfShort(saleSlug)
    },
  }
}
