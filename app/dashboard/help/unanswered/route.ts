import { countUnanswered } from '#lib/help/queries.ts'
import { getViewer } from '#lib/merchants/queries.ts'

/** How many threads wait for an answer of the signed-in person's merchants. 401 when nobody is signed in. */
export async function GET(): Promise<Response> {
  const headers = { 'cache-control': 'no-store' }
  if (!(await getViewer())) return new Response(null, { status: 401, headers })
  return Response.json({ unanswered: await countUnanswered() }, { headers })
}
