import { getMyThread } from '#lib/help/queries.ts'

/** The thread of one's own order as it is now, by the session's cookie: what the help page asks again and again. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const mine = await getMyThread((await params).id)
  const headers = { 'cache-control': 'no-store' }
  if (mine) return Response.json({ thread: mine.thread }, { headers })
  return Response.json(
    {
      type: 'about:blank',
      title: 'Unknown order',
      status: 404,
      code: 'unknown_order',
      detail: 'You have no such order: open it on the device you ordered with.',
    },
    { status: 404, headers: { ...headers, 'content-type': 'application/problem+json' } },
  )
}
