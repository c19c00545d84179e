'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { ActionResult } from '#lib/actions/result.ts'
import { makeRecoveryCodes, removeSecondFactor } from '#lib/second-factor/actions.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import { StepUp } from './step-up.tsx'
import { StepUpDialog } from './step-up-dialog.tsx'

/** Sets the app up, right on the page. */
export function SetUpHere({ next }: { next: string | null }) {
  const router = useRouter()
  return (
    <StepUp button="Switch it on" onDone={() => (next ? window.location.assign(next) : router.refresh())} />
  )
}

type Answer = ActionResult<{ recoveryCodes: string[] } | null, string>

/** What can be done with an app that is set up. */
export function AppButtons() {
  const router = useRouter()
  const [problem, say] = useState<string | null>(null)
  const [codes, setCodes] = useState<readonly string[]>([])
  const [isRemoving, setRemoving] = useState(false)
  const [sendAgain, setSendAgain] = useState<(() => void) | null>(null)
  const [isSending, startSending] = useTransition()

  const send = (ask: () => Promise<Answer>) =>
    startSending(async () => {
      const answer = await ask().catch(() => null)
      setSendAgain(null)
      setRemoving(false)
      if (answer === null) return say('The shop does not answer. Try again.')
      if (!answer.ok && answer.code === 'second_factor') return setSendAgain(() => () => send(ask))
      say(answer.ok ? null : answer.message)
      if (answer.ok && answer.data) setCodes(answer.data.recoveryCodes)
      router.refresh()
    })
  return (
    <>
      {problem ? (
        <Notice tone="alert" isUrgent>
          {problem}
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-3">
        <Button tone="ink" disabled={isSending} onClick={() => send(makeRecoveryCodes)}>
          New recovery codes
        </Button>
        <Button tone="plain" className="-ms-5 sm:ms-0" disabled={isSending} onClick={() => setRemoving(true)}>
          Remove the app
        </Button>
      </div>
      {sendAgain ? (
        <StepUpDialog button="Go on" onDone={sendAgain} onClose={() => setSendAgain(null)} />
      ) : null}
      {codes.length > 0 ? (
        <Dialog isOpen onClose={() => setCodes([])} title="New recovery codes">
          <RecoveryCodes codes={codes} onSaved={() => setCodes([])} />
        </Dialog>
      ) : null}
      {isRemoving ? (
        <Dialog isOpen onClose={() => setRemoving(false)} title="Remove the app?">
          <p>Until you set up another, you can send no money back and change nothing about the team.</p>
          <Button tone="ink" size="large" disabled={isSending} onClick={() => send(removeSecondFactor)}>
            Remove it
          </Button>
          <Button tone="plain" onClick={() => setRemoving(false)}>
            Leave it as it is
          </Button>
        </Dialog>
      ) : null}
    </>
  )
}
