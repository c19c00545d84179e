import 'server-only'
import { isBusy } from '#lib/http/busy.ts'
import { getLog } from '#lib/http/log.ts'
import { DEFAULT_LANGUAGE, isLanguage } from '#lib/languages/languages.ts'
import { isSameTag } from '#lib/sales/snapshot-text.ts'
import { getPicture } from './sale-pictures.ts'

/** Shared caches keep it some minutes: the address has another `v` as soon as the picture is another. */
const CACHE_CONTROL = 'public, max-age=60, s-maxage=300, stale-while-revalidate=86400'

/**
 * GET of a picture for sharing: PNG, 1200 by 630, in `?language`. 304 to who has it, 404 where there is no such sale, 503 with Retry-After
 * when too many wait for theirs. Where none can be drawn at all, the shop's icon is shown instead.
 */
export async function answerPicture(request: Request, slug: string | null): Promise<Response> {
  const asked = new URL(request.url).searchParams.get('language')
  const language = isLanguage(asked) ? asked : DEFAULT_LANGUAGE
  try {
    const picture = await getPicture(slug, language)
    if (!picture) return new Response('There is no such sale: start from the home page.', { status: 404 })
    const told = { etag: picture.etag, 'cache-control': CACHE_CONTROL }
    if (isSameTag(request.headers.get('if-none-match') ?? undefined, picture.etag))
      return new Response(null, { status: 304, headers: told })
    return new Response(new Uint8Array(picture.png), { headers: { ...told, 'content-type': 'image/png' } })
  } catch (error) {
    if (isBusy(error))
      return new Response('Many pictures are being drawn: try again in a moment.', {
        status: 503,
        headers: { 'retry-after': String(error.retryAfterSeconds) },
      })
    getLog().error({ err: error, slug }, 'a picture for sharing could not be drawn')
    return new Response(null, { status: 307, headers: { location: '/icons/icon-512.png' } })
  }
}
