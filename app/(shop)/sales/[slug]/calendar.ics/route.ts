import { getEnv } from '#lib/env.ts'
import { isLanguage } from '#lib/languages/languages.ts'
import { textIn } from '#lib/languages/messages.ts'
import { getLanguage } from '#lib/languages/request-language.ts'
import { calendarFile } from '#lib/sales/calendar-file.ts'
import { getSale } from '#lib/sales/queries.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

type Context = { params: Promise<{ slug: string }> }

/** GET /sales/{slug}/calendar.ics: the reminder for whoever has no push, or no wish for it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const sale = await getSale((await params).slug)
  const asked = new URL(request.url).searchParams.get('language')
  const language = isLanguage(asked) ? asked : await getLanguage()
  if (!sale) return new Response(textIn(language, 'problems')('unknown_sale'), { status: 404 })
  const url = `${getEnv().shopUrl}/sales/${sale.slug}`
  return new Response(calendarFile({ ...sale, url }, databaseNowMs(), textIn(language, 'preview')), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="${sale.slug}.ics"`,
      'cache-control': 'public, s-maxage=60',
      vary: 'Accept-Language, Cookie',
    },
  })
}
