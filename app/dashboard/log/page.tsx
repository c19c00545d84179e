import type { Metadata } from 'next'
import { LogForm } from '#components/log/log-form.tsx'
import { LogList } from '#components/log/log-list.tsx'
import { NotYourRole } from '#components/team/not-your-role.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { isNarrowed, logQuery, readLogSearch } from '#lib/log/log-search.ts'
import { listLogPeople, PAGE_ROWS, readLog } from '#lib/log/queries.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { mayDo } from '#lib/team/permissions.ts'

export const metadata: Metadata = { title: 'Log', robots: { index: false } }

const LINK = 'inline-flex min-h-12 items-center font-semibold underline underline-offset-4'

type Query = Promise<Record<string, string | string[] | undefined>>

export default async function LogPage({ searchParams }: { searchParams: Query }) {
  const { merchant, role } = await requireMerchant()
  if (!mayDo(role, 'read_log'))
    return (
      <main id="main" className="sheet py-8">
        <NotYourRole what="The log" />
      </main>
    )
  const search = readLogSearch(await searchParams)
  const supabase = await createMerchantSupabase()
  const [rows, people] = await Promise.all([
    readLog(supabase, merchant.id, search, PAGE_ROWS + 1),
    listLogPeople(supabase, merchant.id),
  ])
  const [page, last] = [rows.slice(0, PAGE_ROWS), rows[PAGE_ROWS - 1]]
  return (
    <main id="main" className="sheet grid max-w-5xl grid-cols-1 gap-6 py-8">
      <div className="grid gap-2">
        <h1 className="poster text-poster">Log</h1>
        <p className="text-lead text-ink-soft">Who did what at {merchant.name}. Nobody can change it.</p>
      </div>
      <LogForm search={search} people={people} />
      <div className="flex flex-wrap gap-x-6">
        {isNarrowed(search) || search.before ? (
          <DeskLink href="/dashboard/log" className={LINK}>
            Show everything
          </DeskLink>
        ) : null}
        <a href={`/dashboard/log/export${logQuery(search, null)}`} download className={LINK}>
          Download as CSV
        </a>
      </div>
      {page.length > 0 ? (
        <LogList rows={page} />
      ) : (
        <p className="rounded-card bg-paper-sunk px-4 py-6 text-ink-soft">
          {isNarrowed(search) || search.before
            ? 'Nothing like that was done: ask for less, or show everything.'
            : 'Nothing was done yet. Whatever somebody pauses, ships, refunds or changes is written down here.'}
        </p>
      )}
      {rows.length > PAGE_ROWS && last ? (
        <DeskLink href={`/dashboard/log${logQuery(search, last.id)}`} className={LINK}>
          Older
        </DeskLink>
      ) : null}
    </main>
  )
}
