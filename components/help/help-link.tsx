import { Suspense } from 'react'
import { PageLink } from '#components/ui/page-link.tsx'
import { countUnanswered } from '#lib/help/queries.ts'
import { UnansweredCount } from './unanswered-count.tsx'

/** The way to the threads, with how many wait for an answer. */
export function HelpLink() {
  return (
    <PageLink href="/dashboard/help" className="inline-flex min-h-12 items-center gap-2 font-semibold">
      Help
      <Suspense fallback={null}>
        <Count />
      </Suspense>
    </PageLink>
  )
}

async function Count() {
  return <UnansweredCount initial={await countUnanswered()} />
}
