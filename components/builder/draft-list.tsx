import { DeskButton, DeskLink } from '#components/ui/desk-link.tsx'
import type { DraftLine } from '#lib/sale-drafts/queries.ts'
import { RemoveDraft } from './remove-draft.tsx'

/** The way to a new sale, and those that are not finished. Shoppers see none of them. */
export function DraftList({ merchantId, drafts }: { merchantId: string; drafts: readonly DraftLine[] }) {
  return (
    <section aria-labelledby="drafts" className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="drafts" className="poster text-heading">
          {drafts.length === 0 ? 'The next sale' : 'Drafts'}
        </h2>
        <DeskButton href="/dashboard/drafts/new" tone="ink">
          New sale
        </DeskButton>
      </div>
      {drafts.length > 0 ? (
        <ul className="divide-y divide-line rounded-card border border-line bg-paper-raised">
          {drafts.map(({ id, title }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 px-4 py-1">
              <DeskLink
                href={`/dashboard/drafts/${id}`}
                className="inline-flex min-h-12 min-w-0 items-center font-semibold break-words underline underline-offset-4"
              >
                {title.trim() || 'Without a title'}
              </DeskLink>
              <RemoveDraft merchantId={merchantId} id={id} title={title.trim() || 'Without a title'} />
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}
