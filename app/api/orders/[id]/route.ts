import { getOrder } from '#lib/orders/queries.ts'

/** One's own order as it is now, by the session's cookie: what the order page asks until it is settled. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const order = await getOrder((await params).id)
  const headers = { 'cache-control': 'no-store' }
  if (order) return Response.json({ order }, { headers })
  return Response.json(
    {
      type: 'about:blank',
      title: 'Unknown order',
      status: 404,
      code: 'unknown_order',
      detail: 'You have no such order: open the link in the receipt on the device you ordered with.',
    },
    { status: 404, headers: { ...headers, 'content-type': 'application/problem+json' } },
  )
}
