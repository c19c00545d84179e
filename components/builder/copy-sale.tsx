'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { ActionResult } from '#lib/actions/result.ts'
import { newRequestId } from '#lib/claims/new-request-id.ts'
import { copySale } from '#lib/sale-drafts/actions.ts'

/** A new draft with everything of a sale that is over but its times. */
export function CopySale({ saleId, title }: { saleId: string; title: string }) {
  const [id] = useState(newRequestId)
  const [problem, setProblem] = useState<string | null>(null)
  const router = useRouter()

  async function copy() {
    const lost: ActionResult<null> = {
      ok: false,
      code: 'failed',
      message: 'There is no connection just now. Try again in a moment.',
    }
    const answer = await copySale({ saleId, id }).catch(() => lost)
    if (answer.ok) router.push(`/dashboard/drafts/${id}`)
    else setProblem(answer.message)
  }

  return (
    <div className="justify-self-start">
      <Button aria-label={`Use it again: ${title}`} onClick={() => void copy()}>
        Use it again
      </Button>
      <p role="alert" className="mt-1 text-note font-semibold text-alert empty:hidden">
        {problem}
      </p>
    </div>
  )
}
