import type { IncomingMessage, ServerResponse } from 'node:http'
import { withKeptPolicy } from '#lib/csp/kept-page.ts'
import { getEnv } from '#lib/env.ts'
import { getLog } from '#lib/http/log.ts'
import type { NextPages } from '#lib/http/next-server.ts'
import { createPageCache } from '#lib/pages/page-cache.ts'
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
    render: async (path) => withKeptPolicy(await render(path), env),
    flipsAtMs,
    steadyNowMs: () => performance.now(),
    onRender(path, tookMs, whyNot) {
      getLog().debug({ path, tookMs: Math.round(tookMs), whyNot }, 'a public page was rendered')
    },
  })

  return (request, response) => {
    const { method = 'GET', url = '/', headers } = request
    const path = publicPageOf({ method, url, headers }, env.supabaseUrl)
    if (path === null) return false
    const answer = (page: StoredPage | null) => {
      if (page) servePage(request, response, page, databaseNowMs())
      else next.handle(request, response)
    }
    const page = cache.getPage(path)
    if (page instanceof Promise) void page.then(answer)
    else answer(page)
    return true
  }
}

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
