'use client'

import { useActionState, useEffect } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { signInByCode } from '#lib/accounts/code-actions.ts'
import { START } from '#lib/accounts/code-sign-in.ts'
import { useText } from '#lib/languages/text.ts'
import { GoOn } from './go-on.tsx'
import { ResendButton } from './resend-button.tsx'

const CODE_ID = 'sign-in-code'

/**
 * An e-mail, then the six digits that went there. Works before the page is interactive too: it is a plain form posting to a server
 * action, which answers with the next step.
 */
export function CodeForm({ next }: { next: string }) {
  const t = useText('signIn')
  const [state, send, isPending] = useActionState(signInByCode, START)
  useEffect(() => {
    if (state.step === 'code') document.getElementById(CODE_ID)?.focus()
  }, [state])

  if (state.step === 'done') return <GoOn next={next} />
  const problem =
    state.problem === null || isPending ? null : t(state.problem, { seconds: state.waitSeconds })
  return (
    <form action={send} className="grid gap-4">
      <input type="hidden" name="next" value={next} />
      {state.step === 'email' ? (
        <Field
          label={t('email')}
          name="email"
          type="email"
          autoComplete="email"
          inputMode="email"
          enterKeyHint="send"
          required
          maxLength={254}
          defaultValue={state.email}
        />
      ) : (
        <>
          <input type="hidden" name="email" value={state.email} />
          <p role="status" className="wrap-anywhere">
            {t.rich('sentTo', { email: state.email, b: (chunks) => <strong>{chunks}</strong> })}
          </p>
          <Field
            key={state.turn}
            id={CODE_ID}
            label={t('code')}
            name="code"
            autoComplete="one-time-code"
            inputMode="numeric"
            enterKeyHint="go"
            pattern="[0-9\s\-]*"
            maxLength={16}
            dir="ltr"
            required
            hint={t('codeHint')}
          />
        </>
      )}
      {problem ? (
        <Notice tone="alert" isUrgent>
          {problem}
        </Notice>
      ) : null}
      {state.step === 'email' ? (
        <Button type="submit" name="intent" value="send" tone="hot" size="large" disabled={isPending}>
          {t(isPending ? 'sending' : 'send')}
        </Button>
      ) : (
        <>
          <Button type="submit" name="intent" value="check" tone="hot" size="large" disabled={isPending}>
            {t(isPending ? 'checking' : 'check')}
          </Button>
          <div className="grid gap-2 sm:grid-cols-2">
            <ResendButton key={state.turn} waitSeconds={state.waitSeconds} isBusy={isPending} />
            <Button type="submit" name="intent" value="change" formNoValidate disabled={isPending}>
              {t('otherEmail')}
            </Button>
          </div>
          <p className="text-note text-ink-soft">{t('notThere')}</p>
        </>
      )}
    </form>
  )
}
