'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { newRequestId } from '#lib/claims/new-request-id.ts'
import type { CannedAnswer } from '#lib/help/queries.ts'
import { CannedForm } from './canned-form.tsx'

type Props = {
  merchantId: string
  answers: CannedAnswer[]
  canWrite: boolean
  onInsert: (body: string) => void
}

/** Answers to start from: one tap puts one into what is being written, to be changed before it is sent. */
export function CannedAnswers({ merchantId, answers, canWrite, onInsert }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const [edited, setEdited] = useState<CannedAnswer | null>(null)
  const inserted = useRef<string | null>(null)
  // Only once the dialog has closed and given the focus back, so that it ends up where one goes on writing.
  useEffect(() => {
    if (isOpen || inserted.current === null) return
    onInsert(inserted.current)
    inserted.current = null
  })
  const close = () => {
    setIsOpen(false)
    setEdited(null)
  }
  return (
    <>
      <Button className="justify-self-start" onClick={() => setIsOpen(true)} aria-haspopup="dialog">
        Canned answers
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title="Canned answers">
        {edited ? (
          <CannedForm
            key={edited.id}
            merchantId={merchantId}
            answer={edited}
            isNew={!answers.some((answer) => answer.id === edited.id)}
            onDone={() => setEdited(null)}
          />
        ) : (
          <>
            {answers.length === 0 ? (
              <p className="text-ink-soft">
                {canWrite
                  ? 'None yet. Write down what you say again and again; {name} and {number} are filled in from the order.'
                  : 'None yet. Owners and managers write them.'}
              </p>
            ) : null}
            <ul className="grid max-h-[50dvh] grid-cols-1 gap-2 overflow-y-auto">
              {answers.map((answer) => (
                <li key={answer.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-2">
                  <Button
                    className="!justify-start !text-start"
                    onClick={() => {
                      inserted.current = answer.body
                      close()
                    }}
                  >
                    <span className="grid min-w-0 gap-0.5">
                      <span className="break-words">{answer.title}</span>
                      <span className="truncate text-note font-normal text-ink-soft">{answer.body}</span>
                    </span>
                  </Button>
                  {canWrite ? (
                    <Button
                      tone="plain"
                      aria-label={`Change ${answer.title}`}
                      onClick={() => setEdited(answer)}
                    >
                      Change
                    </Button>
                  ) : null}
                </li>
              ))}
            </ul>
            <div className="flex flex-wrap gap-2">
              {canWrite ? (
                <Button tone="ink" onClick={() => setEdited({ id: newRequestId(), title: '', body: '' })}>
                  Write a new one
                </Button>
              ) : null}
              <Button onClick={close}>Done</Button>
            </div>
          </>
        )}
      </Dialog>
    </>
  )
}
