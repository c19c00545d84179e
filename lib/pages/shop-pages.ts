import type { IncomingMessage, ServerResponse } from 'node:http'
import { withKeptPolicy } from '#lib/csp/kept-page.ts'
import { getEnv } from '#lib/env.ts'
import { getLog } from '#lib/http/log.ts'
import type { NextPages } from '#lib/http/next-server.ts'
import { languageChoices } from '#lib/languages/choice.ts'
import { DEFAULT_LANGUAGE, LANGUAGES } from '#lib/languages/languages.ts'
import { createPageCache } from '#lib/pages/page-cache.ts'
import { paintFirst } from '#lib/pages/paint-first.ts'
import { publicPageOf } from '#lib/pages/public-page.ts'
import { createPageRenderer } from '#lib/pages/render-page.ts'
import { servePage } from '#lib/pages/serve-page.ts'
import type { StoredPage } from '#lib/pages/stored-page.ts'
import { getSnapshots } from '#lib/sales/snapshot.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

/** Answers a request and says true, or says false: not one of these pages, or not for everybody. */
export type PublicPages = (request: IncomingMessage, response: ServerResponse) => boolean

/**
 * The public pages of this process, in front of Next: one rendering of each a second, whoever and however many ask.
 * A request whose page cannot be kept is handed on to Next, as is everything that is not plainly for everybody.
 */
export function createPublicPages(next: NextPages): PublicPages {
  const env = getEnv()
  const render = createPageRenderer(next.handle, env.shopUrl)
  const cache = createPageCache({
    async render(key) {
      const page = await render(pathIn(key), languageIn(key))
      return withKeptPolicy({ ...page, body: Buffer.from(paintFirst(page.body.toString())) }, env)
    },
    flipsAtMs: (key) => flipsAtMs(pathIn(key)),
    steadyNowMs: () => performance.now(),
    onRender(key, tookMs, whyNot) {
      const page = { path: pathIn(key), language: languageIn(key) }
      getLog().debug({ ...page, tookMs: Math.round(tookMs), whyNot }, 'a public page was rendered')
    },
  })

  const choiceOf = languageChoices(env.shopUrl.startsWith('https:'))

  return (request, response) => {
    const { method = 'GET', url = '/', headers } = request
    const wanted = publicPageOf({ method, url, headers })
    if (wanted === null) return false
    const { path, language, isAddressed } = wanted
    const answer = (page: StoredPage | null) => {
      if (!page) return next.handle(request, response)
      // Whoever follows an address that names a language has chosen it.
      servePage(request, response, page, databaseNowMs(), isAddressed ? choiceOf[language] : [])
    }
    const page = cache.getPage(`${language}${path}`)
    if (page instanceof Promise) void page.then(answer)
    else answer(page)
    return true
  }
}

/** A page is kept once per language, under the language and the path: `de/sales/first-light`. */
const languageIn = (key: string) =>
  LANGUAGES.find((language) => key.startsWith(`${language}/`)) ?? DEFAULT_LANGUAGE
const pathIn = (key: string) => key.slice(key.indexOf('/'))

const SALES = '/sales/'

/**
 * When the sale of a page opens or closes next, in steady milliseconds. The rendering reads the same snapshot, so this
 * costs no further question to the database. The home page shows many sales and relies on being of this second.
 */
async function flipsAtMs(path: string): Promise<number | null> {
  if (!path.startsWith(SALES)) return null
  try {
    const snapshot = await getSnapshots().getSnapshot(path.slice(SALES.length))
    return snapshot ? performance.now() + (snapshot.flipsAtMs - databaseNowMs()) : null
  } catch {
    // The database is away: whether there is a page at all, the rendering finds out.
    return null
  }
}
