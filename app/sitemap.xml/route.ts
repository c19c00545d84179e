import { getEnv } from '#lib/env.ts'
import { listPublicPaths } from '#lib/share/public-paths.ts'
import { sitemapXml } from '#lib/share/sitemap.ts'

/** Of the installation, which the build does not know. */
export const dynamic = 'force-dynamic'

/** GET /sitemap.xml: every page everybody may see, in every language. */
export async function GET(): Promise<Response> {
  return new Response(sitemapXml(await listPublicPaths(), getEnv().shopUrl), {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, s-maxage=600' },
  })
}
