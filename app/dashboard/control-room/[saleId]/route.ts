import { readControlRoom } from '#lib/control-room/queries.ts'
import { readUuid } from '#lib/http/uuid.ts'
import { getViewer } from '#lib/merchants/queries.ts'

type Context = { params: Promise<{ saleId: string }> }

/** One reading of a sale, `?since=` an instant; what the control room asks for again and again. 401, 404 for who may not. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const headers = { 'cache-control': 'no-store' }
  if (!(await getViewer())) return new Response(null, { status: 401, headers })
  const saleId = readUuid((await params).saleId)
  const since = new URL(request.url).searchParams.get('since')
  const sinceMs = since === null ? null : Date.parse(since)
  if (!saleId || Number.isNaN(sinceMs)) return new Response(null, { status: 404, headers })
  const room = await readControlRoom(saleId, sinceMs === null ? undefined : new Date(sinceMs).toISOString())
  return room ? Response.json(room, { headers }) : new Response(null, { status: 404, headers })
}
