import { getEnv } from '#lib/env.ts'
import { getText } from '#lib/languages/request-language.ts'
import { calendarFile } from '#lib/sales/calendar-file.ts'
import { getSale } from '#lib/sales/queries.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

type Context = { params: Promise<{ slug: string }> }

/** GET /sales/{slug}/calendar.ics: the reminder for whoever has no push, or no wish for it. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const sale = await getSale((await params).slug)
  if (!sale) return new Response((await getText('problems'))('unknown_sale'), { status: 404 })
  const t = await getText('salePage')
  const url = `${getEnv().shopUrl}/sales/${sale.slug}`
  return new Response(calendarFile({ ...sale, url }, databaseNowMs(), t), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="${sale.slug}.ics"`,
      'cache-control': 'public, s-maxage=60',
      vary: 'Accept-Language, Cookie',
    },
  })
}
