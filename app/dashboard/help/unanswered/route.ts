import { countUnanswered } from '#lib/help/queries.ts'
import { getDesk } from '#lib/merchants/chosen-merchant.ts'
import { getViewer } from '#lib/merchants/queries.ts'

/** How many threads wait for an answer of the chosen merchant. 401 when nobody is signed in. */
export async function GET(): Promise<Response> {
  const headers = { 'cache-control': 'no-store' }
  if (!(await getViewer())) return new Response(null, { status: 401, headers })
  const desk = await getDesk()
  return Response.json({ unanswered: desk ? await countUnanswered(desk.merchant.id) : 0 }, { headers })
}
