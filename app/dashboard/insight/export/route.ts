import { insightCsv } from '#lib/insight/insight-csv.ts'
import { getInsight } from '#lib/insight/queries.ts'
import { getViewer } from '#lib/merchants/queries.ts'

/** Insight into `?sale=` as a CSV file, for people of its merchant. 401 without a session, 404 for strangers. */
export async function GET(request: Request): Promise<Response> {
  const headers = { 'cache-control': 'no-store' }
  if (!(await getViewer())) return new Response(null, { status: 401, headers })
  const insight = await getInsight(new URL(request.url).searchParams.get('sale') ?? '')
  if (!insight) return new Response(null, { status: 404, headers })
  return new Response(insightCsv(insight), {
    headers: {
      ...headers,
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="insight-${insight.sale.slug}.csv"`,
    },
  })
}
