import { getMerchantThread } from '#lib/help/queries.ts'

/** A thread as it is now, for the people of its merchant: what the open page asks again and again. 404 for everybody else. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const found = await getMerchantThread((await params).id)
  const headers = { 'cache-control': 'no-store' }
  if (!found) return new Response(null, { status: 404, headers })
  return Response.json({ thread: found.thread }, { headers })
}
