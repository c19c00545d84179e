'use client'

import type { ReactNode } from 'react'
import { StepUp } from '#components/team/step-up.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'

type Props = {
  title: string
  onClose: () => void
  onSend: (form: FormData) => void
  isSending: boolean
  problem: string | null
  /** Set while a second factor is asked for, in the place of the form, which stays as it was typed. */
  sendAgain: (() => void) | null
  forget?: () => void
  /** What the button says: what will happen. */
  button: string
  /** Whether a reason is asked for; it is kept in the log. */
  hasReason?: boolean
  children: ReactNode
}

/** The form of one move of an order: what is asked, why, and one button that says what it does. */
export function MoveDialog({
  title,
  onClose,
  onSend,
  isSending,
  problem,
  sendAgain,
  button,
  hasReason = false,
  children,
}: Props) {
  return (
    <Dialog isOpen onClose={onClose} title={title}>
      {sendAgain ? <StepUp button={button} onDone={sendAgain} onCancel={onClose} /> : null}
      <form
        className={sendAgain ? 'hidden' : 'grid gap-4'}
        onSubmit={(event) => {
          event.preventDefault()
          onSend(new FormData(event.currentTarget))
        }}
      >
        {children}
        {hasReason ? (
          <Field
            label="Reason"
            hint="Kept in the log of this order, not shown to the shopper."
            name="reason"
            required
            maxLength={500}
            autoComplete="off"
          />
        ) : null}
        {problem ? (
          <Notice tone="alert" isUrgent>
            {problem}
          </Notice>
        ) : null}
        <Button type="submit" tone="hot" size="large" disabled={isSending}>
          {isSending ? 'One moment…' : button}
        </Button>
        <Button tone="plain" onClick={onClose}>
          Leave it as it is
        </Button>
      </form>
    </Dialog>
  )
}
