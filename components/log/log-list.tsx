import { LocalTime } from '#components/sale/local-time.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { type LogRow, whoOf } from '#lib/log/queries.ts'
import { detailWords, logWords, subjectPath } from '#lib/log/words.ts'

/** What was done, newest first: what, to what and why, by whom, when. */
export function LogList({ rows }: { rows: readonly LogRow[] }) {
  return (
    <ol aria-label="What was done" className="rounded-card border border-line">
      {rows.map((row) => {
        const path = subjectPath(row.subject_kind, row.subject_id)
        const more = detailWords(row.detail)
        return (
          <li
            key={row.id}
            className="grid gap-x-6 gap-y-0.5 border-b border-line px-4 py-3 last:border-b-0 sm:grid-cols-[minmax(0,1fr)_auto] sm:px-6"
          >
            <div className="min-w-0">
              <p className="font-semibold">{logWords(row.action)}</p>
              {more && path ? (
                <DeskLink href={path} className="break-words underline underline-offset-4">
                  {more}
                </DeskLink>
              ) : (
                <p className="break-words">{more}</p>
              )}
            </div>
            <p className="min-w-0 text-note text-ink-soft sm:text-right">
              <span className="block break-words">{whoOf(row)}</span>
              <LocalTime atMs={Date.parse(row.at)} />
            </p>
          </li>
        )
      })}
    </ol>
  )
}
