'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { MoveDialog } from '#components/merchant-orders/move-dialog.tsx'
import { useOrderMove } from '#components/merchant-orders/use-order-move.ts'
import { countReminders, takeBackSale } from '#lib/sale-drafts/actions.ts'
import { ReasonField } from './reason-field.tsx'

/** Says what becomes of a sale that goes back to being a draft, and of those who wait for it; then leads to the draft. */
export function TakeBackDialog({ saleId, onClose }: { saleId: string; onClose: () => void }) {
  const { send, say, ...state } = useOrderMove()
  const [reminders, setReminders] = useState<number | null>(null)
  const router = useRouter()

  useEffect(() => {
    let isHere = true
    countReminders({ saleId }).then(
      (answer) => isHere && answer.ok && setReminders(answer.data),
      // Without the number the sentence below still says what happens.
      () => undefined,
    )
    return () => {
      isHere = false
    }
  }, [saleId])

  const onSend = (form: FormData) => {
    let id = ''
    send(
      (requestId) => {
        id = requestId
        return takeBackSale({ saleId, id, reason: String(form.get('reason')) })
      },
      () => router.push(`/dashboard/drafts/${id}`),
    )
  }
  return (
    <MoveDialog title="Take back to draft" onClose={onClose} onSend={onSend} button="Take it back" {...state}>
      <p>
        Shoppers see the sale no more and its address leads nowhere until you schedule it again. Everything of
        it is in the draft.
      </p>
      <p role="status">{reminderWords(reminders)}</p>
      <ReasonField />
    </MoveDialog>
  )
}

function reminderWords(count: number | null): string {
  if (count === 0) return 'Nobody has asked to be reminded of it.'
  const who =
    count === null
      ? 'Whoever asked to be reminded'
      : `${count} ${count === 1 ? 'person' : 'people'} asked to be reminded and`
  return `${who} will hear of it at the new time once it is scheduled again, and nothing if it is not.`
}
