'use client'

import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'

/** Below the shell: every other place of the dashboard is one tap away while one of them is broken. */
export default function DashboardError() {
  return (
    <main id="main" className="sheet grid justify-items-start gap-5 py-8">
      <h1 className="poster text-heading">This page broke</h1>
      <p className="text-lead text-ink-soft">
        Something failed on our side. What was saved before is safe; look whether your last step is there
        before you do it again.
      </p>
      <div className="flex flex-wrap gap-3">
        <Button tone="ink" onClick={() => location.reload()}>
          Try again
        </Button>
        <LinkButton href="/dashboard">Back to your sales</LinkButton>
      </div>
    </main>
  )
}
