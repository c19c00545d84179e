'use client'

import { MoveDialog } from '#components/merchant-orders/move-dialog.tsx'
import { useOrderMove } from '#components/merchant-orders/use-order-move.ts'
import { Field } from '#components/ui/field.tsx'
import { moveSale } from '#lib/control-room/actions.ts'
import type { ControlRoom } from '#lib/control-room/control-room.ts'
import { ReasonField } from './reason-field.tsx'

export type WholeMove = 'pause' | 'resume' | 'extend' | 'close' | 'cancel'

const WORDS: Record<WholeMove, { title: string; button: string; what: string; undo: string }> = {
  pause: {
    title: 'Pause the sale',
    button: 'Pause it',
    what: 'Nobody can claim until you resume. What is held can still be paid.',
    undo: 'Resume undoes it at any time before the sale closes.',
  },
  resume: {
    title: 'Resume the sale',
    button: 'Resume it',
    what: 'Claims go on at once. Units that came free meanwhile go to those in line first.',
    undo: 'Pause undoes it.',
  },
  extend: {
    title: 'Extend the sale',
    button: 'Move the end',
    what: 'Every phone shows the new end within seconds.',
    undo: 'It cannot be moved back; closing now is always possible.',
  },
  close: {
    title: 'Close the sale now',
    button: 'Close it for good',
    what: 'Nobody can claim any more and the line goes home. What is held can still be paid in its time.',
    undo: 'This cannot be undone.',
  },
  cancel: {
    title: 'Cancel the sale',
    button: 'Cancel it for good',
    what: 'Held units go back and payments under way are stopped. Paid orders stay: refund them one by one under Orders.',
    undo: 'This cannot be undone.',
  },
}

type Props = { move: WholeMove; sale: ControlRoom['sale']; onClose: () => void; onMoved: () => void }

/** Says what a move of the whole sale does and whether it can be taken back, and asks why. */
export function SaleMoveDialog({ move, sale, onClose, onMoved }: Props) {
  const { send, say, ...state } = useOrderMove()
  const words = WORDS[move]
  const onSend = (form: FormData) => {
    const said = { saleId: sale.id, reason: String(form.get('reason')) }
    const typed = Date.parse(String(form.get('closesAt')))
    if (move === 'extend' && Number.isNaN(typed)) return say('Choose the day and the time it should close.')
    const done = () => {
      onMoved()
      onClose()
    }
    send(
      (requestId) =>
        move === 'extend'
          ? moveSale({ ...said, move, requestId, closesAt: new Date(typed).toISOString() })
          : moveSale({ ...said, move, requestId }),
      done,
    )
  }
  return (
    <MoveDialog title={words.title} onClose={onClose} onSend={onSend} button={words.button} {...state}>
      <p>
        {words.what} {words.undo}
      </p>
      {move === 'extend' ? (
        <Field
          label="New end, in your time"
          name="closesAt"
          type="datetime-local"
          required
          defaultValue={localInput(Date.parse(sale.closesAt) + 15 * 60_000)}
        />
      ) : null}
      <ReasonField />
    </MoveDialog>
  )
}

/** An instant as `datetime-local` takes it: where the person is, to the minute. */
function localInput(atMs: number): string {
  const offsetMs = new Date(atMs).getTimezoneOffset() * 60_000
  return new Date(atMs - offsetMs).toISOString().slice(0, 16)
}
