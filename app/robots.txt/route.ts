import { getEnv } from '#lib/env.ts'
import { robotsText } from '#lib/share/sitemap.ts'

/** Of the installation, which the build does not know. */
export const dynamic = 'force-dynamic'

/** GET /robots.txt */
export function GET(): Response {
  return new Response(robotsText(getEnv().shopUrl), {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, s-maxage=3600' },
  })
}
