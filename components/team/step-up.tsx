'use client'

import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { beginSecondFactor } from '#lib/second-factor/actions.ts'
import type { FactorStep } from '#lib/second-factor/schema.ts'
import { CodeForm } from './code-form.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { SetUpApp } from './set-up-app.tsx'

type Props = {
  /** What the button says once the code is there: what happens next. */
  button: string
  /** The second factor was shown: what was refused can be sent again. */
  onDone: () => void
  /** Leaves what was refused as it is; without it there is no way back to offer. */
  onCancel?: () => void
}

/**
 * Asks for the code of the person's authenticator app, or leads them through setting one up, right where something was refused for want of it: what
 * they typed stays where it is.
 */
export function StepUp({ button, onDone, onCancel }: Props) {
  const [step, setStep] = useState<FactorStep | null>(null)
  const [problem, say] = useState<string | null>(null)
  const [codes, setCodes] = useState<readonly string[]>([])

  useEffect(() => {
    let isHere = true
    beginSecondFactor().then(
      (answer) => {
        if (!isHere) return
        if (answer.ok) setStep(answer.data)
        else say(answer.message)
      },
      () => isHere && say('The shop does not answer. Close this and try again.'),
    )
    return () => {
      isHere = false
    }
  }, [])

  if (codes.length > 0) return <RecoveryCodes codes={codes} onSaved={onDone} />
  return (
    <div className="grid gap-4">
      {problem ? (
        <Notice tone="alert" isUrgent>
          {problem}
        </Notice>
      ) : null}
      {step === null && !problem ? <p role="status">One moment…</p> : null}
      {step?.kind === 'setUp' ? (
        <>
          <p>
            Money and the team are guarded by a second factor: a code from an app on your phone. Setting it up
            takes a minute, once.
          </p>
          <SetUpApp picture={step.picture} secret={step.secret} uri={step.uri} />
        </>
      ) : null}
      {step?.kind === 'ask' ? <p>Type the code that your authenticator app shows now.</p> : null}
      {step ? (
        <CodeForm
          factorId={step.factorId}
          isSetUp={step.kind === 'setUp'}
          button={step.kind === 'setUp' ? 'Switch it on' : button}
          onShown={(made) => (made.length > 0 ? setCodes(made) : onDone())}
        />
      ) : null}
      {step?.kind === 'ask' ? (
        <PageLink
          href="/sign-in/recovery"
          className="flex min-h-12 items-center justify-self-start text-ink-soft underline underline-offset-4"
        >
          The app is lost: use a recovery code
        </PageLink>
      ) : null}
      {onCancel ? (
        <Button tone="plain" onClick={onCancel}>
          Not now
        </Button>
      ) : null}
    </div>
  )
}
