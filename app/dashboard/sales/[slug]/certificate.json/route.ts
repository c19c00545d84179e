import { exportFile } from '#lib/certificates/export-file.ts'
import { getCertificate } from '#lib/certificates/queries.ts'
import { getViewer } from '#lib/merchants/queries.ts'

type Context = { params: Promise<{ slug: string }> }

const NOT_KEPT = { 'cache-control': 'no-store' }
const problem = (status: number, words: string, headers = {}) =>
  new Response(`${words}\n`, { status, headers: { ...NOT_KEPT, 'content-type': 'text/plain', ...headers } })

/** The certificate with every line it can be recomputed from, to be kept and checked: `npm run verify-certificate`. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params
  if (!(await getViewer())) return problem(401, 'Sign in to the dashboard, then download it again.')
  const certificate = await getCertificate(slug)
  if (!certificate) return problem(404, 'There is no such sale of yours.')
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
