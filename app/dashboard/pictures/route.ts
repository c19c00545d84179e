import { getLog } from '#lib/http/log.ts'
import { getDesk } from '#lib/merchants/chosen-merchant.ts'
import { PICTURE_MAX_BYTES } from '#lib/pictures/limits.ts'
import { PICTURE_PROBLEMS } from '#lib/pictures/problem-words.ts'
import { readBounded } from '#lib/pictures/read-bounded.ts'
import { storePicture } from '#lib/pictures/store-picture.ts'
import { createMerchantSupabase } from '#lib/supabase/server.ts'

/**
 * Takes one picture, its bytes as the body, and answers where it is. A type no form can send: a page of another site would have to ask
 * first, and is not answered.
 */
export async function POST(request: Request): Promise<Response> {
  const site = request.headers.get('sec-fetch-site')
  if (
    request.headers.get('content-type') !== 'application/octet-stream' ||
    (site !== null && site !== 'same-origin')
  ) {
    return refuse(403, 'Pictures are sent from the dashboard. Open it and choose the picture there.')
  }
  const desk = await getDesk()
  if (!desk)
    return refuse(401, 'Your session has ended. Sign in again in another tab, then send the picture again.')
  const bytes = await readBounded(request, PICTURE_MAX_BYTES)
  if (!bytes) return refuse(413, PICTURE_PROBLEMS.too_big)
  try {
    const stored = await storePicture(await createMerchantSupabase(), desk.merchant.id, bytes)
    return 'code' in stored ? refuse(422, stored.message) : Response.json(stored, { status: 201 })
  } catch (error) {
    getLog().error({ err: error }, 'A picture could not be stored')
    return refuse(503, 'The picture could not be kept just now. Nothing else is lost: send it again.')
  }
}

function refuse(status: number, message: string): Response {
  return Response.json({ message }, { status, headers: { 'cache-control': 'no-store' } })
}
