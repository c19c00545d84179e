import { Suspense } from 'react'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { countUnanswered } from '#lib/help/queries.ts'
import { getLog } from '#lib/http/log.ts'
import { UnansweredCount } from './unanswered-count.tsx'

/** The way to the threads, with how many wait for an answer. */
export function HelpLink() {
  return (
    <DeskLink href="/dashboard/help" className="inline-flex min-h-12 items-center gap-2 font-semibold">
      Help
      <Suspense fallback={null}>
        <Count />
      </Suspense>
    </DeskLink>
  )
}

async function Count() {
  return <UnansweredCount initial={await countOrNone()} />
}

/** A number beside a link is no reason to lose the page under it. */
async function countOrNone(): Promise<number> {
  try {
    return await countUnanswered()
  } catch (error) {
    getLog().error({ err: error }, 'the unanswered threads could not be counted')
    return 0
  }
}
