'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { addSamples, dismissChecklist, removeSamples } from '#lib/stores/actions.ts'

const MOVES = { add: addSamples, remove: removeSamples, dismiss: dismissChecklist }

/** A button of the checklist; what did not work is said beside it. */
export function StoreMove({
  merchantId,
  move,
  label,
}: {
  merchantId: string
  move: keyof typeof MOVES
  label: string
}) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isSending, startSending] = useTransition()
  const router = useRouter()
  return (
    <div className="grid gap-2">
      <Button
        disabled={isSending}
        onClick={() =>
          startSending(async () => {
            const answer = await MOVES[move]({ merchantId }).catch(() => null)
            if (answer?.ok) return router.refresh()
            setProblem(answer?.message ?? 'There is no connection just now. Try again in a moment.')
          })
        }
      >
        {isSending ? 'One moment…' : label}
      </Button>
      {problem ? (
        <Notice tone="alert" isUrgent>
          {problem}
        </Notice>
      ) : null}
    </div>
  )
}
