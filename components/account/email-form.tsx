'use client'

import { useActionState, useEffect } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { changeEmail } from '#lib/accounts/email-actions.ts'
import { type EmailProblem, UNCHANGED } from '#lib/accounts/email-change.ts'
import { useText } from '#lib/languages/text.ts'
import { ResendButton } from './resend-button.tsx'

const CODE_ID = 'new-email-code'
const OWN_WORDS = ['sameEmail', 'takenEmail', 'needsFactor', 'signInFirst', 'unreachable'] as const

/** Another address: it, then the six digits that went there. A plain form posting to a server action, as signing in is. */
export function EmailForm() {
  const t = useText('account')
  const signIn = useText('signIn')
  const [state, send, isPending] = useActionState(changeEmail, UNCHANGED)
  useEffect(() => {
    if (state.step === 'code') document.getElementById(CODE_ID)?.focus()
  }, [state])

  const words = (problem: EmailProblem) => {
    const own = OWN_WORDS.find((name) => name === problem)
    if (own) return t(own === 'unreachable' ? 'failed' : own)
    return signIn(problem as Exclude<EmailProblem, (typeof OWN_WORDS)[number]>, {
      seconds: state.waitSeconds,
    })
  }
  const hasCode = state.step === 'code'
  return (
    <form action={send} className="grid gap-3 border-t border-line pt-6">
      {hasCode ? (
        <>
          <input type="hidden" name="email" value={state.email} />
          <p role="status" className="wrap-anywhere">
            {signIn.rich('sentTo', { email: state.email, b: (chunks) => <strong>{chunks}</strong> })}
          </p>
          <Field
            key={state.turn}
            id={CODE_ID}
            label={signIn('code')}
            name="code"
            autoComplete="one-time-code"
            inputMode="numeric"
            enterKeyHint="go"
            pattern="[0-9\s\-]*"
            maxLength={16}
            dir="ltr"
            required
            hint={signIn('codeHint')}
          />
        </>
      ) : (
        <Field
          key={state.turn}
          label={t('newEmail')}
          name="email"
          type="email"
          autoComplete="email"
          inputMode="email"
          enterKeyHint="send"
          required
          maxLength={254}
          defaultValue={state.step === 'done' ? '' : state.email}
          hint={t('newEmailHint')}
        />
      )}
      {state.problem && !isPending ? (
        <Notice tone="alert" isUrgent>
          {words(state.problem)}
        </Notice>
      ) : null}
      {state.step === 'done' && !isPending ? (
        <Notice tone="yours">{t('emailChanged', { email: state.email })}</Notice>
      ) : null}
      {hasCode ? (
        <>
          <Button type="submit" name="intent" value="check" tone="ink" disabled={isPending}>
            {t(isPending ? 'saving' : 'changeEmail')}
          </Button>
          <div className="grid gap-2 sm:grid-cols-2">
            <ResendButton key={state.turn} waitSeconds={state.waitSeconds} isBusy={isPending} />
            <Button type="submit" name="intent" value="change" formNoValidate disabled={isPending}>
              {signIn('otherEmail')}
            </Button>
          </div>
        </>
      ) : (
        <Button type="submit" name="intent" value="send" className="justify-self-start" disabled={isPending}>
          {signIn(isPending ? 'sending' : 'send')}
        </Button>
      )}
    </form>
  )
}
