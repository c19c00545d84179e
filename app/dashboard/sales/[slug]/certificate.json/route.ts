import { exportFile } from '#lib/certificates/export-file.ts'
import { getCertificate } from '#lib/certificates/queries.ts'
import { getDesk } from '#lib/merchants/chosen-merchant.ts'
import { mayDo } from '#lib/team/permissions.ts'

type Context = { params: Promise<{ slug: string }> }

const NOT_KEPT = { 'cache-control': 'no-store' }
const problem = (status: number, words: string, headers = {}) =>
  new Response(`${words}\n`, { status, headers: { ...NOT_KEPT, 'content-type': 'text/plain', ...headers } })

/** The certificate of a sale of the chosen merchant with every line it can be recomputed from, to be kept and checked: `npm run verify-certificate`. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params
  const desk = await getDesk()
  if (!desk) return problem(401, 'Sign in to the dashboard, then download it again.')
  if (!mayDo(desk.role, 'see_money'))
    return problem(403, 'Ask the owner or a manager for this file: your role does not see money.')
  const certificate = await getCertificate(slug, desk.merchant.id)
  if (!certificate)
    return problem(
      404,
      `There is no such sale of ${desk.merchant.name}. Choose its merchant in the dashboard, then download it again.`,
    )
  if (certificate.isArchived)
    return problem(
      410,
      'The claims of this sale are put away: bring their month back, then download it again.',
    )
  const file = exportFile(certificate.sale.id)
  if (!file)
    return problem(503, 'Another certificate is being downloaded: try again in a moment.', {
      'retry-after': '10',
    })
  return new Response(file, {
    headers: {
      ...NOT_KEPT,
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="certificate-${certificate.sale.slug}.json"`,
    },
  })
}
