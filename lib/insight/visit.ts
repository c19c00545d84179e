import { newRequestId } from '#lib/claims/new-request-id.ts'
import { onStep, type Step } from './steps.ts'

/** After a step the next ones have this long to come along, so that a visit is two or three requests. */
const GATHER_MS = 5000

type Told = { sale: string; visit: string; source: string; isAutomated: boolean; steps: Step[] }
type Page = {
  path(): string
  referrer: string
  search: string
  host: string
  isAutomated: boolean
  storage: Pick<Storage, 'getItem' | 'setItem'>
  now(): number
  send(body: string): void
  schedule(task: () => void, delayMs: number): void
}

/** The browser's words for "do not follow me around", old and new. */
export function wantsNoTelling(navigator: {
  doNotTrack?: string | null
  globalPrivacyControl?: boolean
}): boolean {
  return navigator.doNotTrack === '1' || navigator.globalPrivacyControl === true
}

/** Where the shopper came from: a name they came with, or the other site's host; nothing of its path. */
export function sourceOf(page: Pick<Page, 'search' | 'referrer' | 'host'>): string {
  const named = new URLSearchParams(page.search).get('utm_source')
  if (named) return named
  if (!URL.canParse(page.referrer)) return 'direct'
  const { host } = new URL(page.referrer)
  return host === '' || host === page.host ? 'direct' : host
}

export type Visits = { step(step: Step): void; look(): void; leave(): void }

/**
 * Tells the shop which steps of a sale this visit took, each once. A visit is one tab, one sale and one day (UTC): its id is made
 * by chance, kept for the tab, and told to nobody else.
 */
export function createVisits(page: Page): Visits {
  const source = sourceOf(page)
  const told = new Set<string>()
  let waiting = new Map<string, Told>()
  let isScheduled = false

  function step(step: Step): void {
    const sale = saleOf(page.path())
    if (!sale) return
    const visit = visitOf(page, sale)
    const key = `${visit} ${step}`
    if (told.has(key)) return
    told.add(key)
    if (step === 'try' || step === 'pay') remember(page, visit)
    const entry = waiting.get(visit) ?? { sale, visit, source, isAutomated: page.isAutomated, steps: [] }
    entry.steps.push(step)
    waiting.set(visit, entry)
    if (isScheduled) return
    isScheduled = true
    page.schedule(send, GATHER_MS)
  }

  function send(): void {
    isScheduled = false
    for (const entry of waiting.values()) page.send(JSON.stringify(entry))
    waiting = new Map()
  }

  return {
    step,
    look() {
      if (saleOf(page.path())) step(page.path().endsWith('/bag') ? 'pay' : 'view')
    },
    leave() {
      const sale = saleOf(page.path())
      if (sale && !hasTried(page, visitOf(page, sale))) step('leave')
      send()
    },
  }
}

function saleOf(path: string): string | null {
  return /^\/sales\/([a-z0-9-]{1,80})(\/bag)?\/?$/.exec(path)?.[1] ?? null
}

function visitOf(page: Page, sale: string): string {
  const key = `stampede.visit.${sale}.${new Date(page.now()).toISOString().slice(0, 10)}`
  try {
    const known = page.storage.getItem(key)
    if (known) return known
    const made = newRequestId()
    page.storage.setItem(key, made)
    return made
  } catch {
    // A browser that keeps nothing for us: then each step is a visit of its own, and counted as such.
    return newRequestId()
  }
}

const triedKey = (visit: string) => `stampede.tried.${visit}`

/** On the way to the bag the sale's page is left as well; that is no leaving. */
function remember(page: Page, visit: string): void {
  try {
    page.storage.setItem(triedKey(visit), '1')
  } catch {
    // Nothing is kept here: such a visit is new with every step anyway.
  }
}

function hasTried(page: Page, visit: string): boolean {
  try {
    return page.storage.getItem(triedKey(visit)) !== null
  } catch {
    // As above.
    return false
  }
}

type Telling = { doNotTrack?: string | null; globalPrivacyControl?: boolean; webdriver?: boolean }

/** Begins to tell, or does not: who asks not to be followed is not counted at all. Null then. */
export function startVisits(): Visits | null {
  const browser = navigator as Navigator & Telling
  if (wantsNoTelling(browser)) return null
  const visits = createVisits({
    path: () => location.pathname,
    referrer: document.referrer,
    search: location.search,
    host: location.host,
    isAutomated: browser.webdriver === true,
    // Where a browser keeps nothing for us, already asking for its storage throws: asked only where that is expected.
    storage: {
      getItem: (key) => sessionStorage.getItem(key),
      setItem: (key, value) => sessionStorage.setItem(key, value),
    },
    now: () => Date.now(),
    send: (body) => void navigator.sendBeacon('/api/events', body),
    schedule: (task, delayMs) => setTimeout(task, delayMs),
  })
  onStep(visits.step)
  window.addEventListener('pagehide', visits.leave)
  return visits
}
