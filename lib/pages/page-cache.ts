import { PageStore } from '#lib/pages/page-store.ts'
import { type RenderedPage, type StoredPage, storedPage, whyNotKept } from '#lib/pages/stored-page.ts'

/** How long one rendering serves everybody, counted from when it began. */
export const FRESH_MS = 1000
/** While the next one is being rendered the last one serves, up to this age. */
export const STALE_MAX_MS = 3000
/** When the next one cannot be rendered (the database is away) the last one serves up to this age. */
export const AWAY_MAX_MS = 30_000
/** How long Next answers itself after a rendering that cannot be kept, before the next is tried. */
export const RETRY_MS = 1000

/** Pages that are there; the bytes of all their encodings together. */
const PAGES_MAX = 200
const PAGES_MAX_BYTES = 32 * 1024 * 1024
/** Addresses that have no page, kept apart: however many are made up, they push no page out. */
const MISSING_MAX = 100
const MISSING_MAX_BYTES = 8 * 1024 * 1024
/** Renderings under way at once; who comes beyond that asks Next, as everybody did before. */
const RENDERS_MAX = 16

export type PageSource = {
  /** Rejects when there is no answer in time. */
  render(path: string): Promise<RenderedPage>
  /** When, by the same clock as below, time alone makes this page untrue: its sale opens or closes. Null: not foreseeable. */
  flipsAtMs(path: string): Promise<number | null>
  steadyNowMs(): number
  /** Told of every rendering: how long it took, and why it is not kept (null when it is). */
  onRender(path: string, tookMs: number, whyNot: string | null): void
}

export type PageCache = {
  /** The page, at once or when it is rendered; null means that Next has to answer this request itself. Never rejects. */
  getPage(path: string): StoredPage | null | Promise<StoredPage | null>
}

type Entry = {
  /** Null when Next has to answer. */
  page: StoredPage | null
  renderedAtMs: number
  freshUntilMs: number
  staleUntilMs: number
  /** The last attempt to render failed: nobody waits for the next one. */
  isLeftOver: boolean
}

/**
 * One rendering a second of each page, however many ask: at most one is under way, its bytes serve for a second, and
 * while the next one is made the last one serves, except to the one who set it off. So who comes alone gets a page of
 * this moment, and a crowd one that is at most as old as a second and a rendering.
 */
export function createPageCache(source: PageSource): PageCache {
  const pages = new PageStore<Entry>(PAGES_MAX, PAGES_MAX_BYTES)
  const missing = new PageStore<Entry>(MISSING_MAX, MISSING_MAX_BYTES)
  const underWay = new Map<string, Promise<StoredPage | null>>()

  function getPage(path: string): StoredPage | null | Promise<StoredPage | null> {
    const entry = pages.get(path) ?? missing.get(path)
    const nowMs = source.steadyNowMs()
    if (entry && nowMs < entry.freshUntilMs) return entry.page
    const rendering = underWay.get(path)
    if (rendering) return entry?.page && nowMs < entry.staleUntilMs ? entry.page : rendering
    if (underWay.size >= RENDERS_MAX) return entry?.page && nowMs < entry.staleUntilMs ? entry.page : null
    const next = startRendering(path, entry)
    return entry?.isLeftOver && nowMs < entry.staleUntilMs ? entry.page : next
  }

  function startRendering(path: string, last: Entry | undefined): Promise<StoredPage | null> {
    const work = renderEntry(path, last).then((entry) => {
      underWay.delete(path)
      keep(path, entry)
      return entry.page
    })
    underWay.set(path, work)
    return work
  }

  /** Never rejects: a rendering that fails is an entry too, or a crowd would try it again and again. */
  async function renderEntry(path: string, last: Entry | undefined): Promise<Entry> {
    const startedAtMs = source.steadyNowMs()
    const report = (whyNot: string | null) =>
      source.onRender(path, source.steadyNowMs() - startedAtMs, whyNot)
    try {
      // Asked together: what flips while the page is being rendered has flipped for it, or makes it stale at once.
      const [rendered, foreseen] = await Promise.all([source.render(path), source.flipsAtMs(path)])
      const whyNot = whyNotKept(rendered)
      if (whyNot === null) {
        const flipsAtMs = foreseen ?? Number.POSITIVE_INFINITY
        const page = await storedPage(rendered)
        report(null)
        return {
          page,
          renderedAtMs: startedAtMs,
          freshUntilMs: Math.min(startedAtMs + FRESH_MS, flipsAtMs),
          staleUntilMs: Math.min(startedAtMs + STALE_MAX_MS, flipsAtMs),
          isLeftOver: false,
        }
      }
      report(whyNot)
      // The page is not for everybody any more: what was kept of it must not be shown either.
      if (rendered.status < 500) return nothingUntil(source.steadyNowMs() + RETRY_MS)
    } catch (error) {
      report(error instanceof Error ? error.message : String(error))
    }
    return leftOver(last, source.steadyNowMs())
  }

  /** The last page is shown a while longer, and the next attempt keeps nobody waiting. */
  function leftOver(last: Entry | undefined, nowMs: number): Entry {
    if (!last?.page || nowMs >= last.renderedAtMs + AWAY_MAX_MS) return nothingUntil(nowMs + RETRY_MS)
    const { page, renderedAtMs } = last
    const staleUntilMs = renderedAtMs + AWAY_MAX_MS
    const freshUntilMs = Math.min(nowMs + RETRY_MS, staleUntilMs)
    return { page, renderedAtMs, freshUntilMs, staleUntilMs, isLeftOver: true }
  }

  function keep(path: string, entry: Entry): void {
    const isPage = entry.page?.status === 200
    ;(isPage ? missing : pages).delete(path)
    ;(isPage ? pages : missing).set(path, entry, entry.page?.sizeBytes ?? 0)
  }

  return { getPage }
}

function nothingUntil(freshUntilMs: number): Entry {
  const renderedAtMs = Number.NEGATIVE_INFINITY
  return { page: null, renderedAtMs, freshUntilMs, staleUntilMs: freshUntilMs, isLeftOver: false }
}
