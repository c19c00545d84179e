import { insightCsv } from '#lib/insight/insight-csv.ts'
import { getInsight } from '#lib/insight/queries.ts'
import { requireExport } from '#lib/tables/require-export.ts'

/** Insight into `?sale=` of the chosen merchant as a CSV file. 404 for a sale that is not theirs. */
export async function GET(request: Request): Promise<Response> {
  const desk = await requireExport('see_insight')
  if (desk instanceof Response) return desk
  const headers = { 'cache-control': 'no-store' }
  const insight = await getInsight(new URL(request.url).searchParams.get('sale') ?? '', desk.merchant.id)
  if (!insight) return new Response(null, { status: 404, headers })
  return new Response(insightCsv(insight), {
    headers: {
      ...headers,
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="insight-${insight.sale.slug}.csv"`,
    },
  })
}
