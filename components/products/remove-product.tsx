'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { ActionResult } from '#lib/actions/result.ts'
import { removeProduct } from '#lib/products/actions.ts'

type Props = { merchantId: string; id: string; name: string; onRemoved: () => void }

/** Removes a product that no sale ever had, after being asked. */
export function RemoveProduct({ merchantId, id, name, onRemoved }: Props) {
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const router = useRouter()

  async function remove() {
    setSending(true)
    const lost: ActionResult<null> = {
      ok: false,
      code: 'failed',
      message: 'There is no connection just now. Try again in a moment.',
    }
    const answer = await removeProduct({ merchantId, id }).catch(() => lost)
    setSending(false)
    if (!answer.ok) return setProblem(answer.message)
    onRemoved()
    router.push('/dashboard/products')
    router.refresh()
  }

  return (
    <>
      <Button tone="plain" className="justify-self-start" onClick={() => setAsking(true)}>
        Remove this product
      </Button>
      <Dialog isOpen={isAsking} onClose={() => setAsking(false)} title={`Remove ${name}?`}>
        <p>Its pictures go with it. This cannot be undone.</p>
        {problem ? (
          <Notice tone="alert" isUrgent>
            {problem}
          </Notice>
        ) : null}
        <Button tone="ink" disabled={isSending} onClick={() => void remove()}>
          {isSending ? 'One moment…' : 'Remove it'}
        </Button>
        <Button tone="plain" onClick={() => setAsking(false)}>
          Keep it
        </Button>
      </Dialog>
    </>
  )
}
