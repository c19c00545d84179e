import { getDesk } from '#lib/merchants/chosen-merchant.ts'
import { getViewer, listMySales } from '#lib/merchants/queries.ts'

/** The chosen merchant's sales, all counters: what the dashboard reads again and again. 401 when nobody is signed in. */
export async function GET(): Promise<Response> {
  const headers = { 'cache-control': 'no-store' }
  if (!(await getViewer())) return new Response(null, { status: 401, headers })
  const desk = await getDesk()
  return Response.json({ sales: desk ? await listMySales(desk.merchant.id) : [] }, { headers })
}
