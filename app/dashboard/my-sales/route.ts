import { getViewer, listMySales } from '#lib/merchants/queries.ts'

/** The signed-in person's sales, all counters: what the dashboard reads again and again. 401 when nobody is signed in. */
export async function GET(): Promise<Response> {
  const headers = { 'cache-control': 'no-store' }
  if (!(await getViewer())) return new Response(null, { status: 401, headers })
  return Response.json({ sales: await listMySales() }, { headers })
}
