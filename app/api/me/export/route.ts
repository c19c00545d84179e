import { exportPerson } from '#lib/accounts/export-person.ts'
import { createServerSupabase } from '#lib/supabase/server.ts'

/** What the shop keeps about whoever's session this is, guests too, as a file. Bounded: see export_person(). */
export async function GET(): Promise<Response> {
  const supabase = await createServerSupabase()
  const { data: session } = await supabase.auth.getClaims()
  const text = session ? await exportPerson(session.claims.sub) : null
  const headers = { 'cache-control': 'no-store' }
  if (text === null) return new Response(null, { status: 401, headers })
  return new Response(text, {
    headers: {
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="stampede-${new Date().toISOString().slice(0, 10)}.json"`,
    },
  })
}
