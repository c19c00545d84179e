'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { ActionResult } from '#lib/actions/result.ts'
import { removeSaleDraft } from '#lib/sale-drafts/actions.ts'

/** Throws a draft away, after being asked. */
export function RemoveDraft({ merchantId, id, title }: { merchantId: string; id: string; title: string }) {
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const router = useRouter()

  async function remove() {
    const lost: ActionResult<null> = {
      ok: false,
      code: 'failed',
      message: 'There is no connection just now. Try again in a moment.',
    }
    const answer = await removeSaleDraft({ merchantId, id }).catch(() => lost)
    if (!answer.ok) return setProblem(answer.message)
    localStorage.removeItem(`stampede-sale:${merchantId}:${id}`)
    setAsking(false)
    router.refresh()
  }

  return (
    <>
      <Button
        tone="plain"
        className="px-0!"
        aria-label={`Throw away ${title}`}
        onClick={() => setAsking(true)}
      >
        Throw away
      </Button>
      <Dialog isOpen={isAsking} onClose={() => setAsking(false)} title={`Throw away ${title}?`}>
        <p>Nobody but your team has seen it. This cannot be undone.</p>
        {problem ? (
          <Notice tone="alert" isUrgent>
            {problem}
          </Notice>
        ) : null}
        <Button tone="ink" onClick={() => void remove()}>
          Throw it away
        </Button>
        <Button tone="plain" onClick={() => setAsking(false)}>
          Keep it
        </Button>
      </Dialog>
    </>
  )
}
